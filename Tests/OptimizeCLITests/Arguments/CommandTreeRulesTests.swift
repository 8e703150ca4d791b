import Testing

@testable import optimize_cli

@Suite struct CommandTreeRulesTests {
  @Test func everyCommandHasAnExampleThatParses() {
    #expect(defects(in: Demo.tree) == [])
  }

  @Test func breachesAreFound() {
    let tree = CommandTree(
      name: "demo", version: "1", abstract: "bad.",
      sections: [.init("All", [.command(Bad.self), .command(Bare.self)])])
    let found = defects(in: tree)
    #expect(found.contains("bad: an example is refused: unknown option '--wrong'"))
    #expect(found.contains("bad: the abstract is no sentence"))
    #expect(found.contains("bare has no example"))
  }

  @Test func optionNamesAreUsedOnce() async {
    await #expect(processExitsWith: .failure) {
      _ = CommandSpec("x", abstract: "X.", options: [Flag("quiet", help: "Q.")], examples: [])
    }
  }

  @Test func helpCannotBeDeclared() async {
    await #expect(processExitsWith: .failure) {
      _ = CommandSpec(
        "x", abstract: "X.", options: [Flag("host", short: "h", help: "H.")], examples: [])
    }
  }

  @Test func nothingFollowsAnArgumentThatTakesAnyNumber() async {
    await #expect(processExitsWith: .failure) {
      let many = Argument(anyNumber: "A", .text, help: "A.")
      let one = Argument("B", .text, help: "B.")
      _ = CommandSpec("x", abstract: "X.", arguments: [many, one], examples: [])
    }
  }

  @Test func defaultsAreValues() async {
    await #expect(processExitsWith: .failure) {
      _ = Option("gap", value: "P", .percent, default: "0.1", help: "G.")
    }
  }

  @Test func undeclaredOptionsCannotBeRead() async {
    await #expect(processExitsWith: .failure) {
      _ = try Demo.parse("verify", "a.json")[SearchOptions.seed]
    }
  }

  struct Bad: Command {
    static let spec = CommandSpec(
      "bad", abstract: "no sentence", examples: [.init("demo bad --wrong", "Fails.")])
    init(_ arguments: ParsedArguments) {}
    func run(_ console: Console) -> ExitCode { .success }
  }

  struct Bare: Command {
    static let spec = CommandSpec("bare", abstract: "Bare.", examples: [])
    init(_ arguments: ParsedArguments) {}
    func run(_ console: Console) -> ExitCode { .success }
  }
}
