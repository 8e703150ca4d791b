import GridPricing

@testable import Optimizer

/// Problems of a few hour-long slots that begin at midnight, put together in one line.
enum TinyProblem {
  static let start = Instant(iso8601: "2026-01-12T00:00:00Z")!

  static func hour(_ hours: Double) -> Instant { start.advanced(byHours: hours) }

  /// Prices per MWh, one per slot; carbon in g/kWh.
  static func site(
    _ id: String = "fra1", prices: [Double], carbon: [Double]? = nil, gpus: Int = 8,
    availability: [GPUPool.Availability] = [], idleWatts: Double = 0, baseKW: Double = 0,
    limitKW: Double? = nil, pool: String = "h200"
  ) -> Site {
    Site(
      id: id,
      price: PriceSeries(currency: "EUR", start: start, stepMinutes: 60, perMWh: prices),
      carbon: carbon.map {
        CarbonIntensitySeries(start: start, stepMinutes: 60, gramsPerKWh: $0)
      },
      pools: [
        GPUPool(
          id: pool, gpus: gpus, idlePowerPerGPU: .watts(idleWatts), availability: availability)
      ], itBase: .kilowatts(baseKW), gridLimit: limitKW.map { .kilowatts($0) })
  }

  /// A job of 1 kW per GPU; release and deadline in hours from the start.
  static func job(
    _ id: String, gpus: Int = 8, hours: Double, release: Double? = nil, deadline: Double? = nil,
    value: Double? = nil, preemption: Preemption? = nil, sites: [String]? = nil, kW: Double = 1,
    after: [String] = []
  ) -> Job {
    Job(
      id: id, pool: "h200", gpus: gpus, hours: hours, powerPerGPU: .kilowatts(kW),
      release: release.map(hour), deadline: deadline.map(hour),
      value: value.map { .amount($0) }, preemption: preemption, sites: sites, after: after)
  }

  static func problem(_ jobs: [Job], _ sites: Site..., slots: Int) throws -> Problem {
    try Problem(
      jobs: jobs, sites: sites, horizon: Horizon(start: start, slotMinutes: 60, count: slots))
  }

  /// Jobs of one GPU of so many hours each, each after the one before, on a site with that GPU.
  static func chain(
    _ hours: [Int], preemption: Preemption? = nil, slots: Int
  ) throws -> CompiledProblem {
    try chain(hours, preemption: preemption, prices: [Double](repeating: 100, count: slots))
  }

  /// The same at given prices.
  ///
  /// - Parameter values: of the jobs that need not run, by their position.
  static func chain(
    _ hours: [Int], values: [Int: Double] = [:], preemption: Preemption? = nil, prices: [Double]
  ) throws -> CompiledProblem {
    let jobs = hours.enumerated().map { number, hours in
      job(
        "job-\(number)", gpus: 1, hours: Double(hours), value: values[number],
        preemption: preemption, after: number == 0 ? [] : ["job-\(number - 1)"])
    }
    return try problem(jobs, site(prices: prices, gpus: 1), slots: prices.count).compiled
  }

  // MARK: Random

  /// A problem of one or two sites with everything that a schedule has to keep: availability,
  /// limits, partial last slots, jobs of every kind.
  static func random(
    _ random: inout RandomSource, slots: Int = 12, jobs count: Int = 8, tight: Bool = false
  ) throws -> Problem {
    let sites = (0..<1 + random.below(2)).map { number in
      let isLimited = random.below(2) == 0
      let outage = Double(random.below(slots - 1))
      return site(
        "site\(number)", prices: (0..<slots).map { _ in Double(random.below(12)) * 10 - 10 },
        carbon: (0..<slots).map { _ in Double(random.below(10)) * 50 }, gpus: 4 + random.below(5),
        availability: random.below(2) == 0
          ? [.init(start: hour(outage), end: hour(outage + 1.5), gpus: random.below(4))] : [],
        idleWatts: 100, baseKW: 1, limitKW: isLimited ? 4 + random.unit() * 3 : nil)
    }
    let jobs = (0..<count).map { number in
      let hours = random.below(2) == 0 ? Double(1 + random.below(4)) : 0.3 + random.unit() * 3
      let release = Double(random.below(slots - 4))
      let slack = Double(random.below(tight ? 3 : 8)) + (random.below(3) == 0 ? 0.5 : 0)
      let kinds: [Preemption?] = [
        nil, nil, Preemption(),
        Preemption(
          minimumRunMinutes: Double(random.below(3)) * 60,
          restartMinutes: Double(random.below(3)) * 20),
      ]
      return job(
        "job\(number)", gpus: 1 + random.below(4), hours: hours,
        release: random.below(4) == 0 ? nil : release,
        deadline: random.below(4) == 0
          ? nil : min(release + hours.rounded(.up) + slack, Double(slots)),
        preemption: kinds[random.below(kinds.count)])
    }
    return try Problem(
      jobs: jobs, sites: sites, horizon: Horizon(start: start, slotMinutes: 60, count: slots))
  }

