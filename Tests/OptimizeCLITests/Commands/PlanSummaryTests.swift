import GridPricing
import Testing

@testable import Optimizer
@testable import optimize_cli

/// The table that `plan` prints for people.
struct PlanSummaryTests {
  private func plan(_ change: (inout PlanDocument) -> Void) throws -> PlanDocument {
    var plan = try PlanReader.read(Fixture.path("valid/plan.json"))
    change(&plan)
    return plan
  }

  /// The first word or words of each row, and its last figure.
  private func table(_ plan: PlanDocument) throws -> [String] {
    let captured = CapturedStream()
    let console = Console(stream: captured.stream(), log: .text, isQuiet: false)
    PlanSummary(plan, SearchProgress()).write(to: console)
    return try captured.text().split(separator: "\n").prefix { !$0.contains("gap") }.map {
      $0.split(separator: " ").joined(separator: " ")
    }
  }

  @Test func rowsThatHoldNothingAreLeftOut() throws {
    #expect(
      try table(plan { _ in }) == [
        "plan", "cost EUR 10.00", "energy 10.00", "energy MWh 1.0000", "peak kW 500.00",
        "PUE 1.2500",
      ])
  }

  @Test func everyPartOfTheCostHasARow() throws {
    let plan = try plan {
      $0.objective.total = 24
      $0.objective.demandCost = 12
      $0.objective.cyclingCost = 1.5
      $0.objective.waterCost = 0.5
      $0.totals.waterM3 = 20
    }
    #expect(
      try table(plan) == [
        "plan", "cost EUR 24.00", "energy 10.00", "demand 12.00", "battery wear 1.5000",
        "water 0.5000", "energy MWh 1.0000", "peak kW 500.00", "PUE 1.2500", "water m3 20.00",
      ])
  }
}
