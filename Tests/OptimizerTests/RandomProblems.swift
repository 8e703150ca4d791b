import GridPricing
import Optimizer

/// Small problems of every kind, drawn from a seed: the same seed gives the same problem.
///
/// Meant to be nasty: tight, with ties, twins, partial last slots, restarts, minimum runs, values,
/// several sites, withdrawn GPUs, grid limits and negative prices, each only some of the time.
struct RandomProblems {
  /// Splitmix64.
  struct Source {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    mutating func within(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + below(range.count)
    }
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
    mutating func happens(_ probability: Double) -> Bool { unit() < probability }
    mutating func pick<Element>(_ items: [Element]) -> Element { items[below(items.count)] }
  }

  enum Kind: CaseIterable {
    case rigid, anySlots, restarting, mixed
  }

  var jobs = 2...4
  var slots = 4...8
  var kinds = Kind.allCases
  /// Work over GPU time, at most about one.
  var loads = 0.4...1.0

  func problem(seed: UInt64) -> Problem {
    var source = Source(state: seed &* 0x1000_0000_01B3 &+ 17)
    let slotMinutes = source.pick([15, 30, 60, 60])
    let horizon = Horizon(
      start: Instant(iso8601: "2026-03-01T00:00:00Z")!, slotMinutes: slotMinutes,
      count: source.within(slots))
    let kind = source.pick(kinds)
    let siteCount = source.pick([1, 1, 1, 2, 2, 3])
    let poolCount = source.pick([1, 1, 1, 2])
    let hasValues = source.happens(0.3)
    let isPartial = source.happens(0.5)
    let jobCount = source.within(jobs)
    let load = loads.lowerBound + source.unit() * (loads.upperBound - loads.lowerBound)
    let carbonPrice = source.happens(0.3) ? 80.0 : 0
    var sites = (0..<siteCount).map { index in
      site(index, pools: poolCount, horizon, needsCarbon: carbonPrice > 0, &source)
    }
    var drawn: [Job] = []
    let largest = sites.flatMap(\.pools).map(\.gpus).max()!
    while drawn.count < jobCount {
      if let twin = drawn.last, source.happens(0.15) {
        drawn.append(renamed(twin, to: drawn.count))
        continue
      }
      let job = self.job(
        drawn.count, kind, sites, horizon, largest: largest, poolCount: poolCount,
        isPartial: isPartial, hasValues: hasValues, &source)
      let isFitting = (try? Problem(jobs: [job], sites: sites, horizon: horizon)) != nil
      if isFitting { drawn.append(job) }
    }
    // Pools are cut to the load wanted, down to the largest job.
    for pool in 0..<poolCount {
      let takers = drawn.filter { $0.pool == "pool\(pool)" }
      let hours = takers.reduce(0) { $0 + Double($1.gpus) * $1.hours }
      let length = Double(horizon.count) * horizon.slotHours * Double(siteCount)
      let wanted = Int((hours / length / load).rounded(.up))
      let least = takers.map(\.gpus).max() ?? 1
      for site in sites.indices {
        let gpus = max(wanted, least)
        sites[site].pools[pool].gpus = gpus
        for number in sites[site].pools[pool].availability.indices {
          let cut = sites[site].pools[pool].availability[number].gpus
          sites[site].pools[pool].availability[number].gpus = min(gpus, cut)
        }
      }
    }
    if source.happens(0.45) { limitPower(&sites, drawn, &source) }
    let objective = Objective(currency: "EUR", carbonPrice: .perTonne(carbonPrice))
    do {
      return try Problem(jobs: drawn, sites: sites, horizon: horizon, objective: objective)
    } catch {
      preconditionFailure("seed \(seed) gives an invalid problem: \(error)")
    }
  }

  private func renamed(_ job: Job, to number: Int) -> Job {
    var twin = job
    twin.id = "job\(number)"
    return twin
  }

