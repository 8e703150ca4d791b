/// `completions SHELL`: a script that teaches a shell our command lines.
struct CompletionsCommand: Command {
  static let shell = Argument(
    "SHELL", ValueParser<Shell>.choice, help: "Shell to complete in.")
  static let spec = CommandSpec(
    "completions", abstract: "Print a completion script for a shell.",
    discussion: """
      Prints a script that lets the Tab key complete commands, options, values and file names.
      """,
    arguments: [shell],
    examples: [
      .init(
        "optimize-cli completions bash > ~/.local/share/bash-completion/completions/optimize-cli",
        "Installs it for bash."),
      .init("optimize-cli completions zsh > ~/.zfunc/_optimize-cli", "Installs it for zsh."),
      .init(
        "optimize-cli completions fish > ~/.config/fish/completions/optimize-cli.fish",
        "Installs it for fish."),
    ],
    exitCodes: [.success, .usage, .internal, .cannotCreate])

  let shell: Shell

  init(_ arguments: ParsedArguments) { shell = arguments[Self.shell] }

  func run(_ console: Console) throws -> ExitCode {
    try OutputFile.write(shell.completionScript(for: .offpeak), to: "-")
    return .success
  }
}
