/// How a command ended, as the shell sees it.
///
/// The numbers from 64 on are those of BSD `sysexits.h`; 130 and 143 are what a shell reports for a
/// program that SIGINT or SIGTERM ended, so that scripts need no special case for ours.
enum ExitCode: Int32, CaseIterable, Sendable {
  case success = 0
  case notWhole = 1
  case usage = 64
  case badData = 65
  case noInput = 66
  case unavailable = 69
  case `internal` = 70
  case cannotCreate = 73
  case interrupted = 130
  case terminated = 143

  /// The codes that nearly every command can return.
  static let usual: [ExitCode] = [
    .success, .usage, .badData, .noInput, .internal, .cannotCreate,
  ]

  /// What help says about the code.
  var meaning: String {
    switch self {
    case .success: "done"
    case .notWhole: "done, but not whole: violations were found, or jobs could not be placed"
    case .usage: "wrong usage"
    case .badData: "bad input data"
    case .noInput: "input missing or unreadable"
    case .unavailable: "a service is unavailable"
    case .internal: "internal error"
    case .cannotCreate: "output cannot be written"
    case .interrupted: "interrupted (SIGINT); the best result so far is written"
    case .terminated: "terminated (SIGTERM); the best result so far is written"
    }
  }
}