  private func site(
    _ index: Int, pools: Int, _ horizon: Horizon, needsCarbon: Bool, _ source: inout Source
  ) -> Site {
    let isFlat = source.happens(0.1)
    let isCoarse = source.happens(0.3)
    let low = source.happens(0.3) ? -80.0 : 10
    let prices = (0..<horizon.count).map { _ -> Double in
      if isFlat { return 50 }
      let price = low + source.unit() * 150
      return isCoarse ? (price / 40).rounded() * 40 : price
    }
    let carbon = (0..<horizon.count).map { _ in 20 + 500 * source.unit() }
    var site = Site(
      id: "site\(index)", jurisdictions: index == 0 ? ["EU", "DE"] : ["EU"],
      price: PriceSeries(
        currency: "EUR", start: horizon.start, stepMinutes: horizon.slotMinutes, perMWh: prices),
      pools: (0..<pools).map { pool(horizon, "pool\($0)", &source) },
      itBase: .kilowatts(source.happens(0.5) ? 2 : 0),
      cooling: .fixedPUE(source.happens(0.5) ? 1.3 : 1))
    if needsCarbon || source.happens(0.3) {
      site.carbon = CarbonIntensitySeries(
        start: horizon.start, stepMinutes: horizon.slotMinutes, gramsPerKWh: carbon)
    }
    return site
  }

  private func pool(_ horizon: Horizon, _ id: String, _ source: inout Source) -> GPUPool {
    var pool = GPUPool(
      id: id, gpus: source.within(2...9),
      idlePowerPerGPU: .watts(source.happens(0.5) ? 100 : 0))
    if source.happens(0.3) {
      let first = source.below(horizon.count)
      let end = min(horizon.count, first + source.within(1...3))
      pool.availability = [
        GPUPool.Availability(
          start: horizon.edge(first), end: horizon.edge(end), gpus: source.below(pool.gpus))
      ]
    }
    return pool
  }

  private func job(
    _ number: Int, _ kind: Kind, _ sites: [Site], _ horizon: Horizon, largest: Int,
    poolCount: Int, isPartial: Bool, hasValues: Bool, _ source: inout Source
  ) -> Job {
    let most = max(2, horizon.count * 2 / 3)
    var length = Double(source.within(1...most))
    if isPartial, source.happens(0.7) { length -= source.pick([0.25, 0.5, 0.1, 0.8]) }
    var job = Job(
      id: "job\(number)", pool: "pool\(source.below(poolCount))",
      gpus: source.within(1...largest), hours: length * horizon.slotHours,
      powerPerGPU: .watts(Double(source.pick([150, 400, 700, 1000]))))
    if source.happens(0.5) {
      let minutes = source.below(horizon.count) * horizon.slotMinutes
      job.release = horizon.start.advanced(byHours: Double(minutes + source.pick([0, 7])) / 60)
    }
    if source.happens(0.5) {
      let slots = Double(source.within(1...horizon.count)) - source.pick([0, 0, 0.5, 0.2])
      job.deadline = horizon.start.advanced(byHours: slots * horizon.slotHours)
    }
    if hasValues, source.happens(0.6) {
      job.value = .amount(source.unit() * 0.15 * Double(job.gpus) * job.hours)
    }
    if sites.count > 1, source.happens(0.3) { job.sites = [source.pick(sites).id] }
    if source.happens(0.1) { job.jurisdictions = ["DE", "FR"] }
    let preempts = kind == .mixed ? source.pick([.rigid, .anySlots, .restarting]) : kind
    switch preempts {
    case .rigid, .mixed: break
    case .anySlots: job.preemption = Preemption()
    case .restarting:
      job.preemption = Preemption(
        minimumRunMinutes: source.pick([0, 1, 1.5, 2, 3]) * Double(horizon.slotMinutes),
        restartMinutes: source.pick([0, 0.1, 0.1, 0.25, 0.5, 1]) * Double(horizon.slotMinutes))
    }
    return job
  }

  /// A limit that leaves a part of what the GPUs could draw.
  private func limitPower(_ sites: inout [Site], _ jobs: [Job], _ source: inout Source) {
    for index in sites.indices {
      let pue = sites[index].cooling.pue
      var fixed = sites[index].itBase.kilowatts
      var most = 0.0
      for pool in sites[index].pools {
        fixed += pool.idlePowerPerGPU.kilowatts * Double(pool.gpus)
        let hungriest = jobs.filter { $0.pool == pool.id }.map(\.powerPerGPU).max() ?? .zero
        let added = hungriest.kilowatts - pool.idlePowerPerGPU.kilowatts
        most += max(0, added) * Double(pool.gpus)
      }
      let share = 0.3 + 0.6 * source.unit()
      sites[index].gridLimit = .kilowatts(max(0.1, pue * (fixed + share * most)))
    }
  }
}
