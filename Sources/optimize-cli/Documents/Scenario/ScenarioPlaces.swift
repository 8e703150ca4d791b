import GridPricing
import Optimizer

/// Finds the place in the files of what a problem complains about.
///
/// The files are read again when that is needed, so that good input pays nothing for it.
struct ScenarioPlaces: Sendable {
  let document: InputDocument
  let jobs: JobSource

  /// The issues as errors in the files: those of the scenario first, then those of the jobs, each
  /// in the order of its file.
  func errors(for error: ProblemError) -> [DocumentError] {
    let root = try? JSONParser.parse(
      document.bytes, file: document.file, allowsComments: true)
    var inScenario: [DocumentError] = []
    var jobIssues: [(issue: ProblemIssue, job: Int, key: String?)] = []
    for issue in error.issues {
      let path: [ShapePath.Step]
      switch issue.place {
      case .job(let job, let key):
        jobIssues.append((issue, job, key))
        continue
      case .horizon: path = [.key("horizon")]
      case .objective(key: "sites"): path = [.key("sites")]
      case .objective(let key): path = [.key("objective"), .key(key)]
      case .transfers(let key): path = [.key("transfers"), .key(key)]
      case .site(let index, let keys):
        path = [.key("sites"), .index(index)] + keys.map { Int($0).map { .index($0) } ?? .key($0) }
      }
      inScenario.append(
        DocumentError(
          file: document.file, at: root?.position(of: path),
          Self.sentence(ShapePath(path).description, issue.message), help: issue.help))
    }
    let positions = jobs.positions(of: jobIssues.map { ($0.job, $0.key) })
    let inJobs = zip(jobIssues, positions).map { entry, position in
      let path = "jobs[\(entry.job)]" + (entry.key.map { ".\($0)" } ?? "")
      let message = entry.issue.message
      let text = message.hasPrefix("is ") ? Self.sentence(path, message) : message
      return DocumentError(
        file: jobs.document.file, at: position, text, help: entry.issue.help)
    }
    if jobs.format == .scenario { return Self.sorted(inScenario + inJobs) }
    return Self.sorted(inScenario) + Self.sorted(inJobs)
  }

  private static func sorted(_ errors: [DocumentError]) -> [DocumentError] {
    errors.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
  }

  /// Messages that begin with a verb go on from the path.
  private static func sentence(_ path: String, _ message: String) -> String {
    let isContinued = ["is ", "has ", "lacks ", "needs "].contains { message.hasPrefix($0) }
    return isContinued ? "\(path) \(message)" : "\(path): \(message)"
  }
}

extension JSONNode {
  /// The place of the value at a path, or of the nearest value around it.
  fileprivate func position(of path: [ShapePath.Step]) -> Position {
    var node = self
    for step in path {
      let child: JSONNode?
      switch step {
      case .key(let key), .name(let key): child = node[key]
      case .index(let index):
        let array = node.array ?? []
        child = array.indices.contains(index) ? array[index] : nil
      }
      guard let child else { break }
      node = child
    }
    return node.position
  }
}
