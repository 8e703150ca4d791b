import Foundation

let code = CommandTree.offpeak.run(
  Array(CommandLine.arguments.dropFirst()), describing: Failure.describing)
exit(code.rawValue)
