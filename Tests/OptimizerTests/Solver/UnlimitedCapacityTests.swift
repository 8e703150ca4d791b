import GridPricing
import Optimizer
import Testing

/// Where there are GPUs for everybody, each job gets what is best for it alone.
struct UnlimitedCapacityTests {
  @Test(arguments: 0..<40)
  func everyJobRunsInItsCheapestSlots(seed: Int) throws {
    var source = RandomProblems.Source(state: UInt64(seed) &* 977 &+ 5)
    let slots = source.within(1...150)
    let isCoarse = source.happens(0.3)
    let prices = (0..<slots).map { _ -> Double in
      let price = -60 + 200 * source.unit()
      return isCoarse ? (price / 50).rounded() * 50 : price
    }
    let horizon = Horizon(
      start: Instant(iso8601: "2026-03-01T00:00:00Z")!, slotMinutes: source.pick([5, 15, 60]),
      count: slots)
    let windows = (0..<source.within(1...80)).map { _ in
      let first = source.below(slots)
      return first..<first + 1 + source.below(slots - first)
    }
    let lengths = windows.map { source.within(1...$0.count) }
    let jobs = windows.indices.map { number in
      Job(
        id: "job\(number)", pool: "gpu", gpus: source.within(1...64),
        hours: Double(lengths[number]) * horizon.slotHours,
        powerPerGPU: .watts(Double(source.within(150...1000))),
        release: horizon.edge(windows[number].lowerBound),
        deadline: horizon.edge(windows[number].upperBound),
        preemption: source.happens(0.5) ? Preemption() : nil)
    }
    let site = Site(
      id: "grid",
      price: PriceSeries(
        currency: "EUR", start: horizon.start, stepMinutes: horizon.slotMinutes, perMWh: prices),
      pools: [GPUPool(id: "gpu", gpus: jobs.reduce(0) { $0 + $1.gpus })])

    let solution = Solver().solve(try Problem(jobs: jobs, sites: [site], horizon: horizon))

    #expect(solution.status == .optimal)
    #expect(solution.proof == .prices)
    for (number, job) in jobs.enumerated() {
      let least = CheapestSlots.least(
        for: job, slots: lengths[number], in: prices[windows[number]])
      let perMWh = Double(job.gpus) * job.powerPerGPU.kilowatts * horizon.slotHours / 1000
      let cost = try #require(solution.plan.evaluation.jobs[number]?.cost)
      #expect(abs(cost - least * perMWh) <= 1e-9 * perMWh * Double(100 * slots), "\(job.id)")
    }
  }
}
