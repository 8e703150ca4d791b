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
          .command(CheckCommand.self),
          .command(VerifyCommand.self),
        ]),
      Section(
        "Starting",
        [
          .command(InitCommand.self),
          .command(SchemaCommand.self),
          .command(CompletionsCommand.self),
        ]),
      Section(
        "Measuring",
        [
          .command(BenchmarkCommand.self)
        ]),
    ])
}