  // MARK: Checks

  /// What a schedule breaks besides deadlines, in words; computed from the problem's public parts.
  static func violations(_ schedule: Schedule, _ problem: Problem) -> [String] {
    let slots = problem.horizon.count
    var broken: [String] = []
    for (number, site) in problem.sites.enumerated() {
      var kW = [Double](repeating: site.itBase.kilowatts, count: slots)
      for (index, pool) in site.pools.enumerated() {
        let available = pool.capacity(on: problem.horizon)
        var held = [Int](repeating: 0, count: slots)
        for slot in 0..<slots {
          kW[slot] += Double(available[slot]) * pool.idlePowerPerGPU.kilowatts
        }
        for (job, assignment) in zip(problem.jobs, schedule.assignments) {
          guard let assignment, assignment.site == number, assignment.pool == index else {
            continue
          }
          let last = assignment.runs.last!.upperBound - 1
          let part = JobWindow.lastFraction(length(job, assignment, problem))
          for slot in assignment.runs.joined() {
            held[slot] += job.gpus
            kW[slot] +=
              (slot == last ? part : 1) * Double(job.gpus)
              * (job.powerPerGPU - pool.idlePowerPerGPU).kilowatts
          }
        }
        for slot in 0..<slots where held[slot] > available[slot] {
          broken.append("pool \(pool.id) at \(site.id) in slot \(slot)")
        }
      }
      for slot in 0..<slots {
        if let limit = site.gridLimit, kW[slot] * site.cooling.pue > limit.kilowatts + 1e-6 {
          broken.append("limit of \(site.id) in slot \(slot)")
        }
      }
    }
    for (job, assignment) in zip(problem.jobs, schedule.assignments) {
      guard let assignment else { continue }
      if let flaw = flaw(job, assignment, problem) { broken.append("\(job.id): \(flaw)") }
    }
    return broken
  }

  private static func length(_ job: Job, _ assignment: Assignment, _ problem: Problem) -> Double {
    let restart = (job.preemption?.restartMinutes ?? 0) / Double(problem.horizon.slotMinutes)
    return JobWindow(job, on: problem.horizon).snapped(
      job.hours / problem.horizon.slotHours + restart * Double(assignment.runs.count - 1))
  }

  private static func flaw(_ job: Job, _ assignment: Assignment, _ problem: Problem) -> String? {
    let runs = assignment.runs
    let length = length(job, assignment, problem)
    if runs.reduce(0, { $0 + $1.count }) != JobWindow.slotCount(length) { return "work" }
    if problem.horizon.edge(runs[0].lowerBound) < job.release ?? start { return "release" }
    if zip(runs, runs.dropFirst()).contains(where: { $0.upperBound >= $1.lowerBound }) {
      return "runs touch"
    }
    if runs.count > 1, job.preemption == nil { return "interrupted" }
    let minimum = (job.preemption?.minimumRunMinutes ?? 0) / Double(problem.horizon.slotMinutes)
    if runs.dropLast().contains(where: { Double($0.count) < minimum - 1e-6 }) { return "short run" }
    return nil
  }

  /// Whether the job ends after its deadline.
  static func isLate(_ job: Job, _ assignment: Assignment, _ problem: Problem) -> Bool {
    let last = assignment.runs.last!.upperBound - 1
    let part = JobWindow.lastFraction(length(job, assignment, problem))
    let finish = problem.horizon.edge(last).advanced(byHours: part * problem.horizon.slotHours)
    return finish.milliseconds > (job.deadline ?? problem.horizon.end).milliseconds + 10
  }
}
