/// What a command line asks for.
enum Request: Sendable {
  case run(any Command.Type, ParsedArguments, path: [String])

  /// Help was asked for and is a success.
  case help(HelpTopic)

  /// A command is missing; help is shown, but nothing was done.
  case incomplete(HelpTopic)

  case version
}

/// What help is about.
enum HelpTopic: Sendable {
  case overview
  case family(CommandNode, path: [String])
  case command(CommandSpec, path: [String])
}
