/// A shell that completions can be made for.
enum Shell: String, CaseIterable, Sendable {
  case bash, zsh, fish

  /// A script that teaches the shell to complete the program's command lines.
  func completionScript(for tree: CommandTree) -> String {
    let points = CompletionPoint.all(in: tree)
    return switch self {
    case .bash: BashCompletion(program: tree.name, points: points).script
    case .zsh: ZshCompletion(program: tree.name, points: points).script
    case .fish: FishCompletion(program: tree.name, points: points).script
    }
  }
}
