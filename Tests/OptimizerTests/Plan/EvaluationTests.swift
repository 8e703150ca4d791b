import GridPricing
import Testing

@testable import Optimizer

/// Who bears what, and that nothing is lost.
struct EvaluationTests {
  @Test func aJobBearsItsShareOfWhatTheSlotCosts() throws {
    var site = TinyProblem.site(prices: [100, 100], carbon: [400, 400], baseKW: 10)
    site.cooling = .fixedPUE(1.2)
    site.solar = TinyProblem.solar([50, 6])
    site.tariff.exportPrice = .perMegawattHour(30)
    let problem = try Problem(
      jobs: [TinyProblem.job("a", gpus: 5, hours: 2, kW: 2)], sites: [site],
      horizon: Horizon(start: TinyProblem.start, slotMinutes: 60, count: 2),
      objective: Objective(carbonPrice: .perTonne(100)))
    let schedule = Schedule(assignments: [Assignment(site: 0, pool: 0, runs: [0..<2])])
    let evaluation = Evaluation(problem, schedule)
    // The job adds 10 of 20 kW. F = 24 kW: 26 kW leave the site, then 18 come.
    let job = try #require(evaluation.jobs[0])
    #expect(isClose([job.energyKWh], [24]))
    #expect(isClose([job.energyCost], [(-26 * 0.03 + 18 * 0.1) / 2]))
    #expect(isClose([job.emissionsKg!], [18 * 0.4 / 2]))
    #expect(isClose([job.carbonCost], [18 * 0.4 * 0.1 / 2]))
    #expect(isClose([evaluation.sites[0].unallocated.cost], [job.cost]))
    let slots = evaluation.sites[0].slots
    #expect(slots.itReferenceKW == [20, 20] && slots.solarKW == [50, 6])
    #expect(slots.coolingKW == nil && slots.headroomKW == nil && slots.batteryKW == nil)
  }

