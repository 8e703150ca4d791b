import GridPricing
import Testing

@testable import Optimizer

/// Compares the bound with every plan there is, on small problems of every kind of job.
@Suite struct PriceBoundTests {
  /// A small problem with prices that have nothing to do with it.
  private struct Example {
    let facts: ScenarioFacts
    let prices: [PlanDocument.ShadowPrices]

    init(_ random: inout SplitMix) throws {
      let slots = Int.random(in: 4...7, using: &random)
      let start = Instant(iso8601: "2026-03-01T00:00:00Z")!
      let horizon = Horizon(start: start, slotMinutes: 60, count: slots)
      func number(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &random) }
      func at(_ hours: Double) -> Instant { start.advanced(byHours: hours) }

      let sites = (0..<Int.random(in: 1...2, using: &random)).map { site in
        let idle = number(0...150)
        let gpus = Int.random(in: 2...3, using: &random)
        let limit = 1 + Double(gpus) * number(0.5...1)
        return Site(
          id: "s\(site)", jurisdictions: site == 0 ? ["EU"] : ["UK"],
          price: PriceSeries(
            currency: "EUR", start: start, stepMinutes: 60,
            perMWh: (0..<slots).map { _ in number(-60...200) }),
          carbon: .constant(gramsPerKWh: number(0...500)),
          pools: [
            GPUPool(
              id: "p", gpus: gpus, idlePowerPerGPU: .watts(idle),
              availability: Bool.random(using: &random)
                ? [] : [.init(start: at(1.5), end: at(2.5), gpus: 1)])
          ], itBase: .kilowatts(number(0...0.5)), cooling: .fixedPUE(number(1...1.4)),
          gridLimit: Bool.random(using: &random) ? nil : .kilowatts(limit))
      }
      let jobs = (0..<Int.random(in: 1...2, using: &random)).map { job in
        Job(
          id: "j\(job)", pool: "p", gpus: Int.random(in: 1...2, using: &random),
          hours: number(0.3...3), powerPerGPU: .watts(number(200...900)),
          release: Bool.random(using: &random) ? nil : at(number(0...2)),
          deadline: Bool.random(using: &random) ? nil : at(number(3...8)),
          value: Bool.random(using: &random) ? nil : .amount(number(0...0.6)),
          preemption: [
            nil, Preemption(), Preemption(minimumRunMinutes: 60, restartMinutes: number(1...90)),
            Preemption(minimumRunMinutes: 120),
            Preemption(minimumRunMinutes: 90, restartMinutes: 20),
          ].randomElement(using: &random)!,
          jurisdictions: Int.random(in: 0..<4, using: &random) == 0 ? ["EU"] : nil)
      }
      facts = try ScenarioFacts(
        jobs: jobs, sites: sites, horizon: horizon,
        objective: Objective(currency: "EUR", carbonPrice: .perTonne(number(0...100))), gaps: .none)
      prices = sites.map { _ in
        PlanDocument.ShadowPrices(
          energyPerMWh: (0..<slots).map { _ in number(-100...400) },
          gpuHour: [
            .init(
              pool: "p",
              values: (0..<slots).map { _ in Bool.random(using: &random) ? 0 : number(0...0.3) })
          ])
      }
    }
  }

  /// A job at a site in a set of slots, the last of them used in part.
  private struct Option {
    var site: Int
    var slots: [Int]
    var lastPart: Double
  }

  /// Every way to run a job: all subsets of the slots that keep its rules, read off one by one.
  private func options(for job: Job, _ facts: ScenarioFacts) -> [Option] {
    var options: [Option] = []
    for (number, site) in facts.sites.enumerated() {
      guard job.gpus <= site.pools[0].gpus,
        job.jurisdictions.map({ $0.contains { site.jurisdictions.contains($0) } }) ?? true
      else { continue }
      for mask in 1..<(1 << facts.horizon.count) {
        let slots = facts.slots.filter { mask >> $0 & 1 == 1 }
        if let part = lastPart(of: job, in: slots, facts) {
          options.append(Option(site: number, slots: slots, lastPart: part))
        }
      }
    }
    return options
  }

  /// The used part of the last slot; nil where the slots are no schedule of the job.
  private func lastPart(of job: Job, in slots: [Int], _ facts: ScenarioFacts) -> Double? {
    var runs: [Int] = []
    for (index, slot) in slots.enumerated() {
      if index > 0, slots[index - 1] == slot - 1 {
        runs[runs.count - 1] += 1
      } else {
        runs.append(1)
      }
    }
    if runs.count > 1, job.preemption == nil { return nil }
    let minimum = job.preemption?.minimumRunMinutes ?? 0
    guard runs.dropLast().allSatisfy({ Double($0) * 60 >= minimum }) else { return nil }
    let hours = job.hours + Double(runs.count - 1) * (job.preemption?.restartMinutes ?? 0) / 60
    guard slots.count == Int(hours.rounded(.up)) else { return nil }
    let part = hours - Double(slots.count - 1)
    let start = facts.horizon.edge(slots[0])
    let finish = facts.horizon.edge(slots[slots.count - 1]).advanced(byHours: part)
    let isInTime = finish <= min(job.deadline ?? facts.horizon.end, facts.horizon.end)
    return isInTime && start >= job.release ?? start ? part : nil
  }

  private func priced(_ option: Option, _ job: Job, _ example: Example) -> Double {
    let prices = example.prices[option.site]
    let idle = example.facts.sites[option.site].pools[0].idlePowerPerGPU.kilowatts
    let kW = Double(job.gpus) * (job.powerPerGPU.kilowatts - idle)
    return option.slots.reduce(0) { sum, slot in
      let part = slot == option.slots.last ? option.lastPart : 1
      return sum + kW * part * prices.energyPerMWh[slot] / 1000
        + Double(job.gpus) * prices.gpuHour[0].values[slot]
    }
  }

  /// The cost of all jobs together; nil where they break a limit.
  private func cost(_ choice: [Option?], _ facts: ScenarioFacts) -> Double? {
    var total = 0.0
    for (number, site) in facts.sites.enumerated() {
      var kW = site.fixedKW
      var gpus = Array(repeating: 0, count: kW.count)
      for (job, option) in zip(facts.jobs, choice) {
        guard let option, option.site == number else { continue }
        let idle = site.pools[0].idlePowerPerGPU.kilowatts
        for slot in option.slots {
          gpus[slot] += job.gpus
          kW[slot] +=
            Double(job.gpus) * (job.powerPerGPU.kilowatts - idle)
            * (slot == option.slots.last ? option.lastPart : 1)
        }
      }
      for slot in facts.slots {
        guard gpus[slot] <= site.available[0][slot] else { return nil }
        guard case .fixedPUE(let pue) = site.cooling else { return nil }
        let facilityKW = kW[slot] * pue
        if let limit = site.gridLimits[slot], facilityKW > limit.gridKW { return nil }
        total += facilityKW * site.costPerKWh[slot]
      }
    }
    for (job, option) in zip(facts.jobs, choice) where option == nil {
      guard let value = job.value else { return nil }
      total += value.amount
    }
    return total
  }

  private func optimum(_ example: Example) -> Double? {
    let facts = example.facts
    let first: [Option?] = options(for: facts.jobs[0], facts) + [nil]
    var rest: [[Option?]] = [[]]
    if facts.jobs.count > 1 { rest = (options(for: facts.jobs[1], facts) + [nil]).map { [$0] } }
    var best: Double?
    for option in first {
      for others in rest {
        guard let cost = cost([option] + others, facts) else { continue }
        best = min(best ?? cost, cost)
      }
    }
    return best
  }

  @Test func neverExceedsTheOptimum() throws {
    var random = SplitMix(state: 7)
    var compared = 0
    for round in 0..<600 {
      let example = try Example(&random)
      guard let optimum = optimum(example) else { continue }
      compared += 1
      let bound = PriceBound(example.facts, example.prices)
      #expect(bound.lower.value <= optimum + 1e-9, "round \(round)")
      #expect(bound.estimatedJobs == 0)
    }
    #expect(compared >= 500)
  }

  @Test func theLeastCostOfAJobIsThatOfAllItsSchedules() throws {
    var random = SplitMix(state: 11)
    var kinds: [String: Int] = [:]
    for round in 0..<600 {
      let example = try Example(&random)
      let facts = example.facts
      for (number, job) in facts.jobs.enumerated() {
        for place in facts.pools(for: number) {
          let enumerated = options(for: job, facts).filter { $0.site == place.site }
            .map { priced($0, job, example) }.min()
          let (exact, relaxed, kind) = minima(number, place, example)
          #expect(
            enumerated.map { abs($0 - exact) < 1e-9 } ?? (exact == .infinity),
            "round \(round), \(kind): \(exact), enumerated \(enumerated ?? .infinity)")
          #expect(relaxed <= exact + 1e-9, "round \(round)")
          if enumerated != nil { kinds[kind, default: 0] += 1 }
        }
      }
    }
    #expect(kinds.values.allSatisfy { $0 > 100 } && kinds.count == 3, "\(kinds)")
  }

  /// The verifier's minimum, and a bound below it.
  private func minima(
    _ number: Int, _ place: PoolPlace, _ example: Example
  ) -> (exact: Double, relaxed: Double, kind: String) {
    let facts = example.facts
    let job = facts.jobs[number]
    let prices = example.prices[place.site]
    let minimum = JobMinimum(
      gpus: Double(job.gpus),
      addedKW: facts.addedKW(gpus: job.gpus, watts: job.powerPerGPU.watts, at: place),
      prices: PoolPrices(
        perKW: prices.energyPerMWh.map { $0 / 1000 }, perGPU: prices.gpuHour[0].values),
      span: JobSpan(number, site: place.site, in: facts))
    switch Interruption(job, on: facts.horizon) {
    case .never: return (minimum.inOnePiece, -.infinity, "never")
    case .free: return (minimum.inFreePieces, -.infinity, "free")
    case .costly(let minimumRun, let restart):
      let exact = InterruptedMinimum(minimum, minimumRun: minimumRun, restart: restart).exact
      let bound = InterruptedLowerBound(minimum, minimumRun: minimumRun, restart: restart)
      return (exact, exact == .infinity ? exact : bound.value, "costly")
    }
  }

  /// Too large for the exact programme: an interval that holds the truth, and a bound worth having.
  @Test func aJobTooLargeForTheExactMinimumIsBoundedFromBothSides() throws {
    var random = SplitMix(state: 3)
    var gained = 0
    for _ in 0..<100 {
      let example = try Example(&random)
      for (number, job) in example.facts.jobs.enumerated() {
        guard let place = example.facts.pools(for: number).first,
          case .costly(let minimumRun, let restart) = Interruption(job, on: example.facts.horizon)
        else { continue }
        let prices = example.prices[place.site]
        let minimum = JobMinimum(
          gpus: Double(job.gpus),
          addedKW: example.facts.addedKW(
            gpus: job.gpus, watts: job.powerPerGPU.watts, at: place),
          prices: PoolPrices(
            perKW: prices.energyPerMWh.map { $0 / 1000 }, perGPU: prices.gpuHour[0].values),
          span: JobSpan(number, site: place.site, in: example.facts))
        let pieces = InterruptedMinimum(minimum, minimumRun: minimumRun, restart: restart)
        guard pieces.exact < .infinity else { continue }
        var budget = 0
        let range = pieces.range(budget: &budget)
        #expect(range.lowerBound <= pieces.exact + 1e-9)
        #expect(range.upperBound >= pieces.exact - 1e-9)
        if range.lowerBound > pieces.exact - 0.5 * abs(pieces.exact) { gained += 1 }
      }
    }
    #expect(gained > 20)
  }
}
