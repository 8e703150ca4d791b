import GridPricing
import Testing

@testable import Optimizer

struct FleetSumTests {
  /// A plan of one figure each.
  private func plan(
    _ total: Double, lower: Double? = nil, currency: String = "EUR", emissions: Double? = 1,
    water: Double? = nil, runNow: Double? = nil
  ) -> PlanFigures {
    var objective = PlanDocument.ObjectiveFigures(currency: currency)
    objective.total = total
    objective.energyCost = total
    var totals = PlanDocument.TotalFigures()
    totals.energyMWh = 3
    totals.itEnergyMWh = 2
    totals.emissionsTonnes = emissions
    totals.waterM3 = water
    totals.peakGridKW = 100
    var before = objective
    before.total = runNow ?? 0
    var document = PlanDocument(
      generator: .init(version: "1", seed: 1), settings: .init(), status: .feasible, stop: .gap,
      horizon: Horizon(start: Instant(milliseconds: 0), slotMinutes: 60, count: 1),
      objective: objective, bound: nil, totals: totals,
      baseline: runNow == nil ? nil : .init(lateJobs: 2, objective: before, totals: totals),
      savings: runNow == nil
        ? nil : .init(costPercent: 1, emissionsPercent: nil, energyPercent: nil),
      jobs: [], sites: [], provenance: [], warnings: [])
    document.bound = lower.map {
      .init(
        lower: $0, gap: nil, absoluteGap: total - $0, variableGap: nil, proof: .prices,
        pricesLower: $0)
    }
    document.jobs = [.init(id: "a", status: .scheduled, pool: "p")]
    return PlanFigures(document)
  }

  @Test func figuresAddUp() throws {
    let sum = try #require(
      FleetSum.byCurrency([plan(100, lower: 98, runNow: 150), plan(300, lower: 297, runNow: 350)])
        .first)
    #expect(sum.plans == 2 && sum.objective.total == 400 && sum.objective.energyCost == 400)
    #expect(sum.totals.energyMWh == 6 && sum.totals.emissionsTonnes == 2)
    #expect(sum.totals.sumOfPeaksKW == 200 && sum.totals.pue == 1.5)
    let bound = try #require(sum.bound)
    #expect(bound.lower == 395 && bound.absoluteGap == 5 && bound.gap == 5 / 400.0)
    #expect(sum.baseline?.lateJobs == 4 && sum.baseline?.objective.total == 500)
    #expect(sum.savings?.costPercent == 20 && sum.savings?.energyPercent == 0)
    #expect(sum.jobs.scheduled == 2)
  }

  @Test func currenciesAreNotMixed() {
    let sums = FleetSum.byCurrency([plan(1, currency: "USD"), plan(2), plan(4, currency: "USD")])
    #expect(sums.map(\.objective.currency) == ["EUR", "USD"])
    #expect(sums.map(\.objective.total) == [2, 5] && sums.map(\.plans) == [1, 2])
    #expect(FleetSum.byCurrency([]) == [])
  }

  @Test func whatOnePlanLacksTheSumLacks() {
    let sum = FleetSum.byCurrency([
      plan(100, lower: 98, emissions: nil, water: 7, runNow: 150), plan(300),
    ])[0]
    #expect(sum.bound == nil && sum.baseline == nil && sum.savings == nil)
    #expect(sum.totals.emissionsTonnes == nil)
    // No liquid cooling is no water.
    #expect(sum.totals.waterM3 == 7 && sum.totals.coolingEnergyMWh == nil)
  }

  @Test func theGapOfCostsThatCancelOutIsAbsent() {
    let sum = FleetSum.byCurrency([plan(1e6, lower: 1e6), plan(-1e6, lower: -1e6 - 0.1)])[0]
    #expect(sum.bound?.gap == nil && sum.bound?.absoluteGap != nil)
  }
}
