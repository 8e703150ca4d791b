import Foundation
import Testing

@testable import optimize_cli

/// Names are other people's bytes: none may reach a terminal as they are, none may change on the way.
struct HostileNameTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let names: [String] = [
    "\u{9B}31mred", "\u{85}next", "say \"hi\"", "it's", "$(touch hacked)", "`id`", "a;b|c&d",
    "\u{202E}evil\u{202C}", "\u{2066}isolated\u{2069}", "zero\u{200B}width", "\u{FEFF}mark",
    "back\\slash", "\u{2028}line", "Übung 🚀", "{}", "<script>", "%s%n", "-o", "../../etc",
    String(repeating: "long", count: 5000),
  ]

  /// The text as a JSON string without its quotation marks.
  private func literal(_ text: String) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: [text])
    return String(String(decoding: data, as: UTF8.self).dropFirst(2).dropLast(2))
  }

  private func expectHarmless(_ text: String) {
    let bad = text.unicodeScalars.filter { $0.isInvisible && $0 != "\n" }
    #expect(bad.isEmpty)
  }

  @Test(arguments: ["h200", "none"])
  func noNameReachesTheTerminalUnescapedAndNoneChanges(pool: String) throws {
    var scenario = TinyScenario()
    // Two jobs of each name's kind: one that fits, one too many; all names show up in warnings.
    scenario.jobs = try Self.names.map {
      try TinyScenario.job(literal($0), gpus: 16, hours: 2).replacing("h200", with: pool)
    }
    try scenario.write(to: folder)
    for words in [["check", "scenario.json"], ["compare", "scenario.json"]] {
      let result = try CommandLineProgram.run(words, in: folder)
      expectHarmless(result.errors)
      expectHarmless(result.output)
    }
    let result = try CommandLineProgram.run(["plan", "scenario.json", "-o", "-"], in: folder)
    expectHarmless(result.errors)
    expectHarmless(result.output)
    #expect(!FileManager.default.fileExists(atPath: folder.file("hacked")))
    guard pool == "h200" else { return #expect(result.exitCode == 65) }
    #expect(result.exitCode == 1)
    let plan = try JSONSerialization.jsonObject(with: Data(result.bytes)) as? [String: Any]
    let jobs = try #require(plan?["jobs"] as? [[String: Any]])
    #expect(jobs.map { $0["id"] as? String } == Self.names)
    try folder.write(result.output, to: "plan.json")
    let verified = try CommandLineProgram.run(
      ["verify", "scenario.json", "plan.json"], in: folder)
    #expect(verified.exitCode == 0)
  }

  @Test func aPathThatNoSystemOpensIsShortened() throws {
    let path = String(repeating: "x", count: 1_000_000)
    try folder.write(TinyScenario().text.replacing("prices.csv", with: path), to: "scenario.json")
    let result = try CommandLineProgram.run(["check", "scenario.json"], in: folder)
    #expect(result.exitCode == 66)
    #expect(result.errors.utf8.count < 300)
  }

  @Test(arguments: ["\u{1B}[31mred", "two\nlines", "bell\u{7}", "tab\t", "nul\u{0}"])
  func controlCharactersAreRefusedInALine(name: String) throws {
    var scenario = TinyScenario()
    scenario.jobs = [TinyScenario.job(try literal(name))]
    try scenario.write(to: folder)
    for log in ["text", "json"] {
      let result = try CommandLineProgram.run(
        ["plan", "scenario.json", "--log", log], in: folder)
      #expect(result.exitCode == 65)
      #expect(result.errorLines.count == 1)
      #expect(result.errors.contains("scenario.json:15:13"))
      expectHarmless(result.errors)
    }
  }

  @Test func fileNamesAndArgumentsAreEscapedToo() throws {
    for words in [["plan", "\u{1B}[31m.json"], ["\u{1B}[2Jplan"], ["plan", "--\u{202E}x"]] {
      expectHarmless(try CommandLineProgram.run(words, in: folder).errors)
    }
  }
}
