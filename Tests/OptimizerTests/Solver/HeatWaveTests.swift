import GridPricing
import Testing

@testable import Optimizer

/// Heat that leaves too little cooling for all GPUs: jobs move, and the plant keeps its limits throughout.
@Suite struct HeatWaveTests {
  private static let rule = StoppingRule.workWithoutGain(20_000)

  private static func document(_ problem: Problem) -> PlanDocument {
    Solver().solve(problem, until: rule).document(generator: .init(version: "test", seed: 1))
  }

  @Test func jobsMoveAwayFromHoursWithoutHeadroomAndNoneIsLost() throws {
    let cooling = HeatWave.cooling()
    let problem = try HeatWave.problem(HeatWave.jobs, .liquid(cooling))
    let headroom = try #require(problem.signals[0].headroomKW)

    let blind = Self.document(try HeatWave.problem(HeatWave.jobs, .fixedPUE(1.06)))
    let tooMuch = zip(blind.sites[0].slots.itReferenceKW, headroom).filter { $0 > $1 }
    #expect(tooMuch.count >= 2, "the plan by PUE has to find the hot hours attractive")

    let plan = Self.document(problem)
    #expect(plan.status == .feasible || plan.status == .optimal)
    #expect(plan.jobs.allSatisfy { $0.status == .scheduled })
    let loads = plan.sites[0].slots.itReferenceKW
    #expect(zip(loads, headroom).allSatisfy { $0 <= $1 * (1 + 1e-9) })
    let report = Verification(of: problem).report(on: plan)
    #expect(report.violations.map(\.description) == [])
  }

  /// The margin is what the limits are kept with, so that a plan with more of it has less room.
  @Test func aForecastThatMayBeTooCoolLeavesLessHeadroom() throws {
    var careful = HeatWave.cooling()
    careful.weatherQuantile = 0.95
    let problem = try HeatWave.problem(HeatWave.jobs, .liquid(careful))
    let plain = try HeatWave.problem(HeatWave.jobs, .liquid(HeatWave.cooling()))
    for (less, more) in zip(problem.signals[0].headroomKW!, plain.signals[0].headroomKW!) {
      #expect(less <= more)
    }
    let plan = Self.document(problem)
    #expect(plan.jobs.allSatisfy { $0.status == .scheduled })
    let report = Verification(of: problem).report(on: plan)
    #expect(report.violations.map(\.description) == [])
  }

  // MARK: Steps of the load

  /// A job that takes the load at once from base to nearly all that the plant can cool at rest in the
  /// three hours from a slot on.
  private static func step(at slot: Int, isFree: Bool) throws -> Job {
    let headroom = try HeatWave.problem([], .liquid(HeatWave.cooling(marginK: 0))).signals[0]
      .headroomKW!
    let least = headroom[slot..<slot + 3].min()!
    let watts = 1000 * (0.99 * least - 2) / 64
    return Job(
      id: "step", pool: "gpu", gpus: 64, hours: 3, powerPerGPU: .watts(watts),
      release: HeatWave.horizon.edge(isFree ? 0 : slot),
      deadline: isFree ? nil : HeatWave.horizon.edge(slot + 3))
  }

  /// The hottest three hours, by their middle one.
  private static func hottest(_ problem: Problem) -> Int {
    let headroom = problem.signals[0].headroomKW!
    return (1..<headroom.count - 1).min { headroom[$0] < headroom[$1] }! - 1
  }

  /// The steady states of every slot keep all limits; where the job starts, valve and fans come too late.
  @Test func verifyFindsTheCoolantThatIsTooWarmAfterAStep() throws {
    let empty = try HeatWave.problem([], .liquid(HeatWave.cooling(marginK: 0)))
    let slot = Self.hottest(empty)
    let problem = try HeatWave.problem(
      [Self.step(at: slot, isFree: false)], .liquid(HeatWave.cooling(marginK: 0)))
    // What the solver would make of it had it no transient check.
    let schedule = Schedule(assignments: [Assignment(site: 0, pool: 0, runs: [slot..<slot + 3])])
    let unchecked = Solution(
      plan: Plan(problem, schedule), status: .feasible, stop: .work, lowerBound: nil,
      proof: .prices, pricesLowerBound: nil, shadowPrices: nil, reasons: [""], warnings: [],
      progress: SearchProgress()
    ).document(generator: .init(version: "test", seed: 1))
    let report = Verification(of: problem).report(on: unchecked)
    let found = report.violations.filter { $0.code == .temperature }
    #expect(found.count == 1)
    guard case .site("valley", slot, _)? = found.first?.place else {
      Issue.record("\(found)")
      return
    }
    #expect(found.first?.message.contains("coolant") == true)
    let steady: Set<Violation.Code> = [.headroom, .coolingLimit, .slotFigure]
    #expect(report.violations.allSatisfy { !steady.contains($0.code) }, "\(report.violations)")
  }

  /// The same load where it may run at any time, at no margin: the planner raises the margin by itself.
  @Test func withoutMarginAPlanStillKeepsItsLimits() throws {
    let empty = try HeatWave.problem([], .liquid(HeatWave.cooling(marginK: 0)))
    let slot = Self.hottest(empty)
    let problem = try HeatWave.problem(
      [Self.step(at: slot, isFree: true)], .liquid(HeatWave.cooling(marginK: 0)))
    let plan = Self.document(problem)
    #expect(plan.jobs[0].status == .scheduled)
    let report = Verification(of: problem).report(on: plan)
    #expect(report.violations.map(\.description) == [])
  }
}
