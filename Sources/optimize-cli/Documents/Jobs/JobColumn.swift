/// A column of a CSV file of jobs: a key of the job, nested ones with a dot.
///
/// Objects of a list share their columns: each column holds one key of all of them.
enum JobColumn: String, CaseIterable, Sendable {
  case id, pool, gpus, hours, wattsPerGPU, release, deadline, due, latenessCostPerHour, value
  case minimumRunMinutes = "preemption.minimumRunMinutes"
  case restartMinutes = "preemption.restartMinutes"
  case scalingGPUs = "scaling.gpus"
  case scalingSpeed = "scaling.speed"
  case isResizable = "scaling.resizable"
  case resizeMinutes = "scaling.resizeMinutes"
  case capWattsPerGPU = "powerCaps.wattsPerGPU"
  case capSpeed = "powerCaps.speed"
  case sites, jurisdictions, homeSite, inputGB, after
  case runningSince = "running.since"
  case runningSite = "running.site"
  case remainingHours = "running.remainingHours"

  /// The key of the job that it belongs to: `scaling` of `scaling.gpus`.
  var root: String { String(rawValue.prefix { $0 != "." }) }

  var isNested: Bool { rawValue.contains(".") }

  /// The shape of its cells, and whether it has to be there: in every job, or where another column of
  /// its object is.
  var key: Key {
    guard let outer = ObjectShape.job.key(root) else { preconditionFailure("no key '\(root)'") }
    guard isNested else { return outer }
    let name = String(rawValue.dropFirst(root.count + 1))
    switch outer.shape {
    case .object(let inner): if let key = inner.key(name) { return key }
    case .list(.object(let inner), _):
      if var key = inner.key(name) {
        key.shape = .list(key.shape, minimumCount: 1)
        return key
      }
    default: break
    }
    preconditionFailure("the column \(rawValue) is no key of a job")
  }

  /// The columns without which no row is a job.
  static let required = allCases.filter { !$0.isNested && $0.key.isRequired }
  /// Either of them has to be there.
  static let counts: [JobColumn] = [.gpus, .scalingGPUs]
  /// The columns that have to be there beside `column`, in the same object.
  static func needed(beside column: JobColumn) -> [JobColumn] {
    guard column.isNested else { return [] }
    return allCases.filter { $0.isNested && $0.root == column.root && $0.key.isRequired }
  }
}
