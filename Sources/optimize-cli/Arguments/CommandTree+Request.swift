extension CommandTree {
  /// Reads the words after the program's name.
  func request(_ words: [String]) throws(UsageError) -> Request {
    let helpWords = ["--help", "-h"]
    let asksForHelp = words.prefix { $0 != "--" }.contains { helpWords.contains($0) }
    var rest = asksForHelp ? words.filter { !helpWords.contains($0) }[...] : words[...]
    if rest.first == "help" {
      rest.removeFirst()
      return .help(try topic(&rest, asksForHelp: true))
    }
    if rest.first == "--version" { return .version }
    let topic = try topic(&rest, asksForHelp: asksForHelp)
    if asksForHelp { return .help(topic) }
    guard case .command(let spec, let path) = topic, let type = commandType(path) else {
      return .incomplete(topic)
    }
    do {
      let arguments = try ArgumentParser.parse(rest, for: spec)
      // Only a joined `-vh` gets here; the whole words were found above, whatever else is wrong.
      return arguments[ConsoleOptions.help] ? .help(topic) : .run(type, arguments, path: path)
    } catch {
      throw explained(error, topic)
    }
  }

  /// The error with the usage line of the command it happened in.
  func explained(_ error: UsageError, _ topic: HelpTopic) -> UsageError {
    var error = error
    error.usage = HelpText(tree: self, width: .max).usage(of: topic)
    return error
  }

  private func commandType(_ path: [String]) -> (any Command.Type)? {
    leaves.first { $0.path == path }?.type
  }

  /// The command or family that the first words name; those words are removed from `rest`.
  private func topic(
    _ rest: inout ArraySlice<String>, asksForHelp: Bool
  ) throws(UsageError) -> HelpTopic {
    var topic = HelpTopic.overview
    var nodes = commands
    var path: [String] = []
    while !nodes.isEmpty, let word = rest.first {
      guard let node = nodes.first(where: { $0.name == word }) else {
        if case .command = topic { break }
        if asksForHelp, word.hasPrefix("-") { break }
        throw explained(unknownCommand(word, among: nodes, below: path), topic)
      }
      rest.removeFirst()
      path.append(word)
      nodes = node.children
      topic =
        if case .command(let type, _) = node { .command(type.spec, path: path) } else {
          .family(node, path: path)
        }
    }
    return topic
  }

  private func unknownCommand(
    _ word: String, among nodes: [CommandNode], below path: [String]
  ) -> UsageError {
    let parent = path.isEmpty ? "" : "\(path.joined(separator: " ")) "
    if word.hasPrefix("-") {
      let isLater = leaves.contains { $0.type.spec.options.contains { $0.longName == word } }
      return UsageError(
        "unknown option \(quoted(word))",
        help: isLater
          ? "options follow the command: \(name) \(parent)COMMAND \(escaped(word))"
          : Suggestion.nearest(to: word, among: ["--help", "--version"])?.sentence)
    }
    let elsewhere = leaves.map(\.path).filter { $0.count > 1 && $0.last == word }
    let known = nodes.map(\.name) + (path.isEmpty ? ["help"] : [])
    let suggestion =
      elsewhere.isEmpty
      ? Suggestion.nearest(to: word, among: known)
      : Suggestion(words: elsewhere.map { $0.joined(separator: " ") })
    let all = path.isEmpty ? nil : "\(path.joined(separator: " ")) has \(listed(known))"
    return UsageError(
      "unknown command \(quoted(parent + word))", help: suggestion?.sentence ?? all)
  }

  private func listed(_ names: [String]) -> String { names.joined(separator: ", ") }
}
