import GridPricing
import Optimizer

/// The optimum of a tiny problem with jobs of every kind, by trying every count of GPUs in every slot.
///
/// Shares nothing with the optimizer; sites have one pool, a fixed PUE and constant or stepped prices.
struct KindBruteForce {
  struct Way {
    var site: Int
    /// Index into the power caps; nil is full power.
    var cap: Int?
    /// GPUs by slot.
    var counts: [Int]
    /// kW that it adds, by slot.
    var addedKW: [Double]
    /// GPUs that begin, resume or are added at each edge.
    var starts: [Int]
    var first: Int
    var last: Int
    var cost: Double
  }

  private let problem: Problem
  private let slots: Int
  private let slotHours: Double
  private var gpus: [[Int]] = []
  private var roomKW: [[Double]] = []
  private var startRoom: [[Int]] = []
  private var price: [[Double]] = []
  private var baseCost = 0.0
  private var chosen: [Way?] = []
  private var ways: [[Way]] = []
  private var least: [Double] = []
  private var best: (hours: Double, cost: Double) = (.infinity, .infinity)

  init(_ problem: Problem) {
    self.problem = problem
    slots = problem.horizon.count
    slotHours = problem.horizon.slotHours
    for site in problem.sites {
      let pool = site.pools[0]
      let pue = site.cooling.pue
      let fixed = site.itBase.kilowatts + Double(pool.gpus) * pool.idlePowerPerGPU.kilowatts
      let limit = site.gridLimit.map { $0.kilowatts / pue - fixed + 1e-9 } ?? .infinity
      gpus.append([Int](repeating: pool.gpus, count: slots))
      roomKW.append([Double](repeating: limit, count: slots))
      let ramp = site.startRampGPUsPerMinute.map { Int($0 * slotHours * 60 + 1e-9) } ?? .max
      startRoom.append([Int](repeating: ramp, count: slots))
      let carbonPrice = problem.objective.carbonPrice.perKilogram
      let prices = (0..<slots).map { slot in
        perKWh(site, slot, carbonPrice) * pue * slotHours
      }
      price.append(prices)
      baseCost += fixed * prices.reduce(0, +)
    }
  }

  private func perKWh(_ site: Site, _ slot: Int, _ carbonPrice: Double) -> Double {
    value(site.price.series, slot) + carbonPrice * (site.carbon.map { value($0.series, slot) } ?? 0)
  }

  private func value<Dimension>(_ series: Series<Dimension>, _ slot: Int) -> Double {
    if let constant = series.constantValue { return constant }
    let instant = problem.horizon.edge(slot)
    return series.steps.first { $0.start <= instant && instant < $0.end }!.value!
  }

  // MARK: One job

  func ways(of job: Job) -> [Way] {
    var found: [Way] = []
    for (site, place) in problem.sites.enumerated() where job.mayRun(at: place) {
      if let running = job.running, running.site != place.id { continue }
      let counts = (job.scaling?.gpus ?? [job.gpus]).enumerated().filter {
        $0.element <= place.pools[0].gpus
      }
      let caps = [(job.powerPerGPU, 1.0)] + job.powerCaps.map { ($0.powerPerGPU, $0.speed) }
      for (number, cap) in caps.enumerated() {
        var vector = [Int](repeating: -1, count: slots)
        enumerate(&vector, 0, counts.map(\.offset), job.scaling?.isResizable ?? false) { vector in
          guard var way = walk(job, site, vector, cap.0, cap.1) else { return }
          way.cap = number == 0 ? nil : number - 1
          found.append(way)
        }
      }
    }
    return found
  }

  /// Every count, or none, in every slot; one count throughout where it may not change.
  private func enumerate(
    _ vector: inout [Int], _ slot: Int, _ levels: [Int], _ mayChange: Bool,
    _ body: ([Int]) -> Void
  ) {
    guard slot < slots else { return body(vector) }
    vector[slot] = -1
    enumerate(&vector, slot + 1, levels, mayChange, body)
    for level in levels {
      if !mayChange, let used = vector[..<slot].first(where: { $0 >= 0 }), used != level {
        continue
      }
      vector[slot] = level
      enumerate(&vector, slot + 1, levels, mayChange, body)
    }
    vector[slot] = -1
  }

