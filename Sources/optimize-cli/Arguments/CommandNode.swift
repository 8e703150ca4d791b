/// A command, or a family of commands under one name such as `series inspect`.
enum CommandNode: Sendable {
  /// A command, and those that its name followed by theirs calls. A first argument that equals the
  /// name of one of them has to be written otherwise: a file as `./make`.
  case command(any Command.Type, children: [CommandNode] = [])
  case family(String, abstract: String, [CommandNode])

  var name: String {
    switch self {
    case .command(let type, _): type.spec.name
    case .family(let name, _, _): name
    }
  }

  var abstract: String {
    switch self {
    case .command(let type, _): type.spec.abstract
    case .family(_, let abstract, _): abstract
    }
  }

  var children: [CommandNode] {
    switch self {
    case .command(_, let children): children
    case .family(_, _, let children): children
    }
  }
}
