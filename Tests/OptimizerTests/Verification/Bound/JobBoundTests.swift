import GridPricing
import Testing

@testable import Optimizer

/// Compares the least cost of a job of any kind with all its schedules, listed slot by slot.
@Suite struct JobBoundTests {
  private static let start = Instant(iso8601: "2026-03-01T00:00:00Z")!

  /// One job, two sites, and prices that have nothing to do with them.
  private struct Example {
    let facts: ScenarioFacts
    let gigabitsPerSecond: Double?
    /// By site and slot: currency per kWh of IT power, and per GPU and hour.
    let perKW: [[Double]]
    let perGPU: [[Double]]

    init(_ random: inout SplitMix) throws {
      let slots = Int.random(in: 3...5, using: &random)
      let horizon = Horizon(start: start, slotMinutes: 60, count: slots)
      func number(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &random) }
      func coin() -> Bool { .random(using: &random) }
      let sites = ["a", "b"].map { id in
        Site(
          id: id, price: .constant(perMWh: number(-20...100), currency: "EUR"),
          pools: [GPUPool(id: "p", gpus: 4, idlePowerPerGPU: .watts(100))])
      }
      let isRunning = Int.random(in: 0..<3, using: &random) == 0
      let isResizable = coin()
      let hasScaling = coin() && (isResizable || !isRunning)
      let job = Job(
        id: "job", pool: "p", gpus: 2, hours: number(0.5...3), powerPerGPU: .watts(1100),
        release: coin() ? nil : start.advanced(byHours: number(0...1)),
        deadline: coin() ? nil : start.advanced(byHours: number(2...6)),
        value: coin() ? nil : .amount(number(0...2)),
        preemption: [
          nil, Preemption(), Preemption(minimumRunMinutes: 120, restartMinutes: number(1...80)),
        ].randomElement(using: &random)!,
        due: start.advanced(byHours: number(0...4)), latenessCostPerHour: .amount(number(0...0.5)),
        scaling: hasScaling
          ? Scaling(
            gpus: [2, 4], speed: [1, number(1.1...2)], isResizable: isResizable,
            resizeMinutes: coin() ? 0 : number(0...90)) : nil,
        powerCaps: coin() ? [] : [PowerCap(powerPerGPU: .watts(700), speed: number(0.6...1))],
        homeSite: coin() ? nil : "a", inputGB: number(0...2000),
        running: isRunning
          ? RunningState(since: start, site: "a", remainingHours: number(0.3...2)) : nil)
      gigabitsPerSecond = coin() ? nil : 4
      facts = try ScenarioFacts(
        jobs: [job], sites: sites, horizon: horizon, objective: Objective(currency: "EUR"),
        transfers: Transfers(
          costPerGB: .amount(1e-4), kWhPerGB: 0.003, gigabitsPerSecond: gigabitsPerSecond),
        gaps: .none)
      perKW = sites.map { _ in (0..<horizon.count).map { _ in number(-0.1...0.4) } }
      perGPU = sites.map { _ in (0..<horizon.count).map { _ in coin() ? 0 : number(0...0.3) } }
    }

