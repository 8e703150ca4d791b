import Testing

@testable import optimize_cli

@Suite struct ProgressLineTests {
  private func shown(
    _ milliseconds: [Int], terminal: Terminal? = nil, log: Console.Log = .text,
    isQuiet: Bool = false
  ) throws -> String {
    let captured = CapturedStream()
    let console = Console(
      stream: captured.stream(terminal: terminal), log: log, isQuiet: isQuiet)
    var line = ProgressLine(console)
    for time in milliseconds {
      line.update(
        ProgressReport(
          cost: Double(1000 - time / 100), bound: -0.5, gap: 0.0015,
          elapsed: .milliseconds(time)))
    }
    line.finish()
    return try captured.text()
  }

  @Test func aLogGetsALineASecondAndTheLastReport() throws {
    #expect(
      try shown([0, 500, 999, 1000, 1200]) == """
        cost 1000.00  bound -0.50  gap 0.150%  elapsed 0.0s
        cost 990.00  bound -0.50  gap 0.150%  elapsed 1.0s
        cost 988.00  bound -0.50  gap 0.150%  elapsed 1.2s

        """)
  }

  @Test func aTerminalGetsOneLineThatRenewsItself() throws {
    let text = try shown([0, 50, 100], terminal: Terminal(columns: 12, usesColour: true))
    #expect(text == "\r\u{1B}[Kcost 1000.0\r\u{1B}[Kcost 999.00\n")
  }

  @Test func quietMeansNothing() throws {
    #expect(try shown([0, 2000], isQuiet: true) == "")
  }

  @Test func aJSONLogGetsObjects() throws {
    #expect(
      try shown([0], log: .json) == """
        {"level":"progress","cost":1000.0,"bound":-0.5,"gap":0.0015,"elapsedSeconds":0.0}

        """)
  }

  @Test func absentFiguresAreLeftOut() {
    #expect(ProgressReport(elapsed: .milliseconds(1549)).text == "elapsed 1.5s")
    #expect(ProgressReport(cost: -0.004, elapsed: .zero).text == "cost 0.00  elapsed 0.0s")
  }

  @Test func noReportMeansNoLine() throws {
    #expect(try shown([], terminal: Terminal(columns: 80, usesColour: false)) == "")
  }
}
