/// The whole program as the user sees it: its name, its version and its commands.
struct CommandTree: Sendable {
  /// Commands under one heading of the overview.
  struct Section: Sendable {
    let title: String
    let commands: [CommandNode]

    init(_ title: String, _ commands: [CommandNode]) {
      self.title = title
      self.commands = commands
    }
  }

  let name: String
  let version: String
  let abstract: String
  let sections: [Section]

  var commands: [CommandNode] { sections.flatMap(\.commands) }

  /// Every command with the words that call it, in the order of declaration.
  var leaves: [(path: [String], type: any Command.Type)] {
    func leaves(
      of node: CommandNode, below path: [String]
    ) -> [(path: [String], type: any Command.Type)] {
      let path = path + [node.name]
      let below = node.children.flatMap { leaves(of: $0, below: path) }
      guard case .command(let type, _) = node else { return below }
      return [(path, type)] + below
    }
    return commands.flatMap { leaves(of: $0, below: []) }
  }

  /// What may follow the command words.
  func children(of path: [String]) -> [CommandNode] {
    path.reduce(commands) { nodes, word in nodes.first { $0.name == word }?.children ?? [] }
  }
}
