/// A place in the command line, known by the command words before it, and what may follow there.
struct CompletionPoint: Sendable {
  /// The command words, `["series", "inspect"]`; empty right after the program's name.
  let path: [String]
  let commands: [(name: String, abstract: String)]
  let options: [OptionSpec]
  let arguments: [ArgumentSpec]

  /// The command words as the scripts store them.
  var key: String { path.joined(separator: " ") }

  /// Every place where something can be completed, the outermost first.
  static func all(in tree: CommandTree) -> [CompletionPoint] {
    let help = ("help", "Say more about a command.")
    let top = CompletionPoint(
      path: [], commands: names(of: tree.commands) + [help], options: [.help, .version],
      arguments: [])
    return [top] + points(of: tree.commands, below: [])
      + helpPoints(of: tree.commands, below: ["help"])
  }

  private static func names(of nodes: [CommandNode]) -> [(name: String, abstract: String)] {
    nodes.map { ($0.name, $0.abstract) }
  }

  private static func points(
    of nodes: [CommandNode], below path: [String]
  ) -> [CompletionPoint] {
    nodes.flatMap { node in
      let path = path + [node.name]
      let spec: CommandSpec? = if case .command(let type, _) = node { type.spec } else { nil }
      let point = CompletionPoint(
        path: path, commands: names(of: node.children), options: spec?.options ?? [.help],
        arguments: spec?.arguments ?? [])
      return [point] + points(of: node.children, below: path)
    }
  }

  /// `help` is followed by the same words as the program itself, without options.
  private static func helpPoints(
    of nodes: [CommandNode], below path: [String]
  ) -> [CompletionPoint] {
    let point = CompletionPoint(
      path: path, commands: names(of: nodes), options: [], arguments: [])
    return [point]
      + nodes.filter { !$0.children.isEmpty }.flatMap {
        helpPoints(of: $0.children, below: path + [$0.name])
      }
  }
}
