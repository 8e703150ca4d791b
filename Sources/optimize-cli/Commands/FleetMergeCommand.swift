import GridPricing
import Optimizer

/// `fleet merge FOLDER`: the plans of a fleet summed up.
struct FleetMergeCommand: Command {
  static let folder = Argument(
    "FOLDER", .folder, help: "Fleet: a folder with NAME/scenario.json in it.")
  static let plans = Option(
    "plans", value: "FOLDER", .folder, absence: "the fleet itself",
    help: "Folder that holds NAME/plan.json, as plan --fleet -o was told.")
  static let output = Option(
    "output", short: "o", value: "FILE", .file("json"), default: "fleet.json",
    help: "Where the sums go; - is standard output.")
  static let spec = CommandSpec(
    "merge", abstract: "Sum up the plans of a fleet.",
    discussion: """
      Lists the plan of each scenario with its cost, gap, savings and digest, and adds them up: \
      costs and bounds per currency, energy, emissions, water, and the peaks as if they fell \
      together. The same plans give the same bytes, in whatever order and by how many tasks they \
      were made.

      Every input file is read again. A scenario without a plan is missing, one whose inputs are not \
      those of its plan is stale; neither counts in the sums. Then, and where jobs could not be \
      placed, the exit code is 1. The plans are not checked otherwise: verify does that.
      """,
    arguments: [folder], options: [plans, output],
    examples: [
      .init("optimize-cli fleet merge sites", "Writes fleet.json and prints a table."),
      .init(
        "optimize-cli fleet merge sites --plans plans -o - | jq .sums[0].objective.total",
        "Shows what the plans in another folder cost together."),
    ],
    exitCodes: [.success, .notWhole, .usage, .noInput, .internal, .cannotCreate])

  let folder: String
  let plans: FleetPlans
  let output: String

  init(_ arguments: ParsedArguments) {
    folder = arguments[Self.folder]
    plans = FleetPlans(folder: arguments[Self.plans] ?? folder)
    output = arguments[Self.output]
  }

  func run(_ console: Console) throws -> ExitCode {
    let fleet = try Fleet(folder)
    try OutputFile.check(
      output, apartFrom: fleet.members.flatMap { [$0.scenario, plans.path(of: $0)] })
    let document = FleetDocument(try fleet.members.map { try merged($0, console) })
    try OutputFile.write(
      document.json(writtenBy: Program.name, version: Program.version), to: output)
    FleetTable(document).write(to: console)
    if output != "-" { console.note("wrote \(output)") }
    return document.isWhole ? .success : .notWhole
  }

  private func merged(
    _ member: Fleet.Member, _ console: Console
  ) throws(UsageError) -> FleetDocument.Member {
    let state: FleetDocument.State
    do { state = try self.state(of: member) } catch let error as UsageError { throw error } catch {
      FleetReport.write(Failure.all(in: error), of: member, to: console)
      state = .unreadable
    }
    return FleetDocument.Member(name: member.name, state: state)
  }

  private func state(of member: Fleet.Member) throws -> FleetDocument.State {
    if let obstacle = member.obstacle { throw obstacle }
    guard let entry = try plans.entry(of: member) else { return .missing }
    let input = try ScenarioReader.read(member.scenario, settings: entry.plan.settings)
    try OutputFile.check(output, apartFrom: input.files)
    guard entry.plan.restsOn(input.sources) else { return .stale }
    return .planned(PlanFigures(entry.plan), sha256: entry.sha256)
  }
}
