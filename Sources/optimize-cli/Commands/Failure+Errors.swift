import GridPricing
import Optimizer

extension Failure {
  /// How errors of every layer appear to the user, and the exit code they lead to: the one place.
  ///
  /// `UsageError`, `OutputError` and `Failure` itself never get here: ``CommandTree`` knows them.
  ///
  /// - Returns: one failure per line, the exit code the same in all; empty for an error that should
  ///   not happen.
  static func describing(_ error: any Error) -> [Failure] {
    switch error {
    case let error as ReadingError: failures(DocumentErrors(DocumentError(error)))
    case let error as DocumentError: failures(DocumentErrors(error))
    case let errors as DocumentErrors: failures(errors)
    case let error as ProblemError:
      error.issues.map { Failure(.badData, $0.description, help: $0.help) }
    case let error as SeriesError: [Failure(.badData, error.description, help: error.help)]
    case let error as SystemError: [Failure(.internal, error.description)]
    default: []
    }
  }

  /// The failures of one part of the work, where the other parts go on.
  ///
  /// - Returns: never empty.
  static func all(in error: any Error) -> [Failure] {
    if let failure = error as? Failure { return [failure] }
    if let error = error as? OutputError { return [error.failure] }
    let failures = describing(error)
    return failures.isEmpty ? [Failure(.internal, "internal error: \(error)")] : failures
  }

  private static func failures(_ errors: DocumentErrors) -> [Failure] {
    let exitCode: ExitCode = errors.kind == .unreadable ? .noInput : .badData
    return errors.errors.map {
      Failure(exitCode, at: $0.place, $0.problem, help: $0.help)
    }
  }
}
