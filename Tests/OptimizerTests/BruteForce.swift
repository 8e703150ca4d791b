import GridPricing
import Optimizer

/// The optimum of a tiny problem, by trying every set of slots for every job.
///
/// Shares nothing with the optimizer: it reads jobs, sites and series, and applies the rules as they
/// are written down. Exponential; meant for up to four jobs and eight slots.
struct BruteForce {
  /// One way to run one job.
  struct Way {
    var pool: Int
    var site: Int
    var slots: [Int]
    /// kW that it adds in each of the slots.
    var addedKW: [Double]
    var gpus: Int
    var cost: Double
  }

  struct Optimum {
    /// GPU-hours of jobs left out that must run.
    var unplacedHours: Double
    /// With the sites' own load and the value of declined jobs.
    var cost: Double
  }

  private let problem: Problem
  private let slots: Int
  private let slotHours: Double
  /// The site of each pool.
  private var poolSite: [Int] = []
  private var poolIdleKW: [Double] = []
  private var poolID: [String] = []
  private var gpus: [[Int]] = []
  private var roomKW: [[Double]] = []
  /// Currency for one kW of IT power through one slot.
  private var price: [[Double]] = []
  private(set) var baseCost = 0.0
  private var stepsLeft = Int.max

  init(_ problem: Problem) {
    self.problem = problem
    slots = problem.horizon.count
    slotHours = Double(problem.horizon.slotMinutes) / 60
    for (number, site) in problem.sites.enumerated() { read(site, number) }
  }

  private mutating func read(_ site: Site, _ number: Int) {
    guard case .fixedPUE(let pue) = site.cooling else { return }
    var fixed = [Double](repeating: site.itBase.kilowatts, count: slots)
    for pool in site.pools {
      let available = (0..<slots).map { gpuCount(pool, $0) }
      for slot in 0..<slots {
        fixed[slot] += Double(available[slot]) * pool.idlePowerPerGPU.kilowatts
      }
      poolSite.append(number)
      poolIdleKW.append(pool.idlePowerPerGPU.kilowatts)
      poolID.append(pool.id)
      gpus.append(available)
    }
    let carbonPrice = problem.objective.carbonPrice.perKilogram
    price.append(
      (0..<slots).map { slot in
        let perKWh = value(site.price.series, slot)
        let carbon = site.carbon.map { value($0.series, slot) }
        return (perKWh + carbonPrice * (carbon ?? 0)) * pue * slotHours
      })
    roomKW.append(
      (0..<slots).map { slot in
        guard let limit = site.gridLimit?.kilowatts else { return .infinity }
        return (limit + 1e-9 * max(1, limit)) / pue - fixed[slot]
      })
    for slot in 0..<slots { baseCost += price[number][slot] * fixed[slot] }
  }

  /// In the base unit.
  private func value<Dimension>(_ series: Series<Dimension>, _ slot: Int) -> Double {
    if let constant = series.constantValue { return constant }
    let instant = problem.horizon.edge(slot)
    return series.steps.first { $0.start <= instant && instant < $0.end }!.value!
  }

  private func gpuCount(_ pool: GPUPool, _ slot: Int) -> Int {
    let (begin, end) = (problem.horizon.edge(slot), problem.horizon.edge(slot + 1))
    let cuts = pool.availability.filter { $0.start < end && begin < $0.end }
    return cuts.reduce(pool.gpus) { min($0, $1.gpus) }
  }

  // MARK: One job

  /// Every way to run a job when it is alone.
  func ways(of job: Job) -> [Way] {
    var ways: [Way] = []
    for pool in poolID.indices where poolID[pool] == job.pool {
      let site = problem.sites[poolSite[pool]]
      if let allowed = job.sites, !allowed.contains(site.id) { continue }
      if let allowed = job.jurisdictions, !allowed.contains(where: site.jurisdictions.contains) {
        continue
      }
      for held in slotSets(of: job) where held.allSatisfy({ gpus[pool][$0] >= job.gpus }) {
        if let part = lastPart(job, held) { ways.append(priced(job, pool, held, part)) }
      }
    }
    return ways
  }

  /// Every set of slots; only those in a row where the job may not be interrupted.
  private func slotSets(of job: Job) -> [[Int]] {
    if job.preemption == nil {
      return (0..<slots).flatMap { first in (first..<slots).map { Array(first...$0) } }
    }
    return (1..<(1 << slots)).map { set in (0..<slots).filter { set >> $0 & 1 == 1 } }
  }

