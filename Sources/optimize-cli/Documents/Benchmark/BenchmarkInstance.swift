import GridPricing
import Optimizer

/// What `benchmark` solves: a core instance, or a scenario whose jobs say themselves what they may do.
enum BenchmarkInstance: Sendable {
  case core(CoreInstance)
  case scenario(Scenario, path: String)

  /// Reads either kind, told apart by content: a core instance names its `format`.
  ///
  /// - Parameter path: `-` is standard input.
  static func read(_ path: String) throws(DocumentErrors) -> BenchmarkInstance {
    let document: InputDocument
    let root: JSONNode
    do {
      document = try InputDocument.read(path)
      root = try document.object(named: "the instance", allowsComments: true)
    } catch {
      throw DocumentErrors(error)
    }
    if root["schemaVersion"] == nil || root["format"] != nil {
      return .core(try CoreInstanceReader.read(root, of: document))
    }
    let folder = InputDocument.folder(of: path)
    return .scenario(try ScenarioReader.read(root, of: document, folder: folder), path: path)
  }

  var name: String {
    switch self {
    case .core(let instance): instance.name
    case .scenario(_, let path): path
    }
  }

  /// The ways of solving it that were asked for; a scenario has one of its own.
  func modes(of wanted: [CoreInstance.Mode]) -> [CoreInstance.Mode?] {
    switch self {
    case .core: wanted
    case .scenario: [nil]
    }
  }

  /// - Parameters:
  ///   - mode: whether the jobs of a core instance may be interrupted.
  ///   - threads: see `Problem`.
  func problem(_ mode: CoreInstance.Mode?, threads: Int) throws -> Problem {
    switch self {
    case .core(let instance): try instance.problem(mode ?? .whole, threads: threads)
    case .scenario(let scenario, _): try scenario.problem(threads: threads)
    }
  }
}