  @Test func demandWearAndWaterStayUnallocated() throws {
    let site = TinyProblem.steadySite(kW: 20, slots: 2) {
      $0.battery = Battery(
        capacity: .kilowattHours(100), power: .kilowatts(50), roundTripEfficiency: 1, final: .zero,
        cyclingCost: .perMegawattHour(1000))
      $0.tariff.demandCharges = [DemandCharge(name: "peak", pricePerKilowatt: 2)]
    }
    let problem = try TinyProblem.problem([TinyProblem.job("a", hours: 1)], site, slots: 2)
    let schedule = Schedule(
      assignments: [Assignment(site: 0, pool: 0, runs: [0..<1])],
      dispatch: [Dispatch(batteryKW: [5, -10])])
    let evaluation = Evaluation(problem, schedule)
    #expect(isClose([evaluation.objective.demandCost], [2 * 33]))
    #expect(isClose([evaluation.objective.cyclingCost], [10]))
    // The job has 8 of 28 kW of the reference power, and with it a share of the charging.
    #expect(isClose([evaluation.jobs[0]!.cost], [8.0 / 28 * 33 * 0.1]))
    #expect(isClose([evaluation.objective.total], [33 * 0.1 + 10 * 0.1 + 66 + 10]))
    #expect(
      isClose(
        [evaluation.sites[0].unallocated.cost + evaluation.jobs[0]!.cost],
        [evaluation.objective.total]))
  }

  @Test func thePeakIsOfImportsAndTheSunCountsWhereItIsUsed() throws {
    let sunny = TinyProblem.steadySite(kW: 10, slots: 2) {
      $0.solar = TinyProblem.solar([30, 4])
      $0.tariff.exportPrice = .zero
    }
    var dark = TinyProblem.site("dub1", prices: [100, 100], baseKW: 5)
    dark.cooling = .fixedPUE(2)
    let problem = try TinyProblem.problem([], sunny, dark, slots: 2)
    let totals = Evaluation(problem, Schedule(assignments: [])).totals
    // Exports of one site do not lower the imports of another: 10 kW, then 6 + 10 kW.
    #expect(isClose([totals.peakGridKW], [16]))
    // 10 + 4 kWh of sun, 10 + 16 kWh of import.
    #expect(isClose([totals.carbonFreeFraction!], [14.0 / 40]))
    #expect(isClose([totals.pueReference!, totals.pue!], [40.0 / 30, 40.0 / 30]))
    #expect(totals.coolingEnergyMWh == nil && totals.waterM3 == nil)
  }

  @Test func withoutSunNoFractionOfItIsGiven() throws {
    let problem = try TinyProblem.problem([], TinyProblem.steadySite(kW: 10, slots: 2), slots: 2)
    #expect(Evaluation(problem, Schedule(assignments: [])).totals.carbonFreeFraction == nil)
  }

  @Test func everythingAddsUpWhateverThePlantDoes() throws {
    var random = RandomSource(seed: 7)
    for round in 0..<100 {
      let problem = try FacilityProblem.random(&random)
      let schedule = FacilityProblem.schedule(problem, &random)
      let evaluation = Evaluation(problem, schedule, declined: .amount(3))
      let objective = evaluation.objective
      let jobs = evaluation.jobs.compactMap(\.self)
      let unallocated = evaluation.sites.map(\.unallocated)
      func sum(_ values: [Double]) -> Double { values.reduce(0, +) }
      let scale = max(1, evaluation.absoluteCost)
      #expect(
        abs(sum(jobs.map(\.cost)) + sum(unallocated.map(\.cost)) + 3 - objective.total)
          < 1e-9 * scale, "round \(round)")
      let parts = [
        objective.energyCost, objective.carbonCost, objective.demandCost, objective.cyclingCost,
        objective.waterCost, objective.declined,
      ]
      #expect(abs(sum(parts) - objective.total) < 1e-9 * scale, "round \(round)")
      #expect(
        isClose(
          [sum(jobs.map(\.energyKWh)) + sum(unallocated.map(\.energyKWh))],
          [evaluation.totals.energyMWh * 1000]), "round \(round)")
      if let tonnes = evaluation.totals.emissionsTonnes {
        let emissionsKg = jobs.map { $0.emissionsKg! } + unallocated.map { $0.emissionsKg! }
        #expect(isClose([sum(emissionsKg)], [tonnes * 1000]), "round \(round)")
      }
    }
  }

  /// The figures by slot are enough to recompute the costs.
  @Test func theBalanceHoldsInEverySlot() throws {
    var random = RandomSource(seed: 8)
    for round in 0..<100 {
      let problem = try FacilityProblem.random(&random)
      let evaluation = Evaluation(problem, FacilityProblem.schedule(problem, &random))
      var energyCost = 0.0
      for (site, entry) in zip(problem.sites, evaluation.sites) {
        let slots = entry.slots
        for slot in slots.gridKW.indices {
          let usedKW = (slots.solarKW?[slot] ?? 0) - (slots.curtailedKW?[slot] ?? 0)
          let gridKW = slots.facilityKW[slot] + (slots.batteryKW?[slot] ?? 0) - usedKW
          #expect(abs(gridKW - slots.gridKW[slot]) < 1e-9, "round \(round)")
          let earned = site.tariff.exportPrice?.perMegawattHour ?? 0
          energyCost +=
            max(0, gridKW) * slots.pricePerMWh[slot] / 1000 - max(0, -gridKW) * earned / 1000
        }
      }
      #expect(
        abs(energyCost - evaluation.objective.energyCost) < 1e-9 * max(1, evaluation.absoluteCost),
        "round \(round)")
    }
  }

  /// The verifier works out the same figures without the books.
  @Test func theVerifierFindsTheSameFigures() throws {
    let figures: Set<Violation.Code> = [
      .objective, .totals, .slotFigure, .unallocated, .jobEnergy, .jobCost, .jobEmissions,
      .finish, .slack, .absent, .unexpected, .arrayLength,
    ]
    var random = RandomSource(seed: 10)
    for round in 0..<60 {
      let problem = try FacilityProblem.random(&random)
      let plan = Plan(problem, FacilityProblem.schedule(problem, &random))
      let solution = Solution(
        plan: plan, status: .partial, stop: .work, lowerBound: nil, proof: .prices,
        pricesLowerBound: nil, shadowPrices: nil, reasons: problem.jobs.map { _ in "" },
        warnings: [], progress: SearchProgress())
      let document = solution.document(generator: .init(version: "test", seed: 1))
      let report = Verification(of: problem).report(on: document)
      let wrong = report.violations.filter { figures.contains($0.code) }.map(\.description)
      #expect(wrong == [], "round \(round)")
    }
  }

  @Test func aPlantThatRunsByItselfIsOneWithoutOrders() throws {
    var random = RandomSource(seed: 9)
    for round in 0..<50 {
      let problem = try FacilityProblem.random(&random)
      var schedule = FacilityProblem.schedule(problem, &random)
      schedule.dispatch = []
      let idle = Evaluation(problem, schedule)
      schedule.dispatch = problem.sites.map { site in
        Dispatch(
          batteryKW: site.battery.map { _ in
            [Double](repeating: 0, count: problem.horizon.count)
          })
      }
      #expect(Evaluation(problem, schedule).objective == idle.objective, "round \(round)")
      schedule = Schedule(assignments: problem.jobs.map { _ in nil })
      #expect(
        isClose([Evaluation(problem, schedule).objective.total], [problem.costWithoutJobs]),
        "round \(round)")
    }
  }
}
