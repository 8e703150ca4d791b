import Testing

@testable import optimize_cli

@Suite struct CommandTreeRunTests {
  private func run(
    _ words: String..., describing: (any Error) -> [Failure] = { _ in [] }
  ) throws -> (code: ExitCode, output: String, error: String) {
    let (output, error) = (CapturedStream(), CapturedStream())
    let code = Demo.tree.run(
      words, streams: CommandStreams(output: output.descriptor, error: error.stream()),
      describing: describing)
    return (code, try output.text(), try error.text())
  }

  @Test func helpGoesToStandardOutput() throws {
    let result = try run("plan", "--help")
    #expect(result.code == .success)
    #expect(result.output.hasPrefix("Plan the jobs of a scenario."))
    #expect(result.error == "")
  }

  @Test(arguments: [[], ["series"]] as [[String]])
  func aMissingCommandIsWrongUsage(words: [String]) throws {
    let (output, error) = (CapturedStream(), CapturedStream())
    let code = Demo.tree.run(
      words, streams: CommandStreams(output: output.descriptor, error: error.stream())
    ) { _ in [] }
    #expect(code == .usage)
    #expect(try output.text() == "")
    #expect(try error.text().contains("usage: demo"))
  }

  @Test func theVersionIsOneLine() throws {
    #expect(try run("--version").output == "demo 1.2.3\n")
  }

  @Test func usageErrorsAreThreeLines() throws {
    let result = try run("verify", "--quite", "a")
    #expect(result.code == .usage)
    #expect(
      result.error == """
        error: unknown option '--quite'
        help: did you mean '--quiet'?
        usage: demo verify [options] SCENARIO [PLAN]

        """)
  }

  @Test func commandsRefuseContradictionsTheSameWay() throws {
    let result = try run("plan", "w", "-n", "-o", "x")
    #expect(result.code == .usage)
    #expect(
      result.error == """
        error: '--dry-run' and '--output' exclude each other
        usage: demo plan [options] SCENARIO

        """)
  }

  @Test func errorsBecomeObjectsIfTheLogIsJSON() throws {
    let result = try run("verify", "--log", "json", "--quite", "a")
    #expect(
      result.error == """
        {"level":"error","message":"unknown option '--quite'",\
        "help":"did you mean '--quiet'?","usage":"demo verify [options] SCENARIO [PLAN]"}

        """)
  }

  @Test func theExitCodeIsTheCommands() throws {
    #expect(try run("verify", "a").code == .notWhole)
  }

  @Test func failuresShowTheirPlace() throws {
    let result = try run("series", "fetch", "caiso", "--from", "x")
    #expect(result.code == .unavailable)
    #expect(result.error == "prices.csv:3:7: no such hour\nhelp: wait\n")
  }

  @Test func otherErrorsAreDescribedByTheCaller() throws {
    let described = try run("series", "inspect", "x") { error in
      error is DemoInspect.Unmapped ? [Failure(.badData, "bad")] : []
    }
    #expect(described.code == .badData)
    #expect(described.error == "error: bad\n")
    #expect(try run("series", "inspect", "x").code == .internal)
  }

  @Test func outputThatCannotBeWrittenIsOneLine() throws {
    let result = try run("plan", "w", "-q", "-o", "/dev/full")
    #expect(result.code == .cannotCreate)
    #expect(result.error == "/dev/full: cannot be written: No space left on device\n")
  }

  @Test func aReaderThatWentAwayEndsTheProgramQuietly() throws {
    let (output, error) = (CapturedStream(), CapturedStream())
    try output.stopReading()
    let code = Demo.tree.run(
      ["--help"], streams: CommandStreams(output: output.descriptor, error: error.stream())
    ) { _ in [] }
    #expect(code == .cannotCreate)
    #expect(try error.text() == "")
  }

  @Test func aClosedErrorStreamChangesNothing() throws {
    let (output, error) = (CapturedStream(), CapturedStream())
    try error.stopReading()
    let code = Demo.tree.run(
      ["plna"], streams: CommandStreams(output: output.descriptor, error: error.stream())
    ) { _ in [] }
    #expect(code == .usage)
  }
}
