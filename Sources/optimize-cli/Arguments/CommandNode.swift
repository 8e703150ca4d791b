/// A command, or a family of commands under one name such as `series inspect`.
enum CommandNode: Sendable {
  case command(any Command.Type)
  case family(String, abstract: String, [CommandNode])

  var name: String {
    switch self {
    case .command(let type): type.spec.name
    case .family(let name, _, _): name
    }
  }

  var abstract: String {
    switch self {
    case .command(let type): type.spec.abstract
    case .family(_, let abstract, _): abstract
    }
  }

  var children: [CommandNode] {
    if case .family(_, _, let children) = self { children } else { [] }
  }
}
