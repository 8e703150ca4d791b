import GridPricing

/// One thing that is wrong with an input document.
///
/// ```text
/// scenario.json:12:7: sites[0] has the unknown key 'pool', expected one of its keys
/// help: did you mean 'pools'?
/// ```
struct DocumentError: Error, Equatable, Sendable {
  enum Kind: Sendable {
    /// A file is absent or cannot be read (exit code 66).
    case unreadable
    /// A file is read but is not what it should be (exit code 65).
    case malformed
  }

  /// The path as given.
  var file: String
  /// Nil where the error concerns the file as a whole; else counted from 1.
  var line: Int?
  var column: Int?
  /// What is wrong and what was expected, in one line.
  var problem: String
  /// What the user can do about it, in one line.
  var help: String?
  var kind: Kind = .malformed

  init(
    file: String, at position: JSONNode.Position? = nil, _ problem: String, help: String? = nil,
    kind: Kind = .malformed
  ) {
    self.file = file
    line = position?.line
    column = position?.column
    self.problem = problem
    self.help = help
    self.kind = kind
  }

  init(_ error: ReadingError) {
    file = error.file
    line = error.line
    column = error.column
    problem = error.problem
    help = error.help
    kind = error.kind == .unreadable ? .unreadable : .malformed
  }
}

extension DocumentError: CustomStringConvertible {
  /// `file:line:column: what is wrong, what was expected`, always one line, without the help.
  var description: String { "\(place): \(problem)" }

  /// `file:line:column`, or as much of it as is known, without control characters.
  var place: String {
    var place = DocumentText.onOneLine(file)
    if let line { place += ":\(line)" }
    if let column { place += ":\(column)" }
    return place
  }
}

extension DocumentError {
  /// The error as the user sees it, with the exit code of its kind.
  var failure: Failure {
    Failure(kind == .unreadable ? .noInput : .badData, at: place, problem, help: help)
  }
}

/// Everything that is wrong with the documents of one command, in the order of the files.
struct DocumentErrors: Error, Equatable, Sendable {
  /// Never empty.
  let errors: [DocumentError]

  /// - Precondition: there is at least one error.
  init(_ errors: [DocumentError]) {
    precondition(!errors.isEmpty, "document errors need at least one error")
    self.errors = errors
  }

  init(_ error: DocumentError) { errors = [error] }

  /// `unreadable` only where nothing is malformed: a file that is there but wrong weighs more.
  var kind: DocumentError.Kind {
    errors.allSatisfy { $0.kind == .unreadable } ? .unreadable : .malformed
  }
}

extension DocumentErrors: CustomStringConvertible {
  /// One line per error, each followed by its help.
  var description: String {
    errors.map { error in
      error.description + (error.help.map { "\nhelp: \($0)" } ?? "")
    }.joined(separator: "\n")
  }
}
