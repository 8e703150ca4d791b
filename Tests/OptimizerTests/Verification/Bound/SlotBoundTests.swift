import GridPricing
import Testing

@testable import Optimizer

/// Compares the least cost of a slot with a fine grid of everything that the site can do in it.
@Suite struct SlotBoundTests {
  /// Steps of each quantity in the grid.
  private static let steps = 24

  private struct Ways {
    let site: SiteFacts
    let prices: PlanDocument.ShadowPrices
    let mostKW: Double
    let hours: Double

    /// The cost of one way; nil where it breaks a limit.
    func cost(_ slot: Int, itKW: Double, batteryKW: Double, curtailedKW: Double) -> Double? {
      guard case .fixedPUE(let pue) = site.cooling else { return nil }
      let gridKW = pue * itKW + batteryKW - (site.solarKW?[slot] ?? 0) + curtailedKW
      if let limit = site.gridLimits[slot], gridKW > limit.gridKW { return nil }
      if site.exportPricePerKWh == nil, gridKW < 0 { return nil }
      var cost = hours * max(gridKW, 0) * site.costPerKWh[slot]
      cost -= hours * max(-gridKW, 0) * (site.exportPricePerKWh ?? 0)
      for series in prices.demandPerKW { cost += series.values[slot] * max(gridKW, 0) }
      if let ramp = prices.rampPerKW {
        let next = slot + 1 < ramp.count ? ramp[slot + 1] : 0
        cost += (ramp[slot] - next) * gridKW
      }
      if let battery = site.battery, let value = prices.batteryPerMWh {
        let oneWay = battery.roundTripEfficiency.squareRoot()
        let stored = max(batteryKW, 0) * oneWay - max(-batteryKW, 0) / oneWay
        cost += hours * max(-batteryKW, 0) * battery.cyclingCost.perKilowattHour
        cost -= hours * stored * value[slot] / 1000
      }
      return cost - hours * prices.energyPerMWh[slot] / 1000 * (itKW - site.fixedKW[slot])
    }

    func least(_ slot: Int) -> Double {
      let power = site.battery?.power.kilowatts ?? 0
      let solar = site.solarKW?[slot] ?? 0
      var least = Double.infinity
      for load in 0...steps {
        let itKW = site.fixedKW[slot] + (mostKW - site.fixedKW[slot]) * part(load)
        for battery in power > 0 ? Array(0...2 * steps) : [steps] {
          for curtailed in solar > 0 ? Array(0...steps) : [0] {
            let cost = cost(
              slot, itKW: itKW, batteryKW: power * (2 * part(battery) / 2 - 1),
              curtailedKW: solar * part(curtailed))
            least = min(least, cost ?? .infinity)
          }
        }
      }
      return least
    }

    private func part(_ step: Int) -> Double { Double(step) / Double(SlotBoundTests.steps) }
  }

  @Test func isNeitherAboveNorFarBelowEverythingThatTheSiteCanDo() throws {
    var compared = 0
    for seed in 0..<40 {
      var example = FacilityExample(seed: UInt64(seed), slots: 6)
      let problem = try example.problem()
      let facts = try ScenarioFacts(
        jobs: problem.jobs, sites: problem.sites, horizon: problem.horizon,
        objective: problem.objective, gaps: .none)
      for site in facts.sites {
        let prices = example.prices(for: site)
        let points = FacilityPoints(site, facts)
        for slot in facts.slots {
          let bound = SlotBound(
            site, SlotPrices(site, prices, slot, hours: facts.horizon.slotHours),
            points.bySlot[slot], slot
          ).value.value
          let mostKW = points.bySlot[slot].map(\.referenceKW).max()!
          let ways = Ways(
            site: site, prices: prices, mostKW: mostKW, hours: facts.horizon.slotHours)
          let least = ways.least(slot)
          guard least.isFinite else { continue }
          compared += 1
          #expect(bound <= least + 1e-9, "seed \(seed), slot \(slot)")
          // A step of the grid costs at most so much.
          #expect(bound >= least - 0.25, "seed \(seed), slot \(slot)")
        }
      }
    }
    #expect(compared > 200)
  }

  /// Panels give what the site draws: of 10 kW at 0.1 per kWh rounding may be left.
  @Test func whatPanelsLeaveIsAsUncertainAsWhatTheyGive() throws {
    let site = TinyProblem.steadySite(kW: 10, slots: 1) {
      $0.solar = Series(
        steps: [SeriesStep(start: TinyProblem.hour(0), end: TinyProblem.hour(1), value: 10)],
        provenance: Provenance(format: "test", unit: "kW"))
    }
    let problem = try TinyProblem.problem([], site, slots: 1)
    let facts = try ScenarioFacts(
      jobs: [], sites: problem.sites, horizon: problem.horizon, objective: problem.objective,
      gaps: .none)
    let prices = PlanDocument.ShadowPrices(
      energyPerMWh: [0], gpuHour: [.init(pool: "h200", values: [0])])
    let bound = SlotBound(
      facts.sites[0], SlotPrices(facts.sites[0], prices, 0, hours: 1),
      FacilityPoints(facts.sites[0], facts).bySlot[0], 0)
    #expect(bound.value.value == 0)
    #expect(bound.value.magnitude >= 10 * 0.1)
  }
}
