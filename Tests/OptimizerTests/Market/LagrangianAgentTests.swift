import GridPricing
import Testing

@testable import Optimizer

@Suite struct LagrangianAgentTests {
  /// Against the exact programme, at random costs and with some slots taken.
  @Test func runsAreNearTheExactOnesAndNeverCheaper() throws {
    let start = Instant(iso8601: "2026-01-12T00:00:00Z")!
    let site = Site(
      id: "fra", price: .constant(perMWh: 100, currency: "EUR"),
      pools: [GPUPool(id: "gpu", gpus: 1)])
    let job = Job(
      id: "train", pool: "gpu", gpus: 1, hours: 4.4, powerPerGPU: .watts(1000),
      preemption: Preemption(minimumRunMinutes: 60, restartMinutes: 10))
    let problem = try Problem(
      jobs: [job], sites: [site], horizon: Horizon(start: start, slotMinutes: 30, count: 48))
    let option = problem.compiled.options[0]
    var random = RandomSource(seed: 3)
    var (heuristic, exact) = (0.0, 0.0)
    for _ in 0..<50 {
      let costs = (0..<48).map { _ in Double(random.below(100)) }
      let isTaken = (0..<48).map { _ in random.below(6) == 0 }
      func lateness(_ slot: Int, _ part: Double) -> Double {
        option.lateness(in: slot, after: part)
      }
      let best = RestartingAgent(option, mostRuns: nil)!.answer(
        isOpen: { slot, _ in !isTaken[slot] }, fullCost: { costs[$0] },
        lastCost: { costs[$0] * $1 + lateness($0, $1) })
      var agent = LagrangianAgent()
      let found = agent.answer(
        option, levels: [ElasticLevel(gpus: 1, speed: 1)], slots: 0..<48, limit: .infinity,
        isOpen: { slot, _, _ in !isTaken[slot] }, mayAdd: { _, _ in true },
        cost: { slot, _, part in costs[slot] * part })
      guard let best, let found else { continue }
      #expect(found.cost >= best.cost - 1e-9)
      #expect(found.slots.allSatisfy { !isTaken[Int($0)] })
      heuristic += found.cost
      exact += best.cost
    }
    #expect(exact > 0)
    #expect(heuristic < 1.1 * exact)
  }
}
