import Testing

@testable import optimize_cli

@Suite struct HelpTextTests {
  private func help(_ words: String..., width: Int = 80) throws -> String {
    guard case .help(let topic) = try Demo.tree.request(words) else {
      throw UsageError("no help")
    }
    return HelpText(tree: Demo.tree, width: width).text(on: topic)
  }

  @Test func theOverviewListsCommandsByGroup() throws {
    #expect(
      try help("--help") == """
        demo: plan work for cheap hours.

        usage: demo COMMAND [options]

        Planning:
          plan           Plan the jobs of a scenario.
          verify         Check a plan.

        Data:
          series         Look at price series.
          cooling        The cooling plant alone.

        More:
          benchmark      Solve instances.
          completions    Print a completion script.

        Options:
          -h, --help     Show this help.
              --version  Show the version.

        'demo help COMMAND' says more about a command.

        """)
  }

  @Test func aCommandShowsAllThereIsToKnow() throws {
    #expect(
      try help("plan", "--help") == """
        Plan the jobs of a scenario.

        usage: demo plan [options] SCENARIO

        Plans all jobs.

        The plan is written whole or not at all.

        Arguments:
          SCENARIO                   Scenario to plan, or - for standard input.

        Options:
          -o, --output FILE          Where the plan goes. (default: plan.json)
          -j, --job ID               Plan this job only. (may be repeated)
              --goal GOAL            What matters. (one of cost, carbon)
              --cache FOLDER         Where downloads are kept.
          -n, --dry-run              Write nothing.
          -v, --verbose              Say more.

        Search options:
              --threads N            Threads to search with; the plan does not depend on
                                     it. (default: all cores)
              --seed N               Seed of the search; the same seed gives the same
                                     plan. (default: 1)
              --time-limit DURATION  Stop after this time, for example 30s, and lift the
                                     default work limit.
              --gap PERCENT          Stop when the plan is proven to be this near the
                                     optimum; 0% asks for proof. (default: 0.1%)
              --work-limit N         Stop after this much work without gain, in units
                                     that do not depend on the machine.

        Problem options:
              --carbon-price-per-tonne X
                                     Price of a tonne of CO2e, in the scenario's
                                     currency. (default: as in the scenario)
              --gap-fill RULE        How missing values of a series are filled; with
                                     none they are an error. (one of none, hold,
                                     interpolate, typical; default: none)

        Common options:
          -q, --quiet                No progress and no summary.
              --log FORMAT           How lines on standard error are written; json is
                                     one object a line. (one of text, json; default:
                                     text)
          -h, --help                 Show this help.

        Examples:
          demo plan week.json -o plan.json
              Plans the week in week.json.

        Exit codes:
          0   done
          1   done, but not whole: violations were found, or jobs could not be placed
          64  wrong usage

        """)
  }

  @Test func usageShowsWhatIsRequired() throws {
    #expect(
      try help("series", "fetch", "-h").contains(
        "usage: demo series fetch --from DATE [options] SERVICE\n"))
    let text = try help("cooling", "evaluate", "-h", width: 200)
    let choice = "(--relative-humidity-percent X | --wet-bulb-c X)"
    #expect(text.contains("usage: demo cooling evaluate \(choice) [options]\n"))
  }

  @Test(arguments: [
    ["help", "series", "fetch"], ["series", "fetch", "--nonsense", "-h"],
    ["series", "--help", "fetch"], ["--help", "series", "fetch"],
    ["series", "fetch", "aemo", "--from", "x", "-qh"],
  ])
  func helpIsFoundFromEverySide(line: [String]) throws {
    guard case .help(.command(let spec, let path)) = try Demo.tree.request(line) else {
      Issue.record("no help")
      return
    }
    #expect(spec.name == "fetch")
    #expect(path == ["series", "fetch"])
  }

  @Test func helpOnAFamilyListsItsCommands() throws {
    #expect(try help("help", "series").contains("  inspect     Show what a file holds.\n"))
    #expect(Demo.error("help", "plna")?.help == "did you mean 'plan'?")
  }

  @Test func aCommandListsThoseBelowIt() throws {
    let text = try help("benchmark", "-h")
    #expect(text.contains("usage: demo benchmark [options] INSTANCE...\n"))
    #expect(text.contains("usage: demo benchmark COMMAND [options]\n"))
    #expect(text.contains("Commands:\n  make              Make an instance.\n"))
    #expect(
      try help("help", "benchmark", "make").contains("usage: demo benchmark make [options] FOLDER"))
  }

  @Test func onlyAFirstWordIsACommandBelow() throws {
    func path(_ words: String...) throws -> [String] {
      guard case .run(_, _, let path) = try Demo.tree.request(words) else { return [] }
      return path
    }
    #expect(try path("benchmark", "make", "data") == ["benchmark", "make"])
    #expect(try path("benchmark", "./make") == ["benchmark"])
    #expect(try path("benchmark", "a.json", "make") == ["benchmark"])
  }

  @Test(arguments: [60, 80, 100])
  func noLineOfProseIsWiderThanThePage(width: Int) throws {
    for leaf in Demo.tree.leaves {
      let text = HelpText(tree: Demo.tree, width: width)
        .text(on: .command(leaf.type.spec, path: leaf.path))
      let tooWide = text.split(separator: "\n").filter { $0.count > width }
      #expect(tooWide == [], "\(leaf.path)")
    }
  }
}