  private func walk(
    _ job: Job, _ site: Int, _ vector: [Int], _ power: Power, _ capSpeed: Double
  ) -> Way? {
    guard let first = vector.firstIndex(where: { $0 >= 0 }),
      let last = vector.lastIndex(where: { $0 >= 0 })
    else { return nil }
    let place = problem.sites[site]
    let restart = (job.preemption?.restartMinutes ?? 0) / 60
    let resize = (job.scaling?.resizeMinutes ?? 0) / 60
    let counts = job.scaling?.gpus ?? [job.gpus]
    let speeds = job.scaling?.speed ?? [1]
    let work = job.running?.remainingHours ?? job.hours
    if job.running != nil, job.preemption == nil, first != 0 { return nil }
    var way = Way(
      site: site, counts: vector.map { $0 < 0 ? 0 : counts[$0] },
      addedKW: [Double](repeating: 0, count: slots), starts: [Int](repeating: 0, count: slots),
      first: first, last: last, cost: 0)
    // With one count throughout only the sum counts.
    let isUniform = Set(vector.filter { $0 >= 0 }).count == 1
    var done = 0.0
    var debt = 0.0
    var before = -1
    var run = 0
    let minimum = Int(
      ((job.preemption?.minimumRunMinutes ?? 0) / 60 / slotHours - 1e-6).rounded(.up))
    var isFirstRun = true
    for slot in 0...last {
      let level = vector[slot]
      guard level >= 0 else {
        if slot > 0, vector[slot - 1] >= 0 {
          guard job.preemption != nil else { return nil }
          let isOld = isFirstRun && job.running != nil && first == 0
          if run < minimum, !isOld { return nil }
          isFirstRun = false
        }
        run = 0
        continue
      }
      let isBegin = slot == 0 || vector[slot - 1] < 0
      if isBegin {
        if slot > first || (job.running != nil && slot > 0) { debt += restart }
        if !(job.running != nil && slot == 0) { way.starts[slot] = counts[level] }
      } else if counts[level] > counts[vector[slot - 1]] {
        way.starts[slot] = counts[level] - counts[vector[slot - 1]]
      }
      if before >= 0, before != level { debt += resize }
      before = level
      run += 1
      let speed = speeds[level] * capSpeed
      let useful = isUniform ? slotHours - debt : max(0, slotHours - debt)
      var part = 1.0
      if slot == last {
        let missing = (work - done) / speed
        part = min(1, (debt + missing) / slotHours)
        guard isUniform || missing > -1e-7, part > 1e-6, missing <= useful + 1e-7 else {
          return nil
        }
      } else {
        done += useful * speed
        debt = isUniform ? 0 : max(0, debt - slotHours)
        guard isUniform || done < work + 1e-7 else { return nil }
      }
      let idle = place.pools[0].idlePowerPerGPU
      way.addedKW[slot] = (power - idle).kilowatts * Double(counts[level]) * part
      way.cost += way.addedKW[slot] * price[site][slot]
      if slot == last { guard finish(job, &way, slot, part) else { return nil } }
    }
    return earliest(job, site) <= Double(first) + 1e-6 ? way : nil
  }

  /// Checks the deadline, adds lateness and transfer.
  private func finish(_ job: Job, _ way: inout Way, _ slot: Int, _ part: Double) -> Bool {
    let end = Double(slot) + part
    if let deadline = job.deadline, end > edge(deadline) + 1e-6 { return false }
    if let due = job.due {
      way.cost +=
        job.latenessCostPerHour!.amount * max(0, (end - edge(due)) * slotHours)
    }
    if isMoved(job, way.site) {
      let carbonPrice = problem.objective.carbonPrice.perKilogram
      let site = problem.sites[way.site]
      let mean = (0..<slots).reduce(0) { $0 + perKWh(site, $1, carbonPrice) } / Double(slots)
      let transfers = problem.transfers
      way.cost += job.inputGB * (transfers.costPerGB.amount + transfers.kWhPerGB * mean)
    }
    return true
  }

  private func isMoved(_ job: Job, _ site: Int) -> Bool {
    job.running == nil && job.inputGB > 0 && job.homeSite != problem.sites[site].id
  }

  private func edge(_ instant: Instant) -> Double {
    problem.horizon.start.hours(to: instant) / slotHours
  }

  private func earliest(_ job: Job, _ site: Int) -> Double {
    guard job.running == nil else { return 0 }
    let release = max(0, job.release.map(edge) ?? 0)
    guard isMoved(job, site), let rate = problem.transfers.gigabitsPerSecond else { return release }
    return release + job.inputGB * 8 / rate / 3600 / slotHours
  }