    /// What the bound makes of the prices.
    func bound(budget: Int = .max) -> JobBound {
      var budget = budget
      let prices = zip(perKW, perGPU).map { [PoolPrices(perKW: $0, perGPU: $1)] }
      return JobBound(0, facts, PrecedencePasses(facts), prices, &budget)
    }
  }

  /// The least over sites, powers and counts in each slot.
  private func enumerated(_ example: Example) -> Double {
    let job = example.facts.jobs[0]
    var least = job.value?.amount ?? .infinity
    let counts: [(gpus: Int, speed: Double)] =
      job.scaling.map { zip($0.gpus, $0.speed).map { ($0, $1) } } ?? [(job.gpus, 1)]
    let caps: [(watts: Double, speed: Double)] =
      [(job.powerPerGPU.watts, 1)] + job.powerCaps.map { ($0.powerPerGPU.watts, $0.speed) }
    let slots = example.facts.horizon.count
    for site in 0..<2 where job.running == nil || site == 0 {
      for cap in caps {
        var pattern = Array(repeating: 0, count: slots)  // 0 or one more than the index of a count
        repeat {
          let gpus = pattern.map { $0 == 0 ? 0 : counts[$0 - 1].gpus }
          let speeds = pattern.map { $0 == 0 ? 0 : counts[$0 - 1].speed * cap.speed }
          guard let part = lastPart(of: job, pattern, speeds, site, example) else { continue }
          least = min(least, cost(of: job, gpus, cap.watts, part, site, example))
        } while Self.next(&pattern, base: counts.count + 1)
      }
    }
    return least
  }

  /// Counts up in a base; false after the last.
  private static func next(_ digits: inout [Int], base: Int) -> Bool {
    for place in digits.indices {
      digits[place] += 1
      if digits[place] < base { return true }
      digits[place] = 0
    }
    return false
  }

  /// The used part of the last slot; nil where the pattern is no schedule of the job.
  private func lastPart(
    of job: Job, _ pattern: [Int], _ speeds: [Double], _ site: Int, _ example: Example
  ) -> Double? {
    guard let first = pattern.firstIndex(where: { $0 > 0 }),
      let last = pattern.lastIndex(where: { $0 > 0 })
    else { return nil }
    let isRunning = job.running != nil
    let held = pattern[first...last]
    if job.preemption == nil, held.contains(0) || isRunning && first > 0 { return nil }
    if !(job.scaling?.isResizable ?? false), Set(held).subtracting([0]).count > 1 { return nil }
    var earliest = isRunning ? 0 : job.release.map { Self.start.hours(to: $0) } ?? 0
    if !isRunning, job.homeSite == "a", site == 1, let rate = example.gigabitsPerSecond {
      earliest += job.inputGB * 8 / rate / 3600
    }
    guard Double(first) >= earliest - 1e-6 else { return nil }

    var owed = isRunning && first > 0 ? job.preemption!.restartMinutes / 60 : 0
    var left = job.running?.remainingHours ?? job.hours
    var lastCount = 0
    var run = 0
    var isFirstRun = true
    for slot in first...last {
      if pattern[slot] == 0 {
        let isFree = isRunning && first == 0 && isFirstRun
        if run > 0, !isFree, Double(run * 60) < job.preemption!.minimumRunMinutes { return nil }
        if run > 0 { isFirstRun = false }
        run = 0
        continue
      }
      if slot > first, pattern[slot - 1] == 0 { owed += job.preemption!.restartMinutes / 60 }
      if lastCount != 0, lastCount != pattern[slot] { owed += job.scaling!.resizeMinutes / 60 }
      lastCount = pattern[slot]
      run += 1
      if slot == last {
        let part = owed + left / speeds[slot]
        let finish = Double(slot) + part
        let deadline = job.deadline.map { Self.start.hours(to: $0) } ?? .infinity
        let isInTime = finish <= min(deadline, Double(pattern.count)) + 1e-9
        let isUsed = part > 0 && (left > 0 || !(job.scaling?.isResizable ?? false))
        return isUsed && part <= 1 && isInTime ? part : nil
      }
      left -= max(0, 1 - owed) * speeds[slot]
      owed = max(0, owed - 1)
    }
    return nil
  }

  private func cost(
    of job: Job, _ gpus: [Int], _ watts: Double, _ lastPart: Double, _ site: Int, _ example: Example
  ) -> Double {
    let last = gpus.lastIndex { $0 > 0 }!
    var cost = 0.0
    for (slot, gpus) in gpus.enumerated() {
      let part = slot == last ? lastPart : 1
      cost += Double(gpus) * (watts - 100) / 1000 * part * example.perKW[site][slot]
      cost += Double(gpus) * example.perGPU[site][slot]
    }
    let late = Double(last) + lastPart - Self.start.hours(to: job.due!)
    cost += max(0, late) * job.latenessCostPerHour!.amount
    if job.running == nil, job.homeSite == "a", site == 1 {
      let perKWh = example.facts.sites[1].pricePerKWh[0]
      cost += job.inputGB * (1e-4 + 0.003 * perKWh)
    }
    return cost
  }

  @Test func isTheLeastOfAllSchedules() throws {
    var random = SplitMix(state: 5)
    var exact = 0
    var relaxed = 0
    var near = 0
    for round in 0..<1500 {
      let example = try Example(&random)
      let (bound, least) = (example.bound(), enumerated(example))
      let isResizable = example.facts.jobFacts[0].isResizable
      let place = "round \(round), \(example.facts.jobs[0]): \(bound.low), enumerated \(least)"
      if isResizable {
        #expect(bound.low <= least + 1e-9, "\(place)")
        if least < .infinity { relaxed += 1 }
        if least < .infinity, bound.low > least - 0.2 * abs(least) { near += 1 }
      } else {
        #expect(bound.low == least || abs(bound.low - least) < 1e-9, "\(place)")
        if least < .infinity { exact += 1 }
      }
      #expect(bound.low <= bound.high)
    }
    #expect(exact > 500 && relaxed > 150 && near > relaxed / 4, "\(exact), \(relaxed), \(near)")
  }

  /// Too large for the exact programme: an interval that holds the truth, and a bound worth having.
  @Test func isBoundedFromBothSidesWhereItIsTooLarge() throws {
    var random = SplitMix(state: 6)
    var (compared, near) = (0, 0)
    for round in 0..<1500 {
      let example = try Example(&random)
      guard !example.facts.jobFacts[0].isResizable else { continue }
      let (bound, least) = (example.bound(budget: 0), enumerated(example))
      #expect(bound.low <= least + 1e-9, "round \(round), \(example.facts.jobs[0])")
      #expect(bound.high >= least - 1e-9, "round \(round), \(example.facts.jobs[0])")
      guard bound.low < bound.high, least < .infinity else { continue }
      compared += 1
      if bound.low > least - 0.5 * abs(least) { near += 1 }
    }
    #expect(compared > 100 && near > compared / 4, "\(compared), \(near)")
  }
}