  /// The used part of the last slot; nil where the job may not run in just these slots.
  private func lastPart(_ job: Job, _ held: [Int]) -> Double? {
    var runs: [Int] = []
    for (index, slot) in held.enumerated() {
      if index > 0, held[index - 1] == slot - 1 {
        runs[runs.count - 1] += 1
      } else {
        runs.append(1)
      }
    }
    let slotMinutes = Double(problem.horizon.slotMinutes)
    var length = job.hours / slotHours
    if runs.count > 1 {
      guard let preemption = job.preemption else { return nil }
      let minimumRun = ceiling(preemption.minimumRunMinutes / slotMinutes)
      if runs.dropLast().contains(where: { $0 < minimumRun }) { return nil }
      length += Double(runs.count - 1) * preemption.restartMinutes / slotMinutes
    }
    guard ceiling(length) == held.count else { return nil }
    let whole = length.rounded()
    if abs(length - whole) < 1e-6 { length = whole }
    let part = length - Double(held.count - 1)
    let start = problem.horizon.edge(held[0])
    if let release = job.release, start < release { return nil }
    let finish =
      Double(problem.horizon.edge(held[held.count - 1]).milliseconds)
      + part * Double(problem.horizon.slotMilliseconds)
    if let deadline = job.deadline, finish > Double(deadline.milliseconds) + 1 { return nil }
    return part
  }

  /// Rounded up, except for a rounding error above a whole number.
  private func ceiling(_ value: Double) -> Int { Int((value - 1e-6).rounded(.up)) }

  private func priced(_ job: Job, _ pool: Int, _ held: [Int], _ part: Double) -> Way {
    let site = poolSite[pool]
    let kW = (job.powerPerGPU.kilowatts - poolIdleKW[pool]) * Double(job.gpus)
    var added = [Double](repeating: kW, count: held.count)
    added[held.count - 1] *= part
    let cost = zip(held, added).reduce(0) { $0 + price[site][$1.0] * $1.1 }
    return Way(
      pool: pool, site: site, slots: held, addedKW: added, gpus: job.gpus, cost: cost)
  }

  // MARK: All jobs

  /// The cheapest plan among those that leave the fewest GPU-hours out.
  mutating func optimum() -> Optimum { optimum(within: .max)! }

  /// The same; nil where that takes more than so many steps.
  mutating func optimum(within steps: Int) -> Optimum? {
    stepsLeft = steps
    var best = Optimum(unplacedHours: .infinity, cost: .infinity)
    let ways = problem.jobs.map { job in
      self.ways(of: job).filter { fits($0) }.sorted { $0.cost < $1.cost }
    }
    tryAll(0, ways, hours: 0, cost: baseCost, &best)
    return stepsLeft > 0 ? best : nil
  }

  private mutating func tryAll(
    _ index: Int, _ ways: [[Way]], hours: Double, cost: Double, _ best: inout Optimum
  ) {
    stepsLeft -= 1
    guard stepsLeft > 0, isHopeful(index, ways, hours, cost, best) else { return }
    guard index < ways.count else {
      best = Optimum(unplacedHours: hours, cost: cost)
      return
    }
    let job = problem.jobs[index]
    for way in ways[index] {
      take(way, 1)
      var left = ways
      for rest in index + 1..<max(index + 1, ways.count) {
        left[rest] = ways[rest].filter { fits($0) }
      }
      tryAll(index + 1, left, hours: hours, cost: cost + way.cost, &best)
      take(way, -1)
    }
    let lost = job.value == nil ? Double(job.gpus) * job.hours : 0
    tryAll(index + 1, ways, hours: hours + lost, cost: cost + (job.value?.amount ?? 0), &best)
  }

  /// Whether the remaining jobs, each alone at its best among what still fits, beat the best plan.
  private func isHopeful(
    _ index: Int, _ ways: [[Way]], _ hours: Double, _ cost: Double, _ best: Optimum
  ) -> Bool {
    let rest = index..<ways.count
    let leastHours = rest.reduce(hours) {
      let job = problem.jobs[$1]
      return ways[$1].isEmpty && job.value == nil ? $0 + Double(job.gpus) * job.hours : $0
    }
    if leastHours < best.unplacedHours - 1e-9 { return true }
    // No more job may stay out than those without a place.
    let leastCost = rest.reduce(cost) {
      let cheapest = ways[$1].first?.cost ?? .infinity
      let least = min(cheapest, problem.jobs[$1].value?.amount ?? .infinity)
      return $0 + (least.isFinite ? least : 0)
    }
    return leastHours < best.unplacedHours + 1e-9 && leastCost < best.cost
  }

  private mutating func take(_ way: Way, _ sign: Int) {
    for (slot, kW) in zip(way.slots, way.addedKW) {
      gpus[way.pool][slot] -= sign * way.gpus
      roomKW[way.site][slot] -= Double(sign) * kW
    }
  }

  private func fits(_ way: Way) -> Bool {
    zip(way.slots, way.addedKW).allSatisfy { slot, kW in
      gpus[way.pool][slot] >= way.gpus && roomKW[way.site][slot] >= kW
    }
  }
}
