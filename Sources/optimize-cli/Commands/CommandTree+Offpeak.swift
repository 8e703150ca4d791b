extension CommandTree {
  /// Every command of the program; whoever writes a new one adds it to this list.
  static let offpeak = CommandTree(
    name: Program.name, version: Program.version,
    abstract: "plans GPU jobs against electricity prices and carbon intensity.",
    sections: [
      Section(
        "Planning",
        [
          .command(PlanCommand.self),
          .command(ReplanCommand.self),
          .command(CheckCommand.self),
          .command(VerifyCommand.self),
          .command(CompareCommand.self),
          .command(QuoteCommand.self),
          .family(
            "fleet", abstract: "Sum up the plans of many scenarios.",
            [.command(FleetMergeCommand.self)]),
        ]),
      Section(
        "Starting",
        [
          .command(InitCommand.self),
          .command(SchemaCommand.self),
          .command(CompletionsCommand.self),
        ]),
      Section(
        "Data",
        [
          .family(
            "series", abstract: "Look at, convert and invent series.",
            [
              .command(SeriesInspectCommand.self),
              .command(SeriesConvertCommand.self),
              .command(SeriesSynthesizeCommand.self),
            ]),
          .family(
            "jobs", abstract: "Turn lists and measurements of other programs into jobs.",
            [
              .command(JobsConvertCommand.self),
              .command(JobsProfileCommand.self),
            ]),
        ]),
      Section(
        "Cooling",
        [
          .family(
            "cooling", abstract: "Look at a liquid-cooled plant by itself.",
            [
              .command(CoolingEvaluateCommand.self),
              .command(CoolingCurveCommand.self),
              .command(CoolingSimulateCommand.self),
              .command(CoolingFitCommand.self),
            ])
        ]),
      Section(
        "Measuring",
        [
          .command(BenchmarkCommand.self, children: [.command(BenchmarkMakeCommand.self)])
        ]),
    ])
}
