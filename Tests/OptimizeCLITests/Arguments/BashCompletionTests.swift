import Testing

@testable import optimize_cli

@Suite(.enabled(if: ShellSession.path(of: .bash) != nil, "bash is not installed"))
struct BashCompletionTests {
  private static let files = ["week.json", "notes.txt", "my plan.json", "data/", "full.jsonc"]

  /// What bash offers for the last word.
  private func offered(_ words: [String]) throws -> [String] {
    let line = words.map { "'\($0)'" }.joined(separator: " ")
    let script = """
      source ./completions
      rm completions script
      COMP_WORDS=(demo \(line))
      COMP_CWORD=\(words.count)
      _demo
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    return try ShellSession.run(.bash, script, files: Self.files)
      .split(separator: "\n").map(String.init).sorted()
  }

  @Test func theScriptIsWellFormed() throws {
    #expect(try ShellSession.run(.bash, "bash -n completions && echo fine") == "fine\n")
    #expect(
      try ShellSession.run(.bash, ". ./completions; complete -p demo") == "complete -F _demo demo\n"
    )
  }

  @Test(
    arguments: [
      (["pl"], ["plan"]),
      (["--"], ["--help", "--version"]),
      (["series", ""], ["fetch", "inspect"]),
      (["help", "series", "i"], ["inspect"]),
      (["help", "c"], ["completions", "cooling"]),
      (["completions", ""], ["bash", "fish", "zsh"]),
      (["plan", "--g"], ["--gap", "--gap-fill", "--goal"]),
      (["plan", "--goal", ""], ["carbon", "cost"]),
      (["plan", "--goal", "=", "ca"], ["carbon"]),
      (["plan", "--goal", "="], ["carbon", "cost"]),
      (["plan", "--seed", ""], []),
      (["plan", "w"], ["week.json"]),
      (["plan", ""], ["data", "full.jsonc", "my plan.json", "week.json"]),
      (["plan", "-o", ""], ["data", "my plan.json", "week.json"]),
      (["plan", "week.json", ""], []),
      (["plan", "-v", "-o", "x", ""], ["data", "full.jsonc", "my plan.json", "week.json"]),
      (["plan", "--cache", ""], ["data"]),
      (["plan", "--", "-"], []),
      (["series", "fetch", "--from", "series", "a"], ["aemo"]),
      (["verify", "week.json", "w"], ["week.json"]),
      (["benchmark", "a", "b", "w"], ["week.json"]),
      (["benchmark", "m"], ["make", "my plan.json"]),
      (["benchmark", "make", ""], ["data"]),
      (["benchmark", "make", "--size", ""], ["large", "small"]),
      (["benchmark", "a", "make", "--s"], []),
      (["help", "benchmark", ""], ["make"]),
      (["series", "inspect", "n"], ["notes.txt"]),
      (["plan", "series", "i"], []),
    ] as [([String], [String])])
  func theNextWordIsOffered(words: [String], expected: [String]) throws {
    #expect(try offered(words) == expected)
  }
}
