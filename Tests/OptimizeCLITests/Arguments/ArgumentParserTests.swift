import Testing

@testable import optimize_cli

@Suite struct ArgumentParserTests {
  @Test(arguments: [
    ["plan", "w.json", "--output", "p.json"],
    ["plan", "w.json", "--output=p.json"],
    ["plan", "w.json", "-o", "p.json"],
    ["plan", "w.json", "-op.json"],
    ["plan", "w.json", "-o=p.json"],
    ["plan", "-o", "p.json", "w.json"],
    ["plan", "--output", "p.json", "--", "w.json"],
    ["plan", "-vo", "p.json", "w.json"],
    ["plan", "-vop.json", "w.json"],
  ])
  func everySpellingMeansTheSame(line: [String]) throws {
    guard case .run(_, let arguments, _) = try Demo.tree.request(line) else {
      Issue.record("no command")
      return
    }
    #expect(arguments[DemoPlan.output] == "p.json")
    #expect(arguments[DemoPlan.scenario] == "w.json")
  }

  @Test func absentOptionsTakeTheirDefaults() throws {
    let arguments = try Demo.parse("plan", "w.json")
    #expect(arguments[DemoPlan.output] == "plan.json")
    #expect(arguments[SearchOptions.threads] == nil)
    #expect(arguments[SearchOptions.gap] == 0.001)
    #expect(arguments[DemoPlan.jobs] == [])
    #expect(!arguments[DemoPlan.dry])
    #expect(!arguments.isGiven(DemoPlan.output))
    #expect(arguments[ProblemOptions.gapFill] == .none)
  }

  @Test func aWrittenDefaultIsKnownAsWritten() throws {
    #expect(try Demo.parse("plan", "w", "-o", "plan.json").isGiven(DemoPlan.output))
  }

  @Test func optionalArgumentsTakeTheirDefaults() throws {
    #expect(try Demo.parse("verify", "a")[DemoVerify.plan] == "plan.json")
    #expect(try Demo.parse("verify", "a", "b")[DemoVerify.plan] == "b")
  }

  @Test func repeatedOptionsKeepTheirOrder() throws {
    #expect(try Demo.parse("plan", "-j", "b", "w", "--job=a")[DemoPlan.jobs] == ["b", "a"])
  }

  @Test func argumentsThatTakeManyKeepTheirOrder() throws {
    #expect(try Demo.parse("benchmark", "b", "-q", "a")[DemoBenchmark.instances] == ["b", "a"])
  }

  @Test func valuesMayBeginWithADash() throws {
    let arguments = try Demo.parse("plan", "--carbon-price-per-tonne", "-5", "w")
    #expect(arguments[ProblemOptions.carbonPrice] == -5)
    #expect(try Demo.parse("plan", "-", "-o", "-")[DemoPlan.output] == "-")
    #expect(try Demo.parse("plan", "--job=--odd", "w")[DemoPlan.jobs] == ["--odd"])
  }

  @Test func aLoneDashIsAnArgument() throws {
    #expect(try Demo.parse("plan", "-")[DemoPlan.scenario] == "-")
  }

  @Test func twoDashesEndTheOptions() throws {
    #expect(try Demo.parse("plan", "--", "--help")[DemoPlan.scenario] == "--help")
    #expect(try Demo.parse("benchmark", "--", "a", "--")[DemoBenchmark.instances] == ["a", "--"])
  }

  @Test func flagsMayBeJoinedAndRepeated() throws {
    let arguments = try Demo.parse("plan", "-nvv", "w")
    #expect(arguments[DemoPlan.dry])
    #expect(arguments[DemoPlan.verbose])
  }

  @Test(
    arguments: [
      (["plan", "w", "--thread", "4"], "unknown option '--thread'", "did you mean '--threads'?"),
      (["plan", "w", "--carbon", "4"], "unknown option '--carbon'", "'--carbon-price-per-tonne'"),
      (["plan", "w", "--zzzzzzz"], "unknown option '--zzzzzzz'", nil),
      (["plan", "w", "-x"], "unknown option '-x'", "put '--' before"),
      (["plan", "w", "-vx"], "unknown option '-x' in '-vx'", "put '--' before"),
      (["plan", "w", "-output", "x"], "unknown option '-output'", "did you mean '--output'?"),
      (["plan", "w", "--quiet=yes"], "'--quiet' takes no value", nil),
      (["plan", "w", "-q=yes"], "'-q' takes no value", nil),
      (["plan", "w", "--seed"], "'--seed' needs a value N", nil),
      (["plan", "--seed", "-q", "w"], "'--seed' needs a value N", "write --seed=-q"),
      (
        ["plan", "--output", "--seed", "3", "w"], "'--output' needs a value FILE", "--output=--seed"
      ),
      (["plan", "w", "--goal"], "'--goal' needs a value GOAL", "write one of cost, carbon"),
      (["plan", "w", "-o", "a", "--output=b"], "'--output' is given more than once", "once"),
      (["plan"], "missing argument SCENARIO", "SCENARIO is scenario to plan"),
      (["series", "fetch"], "missing argument SERVICE", "entsoe, caiso, aemo"),
      (["verify", "a", "b", "c d"], "unexpected argument 'c d'", "verify takes SCENARIO [PLAN]"),
      (["series", "fetch", "caiso"], "missing option '--from'", "--from DATE: First day."),
      (
        ["plan", "w", "--threads", "0"], "--threads: '0' is not a whole number from 1 to 1024", nil
      ),
      (
        ["plan", "w", "--gap-fill", "holt"],
        "--gap-fill: 'holt' is not one of none, hold, interpolate, typical", "did you mean 'hold'?"
      ),
      (["plan", ""], "SCENARIO: the value is empty", nil),
      (["plan", "w", "--output="], "--output: the value is empty", nil),
      (
        ["cooling", "evaluate"], "'--relative-humidity-percent' or '--wet-bulb-c' is missing", "one"
      ),
      (
        ["cooling", "evaluate", "--wet-bulb-c", "1", "--relative-humidity-percent=5"],
        "'--relative-humidity-percent' and '--wet-bulb-c' exclude each other", "keep one"
      ),
    ] as [([String], String, String?)])
  func mistakesAreExplained(line: [String], message: String, help: String?) throws {
    let error = #expect(throws: UsageError.self) { try Demo.tree.request(line) }
    #expect(error?.message == message)
    if let help {
      #expect(error?.help?.contains(help) == true, "\(error?.help ?? "no help")")
    } else if message.contains("zzz") {
      #expect(error?.help == nil)
    }
    #expect(error?.usage?.hasPrefix("demo \(line[0])") == true)
  }

  @Test func hostileWordsCannotReachTheTerminal() {
    let error = Demo.error("plan", "w", "--\u{1B}[2J\u{202E}\n\u{9B}")
    #expect(error?.message == "unknown option '--\\u{1B}[2J\\u{202E}\\n\\u{9B}'")
    #expect(
      (Demo.error("plan", "w", String(repeating: "x", count: 9999))?.message.count ?? 0) < 200)
  }
}
