import Testing

@testable import optimize_cli

struct ShardTests {
  @Test func shardsPartitionTheFleet() {
    for size in 0...20 {
      for count in 1...7 {
        let shards = (0..<count).map {
          Shard(index: $0, count: count).members(of: Array(0..<size))
        }
        #expect(shards.joined().sorted() == Array(0..<size), "\(size) members in \(count) shards")
        let sizes = shards.map(\.count)
        #expect(sizes.max()! - sizes.min()! <= 1)
      }
    }
  }

  @Test(
    arguments: [
      ("0/1", .given(Shard(index: 0, count: 1))), ("3/10", .given(Shard(index: 3, count: 10))),
      ("999999/1000000", .given(Shard(index: 999_999, count: 1_000_000))), ("slurm", .slurm),
      ("kubernetes/4", .kubernetes(count: 4)),
    ] as [(String, ShardSource)])
  func shardsAreNamed(word: String, source: ShardSource) throws {
    #expect(try ValueParser.shard.parse(word) == source)
  }

  @Test(arguments: [
    "", "1", "/", "1/", "/2", "10/10", "2/1", "0/0", "-1/2", "+1/2", "1/2/3", "1.0/2", " 1/2",
    "a/b",
    "\u{663}/5", "0/1000001", "0/99999999999999999999", "slurm/2", "kubernetes", "kubernetes/",
    "kubernetes/0", "Slurm",
  ])
  func otherWordsAreRefused(word: String) {
    #expect(throws: ValueError.self) { try ValueParser.shard.parse(word) }
  }

  @Test func aShardBeyondTheCountIsAMistakeOfTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = Shard(index: 2, count: 2) }
  }

  // MARK: Environment

  /// The variables of a task of `--array=MIN-MAX:STEP`.
  private static func slurm(
    _ id: String?, _ min: String? = "0", _ max: String? = "9", count: String? = "10",
    step: String? = "1"
  ) -> [String: String] {
    let values = ["ID": id, "MIN": min, "MAX": max, "COUNT": count, "STEP": step]
    return values.reduce(into: [:]) { $0["SLURM_ARRAY_TASK_\($1.key)"] = $1.value }
  }

  @Test(arguments: [
    (slurm("0"), Shard(index: 0, count: 10)), (slurm("9"), Shard(index: 9, count: 10)),
    (slurm("1", "1", "50", count: "50"), Shard(index: 0, count: 50)),
    (slurm("7", "7", "7", count: "1"), Shard(index: 0, count: 1)),
    (slurm("10", "0", "45", count: "10", step: "5"), Shard(index: 2, count: 10)),
    // Slurm may give the end of the range although no task has it.
    (slurm("45", "0", "49", count: "10", step: "5"), Shard(index: 9, count: 10)),
  ])
  func aTaskOfAJobArrayIsAShard(variables: [String: String], shard: Shard) throws {
    #expect(try ShardSource.slurm.shard { variables[$0] } == shard)
  }

  @Test(arguments: [
    (slurm(nil), "SLURM_ARRAY_TASK_ID, which is not set"),
    (slurm("0", nil), "SLURM_ARRAY_TASK_MIN, which is not set"),
    (slurm("0", "0", nil), "SLURM_ARRAY_TASK_MAX, which is not set"),
    (slurm("0", count: nil), "SLURM_ARRAY_TASK_COUNT, which is not set"),
    (slurm("0", step: nil), "SLURM_ARRAY_TASK_STEP, which is not set"),
    (slurm(""), "SLURM_ARRAY_TASK_ID is '', expected"), (slurm("-1"), "is '-1', expected"),
    (slurm("1 "), "is '1 ', expected"), (slurm("4294967294000"), "is '4294967294000', expected"),
    (slurm("\u{1B}[2J"), "is '\\u{1B}[2J', expected"),
    (slurm("10"), "is 10, expected one from 0 to 9"),
    (slurm("0", "1", "10"), "is 0, expected one from 1 to 10"),
    (slurm("7", "0", "45", count: "10", step: "5"), "is 7, expected one"),
    (slurm("0", step: "0"), "in steps of 0"), (slurm("0", count: "0"), "has 0 tasks"),
    // --array=3,7: the place of a task in a list is not known to it.
    (slurm("7", "3", "7", count: "2"), "has 2 tasks from 3 to 7 in steps of 1"),
    (slurm("5", "9", "0"), "from 9 to 0"),
  ])
  func aTaskThatIsNoneIsToldWhatIsWrong(variables: [String: String], message: String) {
    let error = #expect(throws: UsageError.self) {
      try ShardSource.slurm.shard { variables[$0] }
    }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    #expect(error?.message.hasPrefix("--shard: ") == true && error?.help != nil)
  }

  @Test func aPodOfAnIndexedJobIsAShard() throws {
    func shard(_ index: String?) throws -> Shard {
      try ShardSource.kubernetes(count: 3).shard { $0 == "JOB_COMPLETION_INDEX" ? index : nil }
    }
    #expect(try shard("2") == Shard(index: 2, count: 3))
    for index in [nil, "", "3", "-1", "x", "0x1"] {
      #expect(throws: UsageError.self) { try shard(index) }
    }
  }
}
