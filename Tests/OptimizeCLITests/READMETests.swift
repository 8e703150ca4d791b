import Foundation
import Testing

@testable import optimize_cli

/// README.md against the program that it describes.
@Suite struct READMETests {
  @Test func everyCommandShownIsOneThatTheProgramAccepts() throws {
    let shown = try Self.commandLines()
    #expect(!shown.isEmpty)
    for words in shown {
      guard case .run = try CommandTree.offpeak.request(words) else {
        Issue.record("README.md shows a command that does not run: \(words)")
        continue
      }
    }
  }

  @Test func everyCommandHasARow() throws {
    for leaf in CommandTree.offpeak.leaves {
      let row = "| `\(leaf.path.joined(separator: " "))"
      #expect(try Self.text().contains(row), "README.md has no row that begins with \(row)")
    }
  }

  @Test func everyExitCodeHasARow() throws {
    // No key path: one through an existential metatype crashes the compiler of Swift 6.3.1.
    let declared = Set(
      CommandTree.offpeak.leaves.flatMap { leaf in leaf.type.spec.exitCodes.map(\.rawValue) })
    let rows = try Self.text().split(separator: "\n").compactMap { line in
      line.hasPrefix("| ") ? Int32(line.dropFirst(2).prefix { $0 != " " }) : nil
    }
    #expect(Set(rows) == declared)
  }

  @Test func everyFileNamedIsThere() throws {
    let words = try Self.text().split { " \n`()|\"".contains($0) }
    let paths = words.filter { $0.hasPrefix("data/") || $0.hasPrefix("Benchmarks/") }
    #expect(!paths.isEmpty)
    for path in paths {
      let url = Self.package.appending(path: String(path))
      #expect(FileManager.default.fileExists(atPath: url.path), "README.md names \(path)")
    }
  }

  /// The recipes for Slurm and Ray run in `Tests/slurm/fleet-array`.
  @Test func theIndexedJobForKubernetesCallsTheProgramOncePerShard() throws {
    let recipe = try #require(
      Self.text().components(separatedBy: "```yaml\n").dropFirst().first?
        .components(separatedBy: "```").first)
    func value(_ key: String) throws -> String {
      let line = recipe.split(separator: "\n").first { $0.contains(" \(key): ") }
      return String(try #require(line).split(separator: ": ", maxSplits: 1)[1])
    }
    let words = try value("command").split { " [],\"".contains($0) }.map(String.init)
    #expect(words.first == "optimize-cli")
    guard
      case .run(_, let arguments, let path) = try CommandTree.offpeak.request(
        Array(words.dropFirst()))
    else {
      Issue.record("the recipe shows a command that does not run: \(words)")
      return
    }
    #expect(path == ["plan"])
    let completions = try #require(Int(value("completions")))
    #expect(arguments[FleetOptions.shard] == .kubernetes(count: completions))
  }

  /// The words after `optimize-cli` of each line in a block of shell commands.
  private static func commandLines() throws -> [[String]] {
    var isCommand = false
    var lines: [[String]] = []
    for line in try text().split(separator: "\n") {
      if line.hasPrefix("```") {
        isCommand = line == "```bash"
      } else if isCommand, let name = line.range(of: "optimize-cli ") {
        let words = line[name.upperBound...].prefix { $0 != "#" }
        lines.append(words.split(separator: " ").map(String.init))
      }
    }
    return lines
  }

  private static func text() throws -> String {
    try String(contentsOf: package.appending(path: "README.md"), encoding: .utf8)
  }

  private static let package = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
