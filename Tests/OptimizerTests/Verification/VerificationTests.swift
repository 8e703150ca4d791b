import GridPricing
import Testing

@testable import Optimizer

@Suite struct VerificationTests {
  @Test func aPlanWorkedOutByHandIsSound() throws {
    let report = Verification(of: try ExamplePlan.problem()).report(on: ExamplePlan.document)
    #expect(report.violations.map(\.description) == [])
    #expect(report.checkedBound == .proven)
    #expect(report.notes == [])
    #expect(abs(report.figures.objective.total - 12.552) < 1e-9)
    #expect(abs(report.figures.baseline.objective.total - 13.48325) < 1e-9)
    #expect(abs((report.figures.pricesLower ?? 0) - 12.3565) < 1e-9)
  }

  @Test func aBoundBySearchIsClaimedNotChecked() throws {
    var plan = ExamplePlan.document
    plan.bound = .init(
      lower: 12.552, gap: 0, absoluteGap: 0, variableGap: 0, proof: .search, pricesLower: 12.3565)
    plan.status = .optimal
    plan.stop = .proven
    let report = Verification(of: try ExamplePlan.problem()).report(on: plan)
    #expect(report.violations == [])
    #expect(report.checkedBound == .claimed)
    #expect(report.notes.count == 1)
  }

  @Test func instantsMayBeOneMillisecondOff() throws {
    var plan = ExamplePlan.document
    plan.jobs[1].segments[0].start.milliseconds += 1
    plan.jobs[1].segments[0].end.milliseconds -= 1
    plan.jobs[1].segments[1].end.milliseconds += 1
    plan.jobs[1].finish?.milliseconds += 1
    let report = Verification(of: try ExamplePlan.problem()).report(on: plan)
    #expect(report.violations == [])
    plan.jobs[1].segments[0].end.milliseconds -= 1
    #expect(Verification(of: try ExamplePlan.problem()).report(on: plan).violations != [])
  }

  /// A planner may use less than the true minimum of jobs with costly interruptions only.
  @Test func aBoundBelowItsPricesIsAllowedForCostlyInterruptionsAlone() throws {
    var plan = ExamplePlan.document
    plan.bound = .init(
      lower: 12.2, gap: 0.352 / 12.552, absoluteGap: 0.352,
      variableGap: 0.352 / (12.552 - 11.437), proof: .prices, pricesLower: 12.2)
    let report = Verification(of: try ExamplePlan.problem()).report(on: plan)
    #expect(report.violations == [])
    #expect(report.checkedBound == .proven)
    #expect(report.notes.count == 1)

    var jobs = ExamplePlan.jobs
    jobs[1].preemption = Preemption()
    let free = Verification(of: try ExamplePlan.problem(jobs: jobs)).report(on: plan)
    #expect(free.violations.contains { $0.code == .pricesLower })
    #expect(free.checkedBound == .refuted)
  }

  @Test func sitesWithoutCarbonHaveNoEmissions() throws {
    var sites = ExamplePlan.sites
    sites[1].carbon = nil
    let problem = try Problem(
      jobs: ExamplePlan.jobs, sites: sites, horizon: ExamplePlan.horizon,
      objective: Objective(currency: "EUR"))
    let report = Verification(of: problem).report(on: ExamplePlan.document)
    let unexpected = report.violations.filter { $0.code == .unexpected }.map(\.place)
    #expect(unexpected.contains(.job(id: "sync", field: "emissionsKg")))
    #expect(unexpected.contains(.document(field: "totals.emissionsTonnes")))
    #expect(unexpected.contains(.site(id: "oslo", slot: nil, field: "unallocated.emissionsKg")))
    #expect(report.figures.totals.emissionsTonnes == nil)
  }

  @Test func aLimitBelowTheFixedLoadMakesThePlanInfeasible() throws {
    var sites = ExamplePlan.sites
    sites[0].gridLimit = .kilowatts(13.6)  // 11 kW × 1.25 = 13.75
    let report = Verification(of: try ExamplePlan.problem(sites: sites))
      .report(on: ExamplePlan.document)
    #expect(report.violations.contains { $0.code == .status })
    #expect(report.violations.contains { $0.code == .gridLimit })
  }

  /// Powers of jobs add up to the limit exactly; one watt less is too little.
  @Test func theGridLimitBindsOnTheMeanOfASlot() throws {
    for (limitKW, isKept) in [(20.5625, true), (20.562, false)] {
      var sites = ExamplePlan.sites
      sites[0].gridLimit = .kilowatts(limitKW)
      let report = Verification(of: try ExamplePlan.problem(sites: sites))
        .report(on: ExamplePlan.document)
      #expect(report.violations.contains { $0.code == .gridLimit } != isKept)
    }
  }

  @Test func aGapRuleThatLeavesGapsIsReported() throws {
    var sites = ExamplePlan.sites
    sites[0].price = PriceSeries(
      currency: "EUR", start: ExamplePlan.start, stepMinutes: 60,
      perMWh: [100, 80, nil, 40, 40, 60, 80, 100])
    let problem = try Problem(
      jobs: ExamplePlan.jobs, sites: sites, horizon: ExamplePlan.horizon,
      objective: Objective(currency: "EUR", carbonPrice: .perTonne(100)), gaps: .hold)
    let report = Verification(of: problem).report(on: ExamplePlan.document)
    #expect(report.violations.map(\.code) == [.settings])
  }

  @Test func workBeyondTheHorizonLeavesNoSavings() throws {
    // Four jobs of 7 h each with 4 GPUs: fra lacks GPUs in slot 1, so only two fit in 8 h.
    let jobs = (0..<4).map {
      Job(id: "j\($0)", pool: "h200", gpus: 4, hours: 7, powerPerGPU: .watts(200))
    }
    let problem = try ExamplePlan.problem(jobs: jobs)
    let report = Verification(of: problem).report(on: ExamplePlan.document)
    #expect(report.violations.contains { $0.code == .warning })
    #expect(
      report.violations.contains {
        $0.code == .unexpected && $0.place == .document(field: "savings")
      })
    #expect(report.figures.baseline.lateJobs == 2)
  }

  @Test func codesAreUniqueWords() {
    let words = Violation.Code.allCases.map(\.rawValue)
    #expect(Set(words).count == words.count)
    #expect(words.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "-" } })
  }
}
