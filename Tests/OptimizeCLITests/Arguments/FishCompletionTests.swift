import Testing

@testable import optimize_cli

@Suite(.enabled(if: ShellSession.path(of: .fish) != nil, "fish is not installed"))
struct FishCompletionTests {
  @Test(arguments: [
    ("demo pl", ["plan"]),
    ("demo series ", ["fetch", "inspect"]),
    ("demo help series i", ["inspect"]),
    ("demo plan --ga", ["--gap", "--gap-fill"]),
    ("demo plan --goal ", ["carbon", "cost"]),
    ("demo plan --goal=ca", ["--goal=carbon"]),
    ("demo completions ", ["bash", "fish", "zsh"]),
    ("demo completions bash ", []),
    ("demo plan -o x week.json ", []),
    ("demo plan --seed 4 we", ["week.json"]),
    ("demo benchmark a b we", ["week.json"]),
    ("demo benchmark ma", ["make"]),
    ("demo benchmark make da", ["data/"]),
    ("demo benchmark make --size ", ["large", "small"]),
    ("demo plan --cache da", ["data/"]),
  ])
  func theNextWordIsOffered(line: String, expected: [String]) throws {
    let script = "source completions; complete -C '\(line)'"
    let offered = try ShellSession.run(.fish, script, files: ["week.json", "data/"])
      .split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
    #expect(offered.sorted() == expected)
  }
}
