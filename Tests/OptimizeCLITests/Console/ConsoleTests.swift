import Foundation
import Testing

@testable import optimize_cli

@Suite struct ConsoleTests {
  private func written(
    terminal: Terminal? = nil, log: Console.Log = .text, isQuiet: Bool = false,
    _ body: (Console) -> Void
  ) throws -> String {
    let captured = CapturedStream()
    body(Console(stream: captured.stream(terminal: terminal), log: log, isQuiet: isQuiet))
    return try captured.text()
  }

  @Test func quietSilencesNotesOnly() throws {
    let text = try written(isQuiet: true) {
      $0.note("done")
      $0.warning("odd")
      $0.error("bad")
    }
    #expect(text == "warning: odd\nerror: bad\n")
  }

  @Test func colourIsForTerminalsThatWantIt() throws {
    let colour = try written(terminal: Terminal(columns: 80, usesColour: true)) { $0.error("x") }
    #expect(colour == "\r\u{1B}[K\u{1B}[1;31merror:\u{1B}[0m x\n")
    let plain = try written(terminal: Terminal(columns: 80, usesColour: false)) { $0.error("x") }
    #expect(plain == "\r\u{1B}[Kerror: x\n")
  }

  @Test func everyLineOfAJSONLogIsAnObject() throws {
    let text = try written(log: .json) {
      $0.note("a \"b\"\n\u{1B}\\")
      $0.warning("w", code: "gap")
      $0.error("e", at: "f:1", help: "h")
    }
    let objects = try text.split(separator: "\n").map {
      try JSONDecoder().decode([String: String].self, from: Data($0.utf8))
    }
    #expect(
      objects == [
        ["level": "info", "message": "a \"b\"\n\u{1B}\\"],
        ["level": "warning", "code": "gap", "message": "w"],
        ["level": "error", "place": "f:1", "message": "e", "help": "h"],
      ])
  }

  @Test func namesFromFilesCannotDriveTheTerminal() throws {
    let text = try written { $0.error("\u{1B}]0;x\u{7}", at: "a\nb") }
    #expect(text == "a\\nb: \\u{1B}]0;x\\u{7}\n")
  }

  @Test func aPipeIsNoTerminal() {
    #expect(Terminal(CapturedStream().descriptor) == nil)
  }

  @Test func aTerminalIsFoundAndMeasured() throws {
    let number = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
    defer { _ = close(number) }
    let descriptor = FileDescriptor(number: number)
    let environment = ["COLUMNS": "123"]
    #expect(
      Terminal(descriptor) { environment[$0] } == Terminal(columns: 123, usesColour: true))
    #expect(Terminal(descriptor) { ["NO_COLOR": "1"][$0] }?.usesColour == false)
    #expect(Terminal(descriptor) { ["NO_COLOR": ""][$0] }?.usesColour == true)
    #expect(Terminal(descriptor) { ["TERM": "dumb"][$0] } == nil)
  }

  @Test(arguments: [("20", 40), ("90", 90), ("300", 100)])
  func helpIsAsWideAsReadsWell(columns: String, width: Int) {
    #expect(Terminal.textWidth { ["COLUMNS": columns][$0] } == width)
  }
}
