import GridPricing
import Optimizer

/// `plan --fleet FOLDER`: plans the scenarios of a shard one after the other, but for those whose plan
/// is still good.
struct FleetRun: Sendable {
  let folder: String
  let plans: FleetPlans
  let shard: Shard
  let keepsPlans: Bool
  let planner: ScenarioPlanner

  func callAsFunction(_ console: Console) throws -> ExitCode {
    Interruption.take()
    let fleet = try Fleet(folder)
    let members = shard.members(of: fleet.members)
    var report = FleetReport(console)
    for member in members {
      Interruption.release()
      if Interruption.current == nil { report.add(outcome(of: member), of: member) }
      if let signal = Interruption.current {
        report.finish(shard, members.count, of: fleet)
        return signal.exitCode
      }
    }
    report.finish(shard, members.count, of: fleet)
    return report.exitCode
  }

  private func outcome(of member: Fleet.Member) -> FleetReport.Outcome {
    do {
      if let obstacle = member.obstacle { throw obstacle }
      return try plan(member)
    } catch {
      return .failed(Failure.all(in: error))
    }
  }

  private func plan(_ member: Fleet.Member) throws -> FleetReport.Outcome {
    let input = try planner.read(member.scenario)
    try plans.prepare(for: member)
    let path = plans.path(of: member)
    for file in input.files where OutputFile.wouldReplace(path, file) {
      throw Failure(.badData, at: member.scenario, "the scenario reads \(quoted(path)), its plan")
    }
    let (kept, staleness) = earlierPlan(of: member, for: input)
    if let kept { return .kept(PlanFigures(kept)) }

    let clock = ContinuousClock()
    let began = clock.now
    let problem = try input.problem(threads: planner.search.threadCount)
    guard var (_, document) = planner.plan(problem, of: input) else { return .cut }
    document.nameScenario(Fleet.scenarioName)
    try PlanWriter.write(document, to: path)
    return .planned(PlanFigures(document), staleness, duration: clock.now - began)
  }

  /// The plan on disk if it can be kept, or else why it cannot; neither where there is none.
  private func earlierPlan(
    of member: Fleet.Member, for input: Scenario
  ) -> (kept: PlanDocument?, PlanStaleness?) {
    guard keepsPlans else { return (nil, nil) }
    do {
      guard let plan = try plans.entry(of: member)?.plan else { return (nil, nil) }
      let staleness = PlanStaleness(of: plan, for: input, by: planner)
      return staleness == nil ? (plan, nil) : (nil, staleness)
    } catch {
      return (nil, .unreadable)
    }
  }
}

extension PlanDocument {
  /// Calls the scenario by its name in the folder of the fleet's member, as the plan of a fleet must
  /// not depend on where the fleet lies.
  fileprivate mutating func nameScenario(_ name: String) {
    for index in provenance.indices where provenance[index].role == "scenario" {
      provenance[index].file = name
    }
  }
}