  // MARK: All jobs

  /// The cheapest plan among those that leave the fewest GPU-hours out.
  mutating func optimum() -> (hours: Double, cost: Double) {
    ways = problem.jobs.map { ways(of: $0).sorted { $0.cost < $1.cost } }
    least = problem.jobs.indices.map { job in
      min(ways[job].first?.cost ?? 0, problem.jobs[job].value?.amount ?? .infinity)
    }
    chosen = problem.jobs.map { _ in nil }
    tryAll(0, hours: 0, cost: baseCost)
    return best
  }

  private mutating func tryAll(_ index: Int, hours: Double, cost: Double) {
    let rest = least[index...].reduce(0, +)
    if hours > best.hours + 1e-9 || (hours > best.hours - 1e-9 && cost + rest >= best.cost) {
      return
    }
    guard index < ways.count else {
      if isOrdered { best = (hours, cost) }
      return
    }
    let job = problem.jobs[index]
    for way in ways[index] where fits(way) {
      take(way, 1)
      chosen[index] = way
      tryAll(index + 1, hours: hours, cost: cost + way.cost)
      chosen[index] = nil
      take(way, -1)
    }
    let lost = job.value == nil ? Double(job.gpus) * (job.running?.remainingHours ?? job.hours) : 0
    tryAll(index + 1, hours: hours + lost, cost: cost + (job.value?.amount ?? 0))
  }

  // MARK: Some jobs

  /// More of everything at a site, for a time.
  mutating func add(gpus more: Int, kW: Double, starts: Int, at site: Int, in window: Range<Int>) {
    let place = problem.sites[site]
    let idle = Double(more) * place.pools[0].idlePowerPerGPU.kilowatts
    for slot in 0..<slots {
      if startRoom[site][slot] < .max { startRoom[site][slot] += starts }
      guard window.contains(slot) else { continue }
      gpus[site][slot] += more
      roomKW[site][slot] += kW / place.cooling.pue - idle
    }
  }

  /// The cheapest way to run some jobs beside others that stay where they are; nil where there is none.
  mutating func cheapest(_ jobs: [Int], beside placed: [Assignment?]) -> Double? {
    chosen = problem.jobs.map { _ in nil }
    ways = problem.jobs.map { _ in [] }
    for (job, assignment) in placed.enumerated() {
      guard let assignment else { continue }
      let way = way(of: problem.jobs[job], assignment)
      chosen[job] = way
      take(way, 1)
    }
    for job in jobs { ways[job] = self.ways(of: problem.jobs[job]) }
    return cheapest(jobs[...])
  }

  private func way(of job: Job, _ assignment: Assignment) -> Way {
    var counts = [Int](repeating: 0, count: slots)
    for (run, gpus) in zip(assignment.runs, assignment.gpus) {
      for slot in run { counts[slot] = gpus }
    }
    return ways(of: job).first {
      $0.site == assignment.site && $0.counts == counts && $0.cap == assignment.powerCap
    }!
  }

  private mutating func cheapest(_ jobs: ArraySlice<Int>) -> Double? {
    guard let job = jobs.first else { return isOrdered ? 0 : nil }
    var least: Double?
    for way in ways[job] where fits(way) {
      take(way, 1)
      chosen[job] = way
      if let rest = cheapest(jobs.dropFirst()) { least = min(least ?? .infinity, way.cost + rest) }
      chosen[job] = nil
      take(way, -1)
    }
    return least
  }

  private var isOrdered: Bool {
    for (index, job) in problem.jobs.enumerated() {
      guard let way = chosen[index] else { continue }
      for name in job.after {
        let other = problem.jobs.firstIndex { $0.id == name }!
        guard let before = chosen[other], before.last < way.first else { return false }
      }
    }
    return true
  }

  private func fits(_ way: Way) -> Bool {
    (way.first...way.last).allSatisfy { slot in
      gpus[way.site][slot] >= way.counts[slot] && roomKW[way.site][slot] >= way.addedKW[slot]
        && startRoom[way.site][slot] >= way.starts[slot]
    }
  }

  private mutating func take(_ way: Way, _ sign: Int) {
    for slot in way.first...way.last {
      gpus[way.site][slot] -= sign * way.counts[slot]
      roomKW[way.site][slot] -= Double(sign) * way.addedKW[slot]
      startRoom[way.site][slot] -= sign * way.starts[slot]
    }
  }
}
