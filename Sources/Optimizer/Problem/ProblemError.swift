/// Everything that is wrong with a problem, found in one pass.
public struct ProblemError: Error, Equatable, Sendable, CustomStringConvertible {
  /// In the order of the problem's parts; never empty.
  public var issues: [ProblemIssue]

  public var description: String { issues.map(\.description).joined(separator: "\n") }
}

/// One contradiction or impossible value, and where it stands.
public struct ProblemIssue: Equatable, Sendable, CustomStringConvertible {
  /// The part of the problem that is wrong; whoever read a file turns it into line and column.
  public enum Place: Equatable, Sendable {
    case objective(key: String)
    case transfers(key: String)
    case horizon
    /// A site by its position, and the path of keys below it: `["pools", "1", "gpus"]`.
    case site(Int, path: [String])
    /// A job by its position, and the key concerned, where there is one.
    case job(Int, key: String?)
  }

  /// The part of the problem that is wrong.
  public var place: Place
  /// What is wrong and what was expected, in one line.
  public var message: String
  /// What would mend it, where that can be said.
  public var help: String?

  public init(place: Place, message: String, help: String? = nil) {
    self.place = place
    self.message = message
    self.help = help
  }

  public var description: String {
    let name =
      switch place {
      case .objective(let key): "objective.\(key)"
      case .transfers(let key): "transfers.\(key)"
      case .horizon: "horizon"
      case .site(let index, let path): (["sites[\(index)]"] + path).joined(separator: ".")
      case .job(let index, let key): "jobs[\(index)]" + (key.map { ".\($0)" } ?? "")
      }
    return "\(name): \(message)"
  }
}

/// Something odd that does not stop the plan.
public struct Warning: Equatable, Sendable {
  /// A stable word for programs, such as `deadline-clipped`.
  public var code: String
  /// One line for people.
  public var message: String

  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}
