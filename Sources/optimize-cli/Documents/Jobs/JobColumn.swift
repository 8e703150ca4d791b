/// A column of a CSV file of jobs: a key of the job, nested ones with a dot.
enum JobColumn: String, CaseIterable, Sendable {
  case id, pool, gpus, hours, wattsPerGPU, release, deadline, value
  case minimumRunMinutes = "preemption.minimumRunMinutes"
  case restartMinutes = "preemption.restartMinutes"
  case sites, jurisdictions

  /// The key in the table of the job's keys.
  var key: Key {
    let steps = rawValue.split(separator: ".").map(String.init)
    var shape = ObjectShape.job
    for step in steps.dropLast() {
      if case .object(let inner)? = shape.key(step)?.shape { shape = inner }
    }
    guard let key = shape.key(steps[steps.count - 1]) else {
      preconditionFailure("the column \(rawValue) is no key of a job")
    }
    return key
  }
}
