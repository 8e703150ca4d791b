import Foundation
import Testing

@testable import optimize_cli

/// The names and contents of a fleet are other people's bytes: none may reach a terminal as they are,
/// stop the other members, or lead out of the folder.
struct HostileFleetTests {
  private let fleet: TinyFleet
  private var folder: TemporaryFolder { fleet.folder }

  init() throws { fleet = try TinyFleet(["sound"]) }

  private func expectHarmless(_ text: String) {
    let bad = text.unicodeScalars.filter { $0.isInvisible && $0 != "\n" }
    #expect(bad.isEmpty)
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.file(name), withDestinationPath: target)
  }

  @Test func noNameReachesATerminalUnescapedAndNoneChanges() throws {
    let names = [
      "\u{1B}[31mred", "two\nlines", "tab\t", "\u{9B}31m", "say \"hi\"", "it's", "$(touch hacked)",
      "`id`", "a;b|c&d", "\u{202E}evil\u{202C}", "back\\slash", "\u{2028}line", "Übung 🚀", "%s%n",
      "-o", "U\u{308}", "Ü", "sound' kept: cost 0.00 EUR", String(repeating: "x", count: 255),
    ]
    for name in names { try fleet.add(name) }
    try fleet.add("bad\u{1B}[2J\n'")
    try folder.write("{\n ?", to: "fleet/bad\u{1B}[2J\n'/scenario.json")
    for log in ["text", "json"] {
      let planned = try fleet.run("plan", "--fleet", "fleet", "--log", log)
      #expect(planned.exitCode == 65 && planned.errorLines.count == names.count + 3)
      expectHarmless(planned.errors)
      let merged = try fleet.run("fleet", "merge", "fleet", "--log", log)
      #expect(merged.exitCode == 1)
      expectHarmless(merged.errors)
    }
    let text = try folder.text("fleet.json")
    expectHarmless(text)
    let members = try #require(fleet.object("fleet.json")["members"] as? [[String: Any]])
    let listed = members.compactMap { $0["name"] as? String }.map { Array($0.utf8) }
    let expected = (names + ["sound", "bad\u{1B}[2J\n'"]).map { Array($0.utf8) }
    #expect(listed == expected.sorted { $0.lexicographicallyPrecedes($1) })
    #expect(!FileManager.default.fileExists(atPath: folder.file("hacked")))
  }

  @Test func aNameThatIsNoTextIsAnErrorOfItsOwn() throws {
    let made = Array(folder.file("fleet/a").utf8) + [0xFF, 0]
    let status = unsafe made.withUnsafeBytes {
      unsafe mkdir($0.assumingMemoryBound(to: CChar.self).baseAddress!, 0o700)
    }
    try #require(status == 0)
    let result = try fleet.run("plan", "--fleet", "fleet")
    #expect(result.exitCode == 65)
    #expect(result.errors.contains("the name of the folder is not UTF-8"))
    #expect(try fleet.planned() == ["sound"])
    #expect(try fleet.run("fleet", "merge", "fleet", "-q").exitCode == 1)
  }

  @Test func whatIsNoScenarioFileIsReportedAndNeverWaitedFor() throws {
    try fleet.makeFolder("fleet/folder/scenario.json")
    try fleet.makeFolder("fleet/pipe")
    let made = unsafe mkfifo(folder.file("fleet/pipe/scenario.json"), 0o600)
    #expect(made == 0)
    try fleet.makeFolder("fleet/device")
    try link("fleet/device/scenario.json", to: "/dev/zero")
    try fleet.makeFolder("fleet/dangling")
    try link("fleet/dangling/scenario.json", to: "nowhere")
    try fleet.makeFolder("fleet/loop")
    try link("fleet/loop/scenario.json", to: "scenario.json")
    try fleet.makeFolder("fleet/empty")
    try folder.write("x", to: "fleet/file")
    let result = try fleet.run("plan", "--fleet", "fleet")
    #expect(result.exitCode == 66)
    for name in ["folder", "pipe", "device", "dangling", "loop"] {
      let lines = result.errorLines.filter { $0.hasPrefix("fleet/\(name)/scenario.json: ") }
      #expect(lines.count == 1, "\(name)")
    }
    #expect(result.errorLines.last == "6 of 6 scenarios: 1 planned, 0 kept, 5 failed")
  }

  @Test func nothingIsWrittenOutsideTheFolder() throws {
    try fleet.makeFolder("outside")
    try folder.write(TinyScenario().text, to: "outside/scenario.json")
    try folder.write(TinyScenario.series, to: "outside/prices.csv")
    try folder.write("precious", to: "precious")
    try link("fleet/linked", to: folder.file("outside"))
    for (name, target) in [("file", "../../precious"), ("new", "../../outside/new.json")] {
      try fleet.add(name)
      try link("fleet/\(name)/plan.json", to: target)
    }
    try fleet.add("folder")
    try fleet.makeFolder("fleet/folder/plan.json")
    try fleet.add("input")
    try fleet.edit("fleet/input/scenario.json") { $0.replacing("prices.csv", with: "plan.json") }
    try folder.write(TinyScenario.series, to: "fleet/input/plan.json")
    let result = try fleet.run("plan", "--fleet", "fleet")
    #expect(result.exitCode == 73)
    #expect(result.errorLines.last == "6 of 6 scenarios: 1 planned, 0 kept, 5 failed")
    #expect(try folder.text("precious") == "precious")
    #expect(try folder.text("fleet/input/plan.json") == TinyScenario.series)
    let outside = try FileManager.default.contentsOfDirectory(atPath: folder.file("outside"))
    #expect(outside.sorted() == ["prices.csv", "scenario.json"])
    #expect(try fleet.run("fleet", "merge", "fleet", "-q").exitCode == 1)
  }

  @Test func plansForAnotherFolderDoNotFollowLinksInIt() throws {
    try fleet.makeFolder("plans")
    try fleet.makeFolder("outside")
    try link("plans/sound", to: "../outside")
    let result = try fleet.run("plan", "--fleet", "fleet", "-o", "plans")
    #expect(result.exitCode == 73)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("outside")) == [])
  }
}
