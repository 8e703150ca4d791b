/// Where a task learns which shard it is to plan.
enum ShardSource: Equatable, Sendable {
  case given(Shard)
  /// From the variables of a Slurm job array.
  case slurm
  /// From the index of a pod of a Kubernetes indexed Job with so many completions.
  case kubernetes(count: Int)

  static let largestCount = 1_000_000

  /// - Throws: what is wrong with the environment, in one line.
  func shard(
    environment: @escaping (String) -> String? = Terminal.environmentVariable
  ) throws(UsageError) -> Shard {
    let variables = ShardVariables(environment: environment)
    switch self {
    case .given(let shard): return shard
    case .slurm: return try variables.slurm()
    case .kubernetes(let count): return try variables.kubernetes(count: count)
    }
  }
}

extension ValueParser where Value == ShardSource {
  /// `I/N`, `slurm` or `kubernetes/N`.
  static var shard: ValueParser {
    ValueParser(
      expecting: "I/N with I from 0 to N-1, slurm, or kubernetes/N",
      completion: .values(["slurm", "kubernetes/"])
    ) { word in
      if word == "slurm" { return .slurm }
      let parts = word.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, let count = wholeNumber(parts[1]),
        (1...ShardSource.largestCount).contains(count)
      else { return nil }
      if parts[0] == "kubernetes" { return .kubernetes(count: count) }
      guard let index = wholeNumber(parts[0]), index < count else { return nil }
      return .given(Shard(index: index, count: count))
    }
  }
}

/// What schedulers tell a task about itself.
private struct ShardVariables {
  let environment: (String) -> String?

  /// The place of the task in `--array=MIN-MAX:STEP`.
  func slurm() throws(UsageError) -> Shard {
    let help = "run it as a task of a job array, such as 'sbatch --array=0-9'"
    func value(_ name: String) throws(UsageError) -> Int {
      try number("SLURM_ARRAY_TASK_\(name)", of: "slurm", help: help)
    }
    let (task, first, last) = (try value("ID"), try value("MIN"), try value("MAX"))
    let (count, step) = (try value("COUNT"), try value("STEP"))
    guard step > 0, first <= last, (last - first) / step + 1 == count else {
      throw UsageError(
        "--shard: the job array has \(count) tasks from \(first) to \(last) in steps of \(step), "
          + "expected all of a range",
        help: "submit a range such as 'sbatch --array=0-9', or name the shard as I/N")
    }
    guard (first...last).contains(task), (task - first) % step == 0 else {
      throw UsageError(
        "--shard: SLURM_ARRAY_TASK_ID is \(task), expected one from \(first) to \(last) in steps "
          + "of \(step)", help: help)
    }
    return Shard(index: (task - first) / step, count: count)
  }

  func kubernetes(count: Int) throws(UsageError) -> Shard {
    let name = "JOB_COMPLETION_INDEX"
    let index = try number(
      name, of: "kubernetes", help: "run it as a pod of a Job with 'completionMode: Indexed'")
    guard index < count else {
      throw UsageError(
        "--shard: \(name) is \(index), expected one from 0 to \(count - 1)",
        help: "let N of kubernetes/N equal the completions of the Job")
    }
    return Shard(index: index, count: count)
  }

  private func number(
    _ name: String, of source: String, help: String
  ) throws(UsageError) -> Int {
    guard let text = environment(name) else {
      throw UsageError("--shard: \(source) needs \(name), which is not set", help: help)
    }
    guard let number = wholeNumber(text[...]) else {
      throw UsageError("--shard: \(name) is \(quoted(text)), expected a whole number", help: help)
    }
    return number
  }
}

/// The number that the digits stand for; nil for anything else, and beyond what schedulers count to.
private func wholeNumber(_ text: Substring) -> Int? {
  guard (1...10).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
    return nil
  }
  return Int(text)
}
