import GridPricing
import Optimizer
import Testing

@testable import optimize_cli

struct JobReaderTests {
  private func read(_ text: String) throws -> [Job] {
    let list = JobReader.read(InputDocument(file: "jobs", bytes: Array(text.utf8)))
    if !list.errors.isEmpty { throw DocumentErrors(list.errors) }
    return list.jobs
  }

  private let expected = [
    Job(
      id: "train-llm", pool: "h200", gpus: 64, hours: 6.5, powerPerGPU: .watts(700),
      release: Instant(iso8601: "2026-01-12T01:00:00Z"),
      deadline: Instant(iso8601: "2026-01-12T20:00:00Z"),
      preemption: Preemption(minimumRunMinutes: 30, restartMinutes: 6), sites: ["sjc1", "fra1"],
      jurisdictions: ["US", "EU"]),
    Job(
      id: "say \"hi\", twice", pool: "l40", gpus: 8, hours: 2, powerPerGPU: .watts(300),
      value: .amount(1500)),
    Job(
      id: "Übung", pool: "h200", gpus: 8, hours: 0.25, powerPerGPU: .watts(650),
      preemption: Preemption(restartMinutes: 6)),
  ]

  @Test(arguments: ["jobs.csv", "jobs.json", "jobs.ndjson"])
  func everyFormGivesTheSameJobs(file: String) throws {
    #expect(try JobReader.read(Fixture.path("valid/" + file)).jobs == expected)
  }

  @Test(arguments: [",", ";", "\t"])
  func cellsMayBeSeparatedByCommaSemicolonOrTab(delimiter: String) throws {
    let jobs = try read(
      """
      wattsPerGPU,hours,gpus,pool,id,sites
      700,2,8,h200,a,
      700,2,8,h200,b,"x; y"

      """.replacing(",", with: delimiter))
    #expect(jobs.map(\.id) == ["a", "b"])
    #expect(jobs.map(\.sites) == [nil, ["x", "y"]])
  }

  @Test func anEmptyCellIsAbsentNotZero() throws {
    let jobs = try read(
      """
      id,pool,gpus,hours,wattsPerGPU,value,preemption.minimumRunMinutes,preemption.restartMinutes
      a,h200,8,2,700,,,
      b,h200,8,2,700,0,0,
      """)
    #expect(jobs[0].value == nil && jobs[0].preemption == nil)
    #expect(jobs[1].value == .amount(0) && jobs[1].preemption == Preemption())
  }

  @Test func anEmptyPreemptionIsPreemptibleWithoutCosts() throws {
    let jobs = try read(
      #"[{"id":"a","pool":"p","gpus":8.0,"hours":2,"wattsPerGPU":700,"preemption":{}}]"#)
    #expect(jobs[0].preemption == Preemption() && jobs[0].gpus == 8)
  }

  @Test(arguments: ["[]", " [ ] \n", "id,pool,gpus,hours,wattsPerGPU\n"])
  func aListMayBeEmpty(text: String) throws {
    #expect(try read(text).isEmpty)
  }

  @Test func columnsAreTheKeysOfAJob() {
    let keys = ObjectShape.job.keys.flatMap { key in
      switch key.shape {
      case .object(let inner), .list(.object(let inner), _):
        inner.keys.map { "\(key.name).\($0.name)" }
      default: [key.name]
      }
    }
    #expect(JobColumn.allCases.map(\.rawValue) == keys)
  }

  @Test(arguments: [
    ("jobs.csv", [4, 2, 4]), ("jobs.json", [31, 6, 38]), ("jobs.ndjson", [3, 1, 3]),
  ])
  func placesAreFoundAgain(file: String, expected: [Int]) throws {
    let source = try JobReader.read(Fixture.path("valid/" + file)).source
    let lines = source.positions(of: [(2, nil), (0, "hours"), (2, "preemption.restartMinutes")])
      .map { $0?.line }
    #expect(lines == expected)
  }

  private let kinds = [
    Job(
      id: "elastic", pool: "h200", gpus: 8, hours: 10, powerPerGPU: .watts(700),
      due: Instant(iso8601: "2026-01-12T20:00:00Z"), latenessCostPerHour: .amount(25.5),
      scaling: Scaling(
        gpus: [8, 16, 32], speed: [1, 1.9, 3.5], isResizable: true, resizeMinutes: 4),
      powerCaps: [
        PowerCap(powerPerGPU: .watts(520), speed: 0.94),
        PowerCap(powerPerGPU: .watts(450), speed: 0.85),
      ]),
    Job(
      id: "moldable", pool: "h200", gpus: 8, hours: 4, powerPerGPU: .watts(650),
      scaling: Scaling(gpus: [8, 4], speed: [1, 0.55]), homeSite: "fra1", inputGB: 1200.5,
      after: ["elastic", "first"]),
    Job(
      id: "going", pool: "h200", gpus: 8, hours: 6, powerPerGPU: .watts(700),
      preemption: Preemption(restartMinutes: 6), sites: ["fra1"],
      running: RunningState(
        since: Instant(iso8601: "2026-01-11T20:00:00Z")!, site: "fra1", remainingHours: 3.2)),
    Job(id: "first", pool: "h200", gpus: 4, hours: 1, powerPerGPU: .watts(600)),
  ]

  @Test(arguments: ["kinds.csv", "kinds.json", "kinds.ndjson"])
  func everyKindOfJobIsReadFromEveryForm(file: String) throws {
    #expect(try JobReader.read(Fixture.path("valid/" + file)).jobs == kinds)
  }

  @Test(arguments: ["kinds.csv", "kinds.json", "kinds.ndjson"])
  func placesInListsAreFoundAgain(file: String) throws {
    let source = try JobReader.read(Fixture.path("valid/" + file)).source
    let keys = ["powerCaps.1.speed", "scaling.gpus.2", "scaling", "powerCaps", "hours"]
    let places = source.positions(of: keys.map { (0, $0) }).map { $0.map { ($0.line, $0.column) } }
    let found = places.compactMap { $0.map { "\($0):\($1)" } }
    #expect(found.count == 5 && Set(found).count >= 4, "\(found)")
  }

  @Test func theFirstCountOfTheScalingIsTheCountOfTheJob() throws {
    let jobs = try read(
      """
      id,pool,hours,wattsPerGPU,scaling.gpus,scaling.speed
      a,h200,2,700,16;8,1;0.5
      """)
    #expect(jobs[0].gpus == 16 && jobs[0].scaling?.isResizable == false)
  }

  @Test func manyJobsComeInOrder() throws {
    let rows = (0..<20_000).map { "job-\($0),h200,\($0 % 64 + 1),0.5,700" }
    let jobs = try read("id,pool,gpus,hours,wattsPerGPU\n" + rows.joined(separator: "\n"))
    #expect(jobs.count == 20_000)
    #expect(jobs.enumerated().allSatisfy { $1.id == "job-\($0)" && $1.gpus == $0 % 64 + 1 })
  }
}
