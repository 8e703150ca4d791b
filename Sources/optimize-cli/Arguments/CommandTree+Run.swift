/// Where a command's output goes; tests replace it.
struct CommandStreams: Sendable {
  var output = FileDescriptor.standardOutput
  var error = ConsoleStream.standardError
}

extension CommandTree {
  /// Does what the words ask for and says how it ended. Nothing is thrown.
  ///
  /// - Parameters:
  ///   - words: the command line without the program's name.
  ///   - describing: how errors of other layers appear to the user, a failure for each line; empty
  ///     for an error that should not happen, which is reported as internal.
  func run(
    _ words: [String], streams: CommandStreams = CommandStreams(),
    describing: (any Error) -> [Failure]
  ) -> ExitCode {
    FileDescriptor.ignoreBrokenPipes()
    let early = Console(stream: streams.error, log: ConsoleOptions.guessedLog(words))
    do {
      switch try request(words) {
      case .run(let type, let arguments, let path):
        do {
          let console = Console(stream: streams.error, ConsoleOptions(arguments))
          return try type.init(arguments).run(console)
        } catch let error as UsageError {
          throw explained(error, .command(type.spec, path: path))
        }
      case .help(let topic):
        try print(help(on: topic), to: streams.output)
      case .version:
        try print("\(name) \(version)\n", to: streams.output)
      case .incomplete(let topic):
        early.text(help(on: topic))
        return .usage
      }
      return .success
    } catch {
      return report(error, to: early, describing)
    }
  }

  private func help(on topic: HelpTopic) -> String {
    HelpText(tree: self, width: Terminal.textWidth()).text(on: topic)
  }

  private func print(_ text: String, to output: FileDescriptor) throws(OutputError) {
    do { try output.write(Array(text.utf8)) } catch {
      throw OutputError(path: "-", error)
    }
  }

  private func report(
    _ error: any Error, to console: Console, _ describing: (any Error) -> [Failure]
  ) -> ExitCode {
    switch error {
    case let error as UsageError:
      console.error(error.message, help: error.help, usage: error.usage)
      return .usage
    case let error as OutputError where error.isBrokenPipe:
      // The reader went away, as `head` does. It knows; nobody else needs to be told.
      return .cannotCreate
    default:
      let known = error as? Failure ?? (error as? OutputError)?.failure
      let failures = known.map { [$0] } ?? describing(error)
      for failure in failures {
        console.error(failure.message, at: failure.place, help: failure.help)
      }
      if let exitCode = failures.first?.exitCode { return exitCode }
      console.error("internal error: \(error)", help: "this is a defect; report it")
      return .internal
    }
  }
}
