import GridPricing

/// How a job may run, from when on and at what cost of its own, as the verifier reads it.
struct JobFacts {
  /// GPU counts, first the one that the job's hours hold at.
  let counts: [Count]
  /// What a running GPU may draw, first full power.
  let caps: [Cap]
  /// Whether the count may change from slot to slot.
  let isResizable: Bool
  /// Hours of running without work after each change of the count, and after each resumption.
  let resizeHours: Double
  let restartHours: Double
  /// Work that is left, in hours at the first count and full power.
  let workHours: Double
  let lateness: Lateness
  let isRunning: Bool
  /// By site: the first slot whose start is neither before the release nor before the input is there.
  let firstSlots: [Int]
  /// By site: what moving the input there costs.
  let transferCosts: [Double]
  /// The deadline in slots; may lie inside one.
  let deadline: Double
  /// The numbers of the jobs that must finish before.
  let predecessors: [Int]

  /// GPUs held together, and the speed relative to the first count.
  struct Count: Equatable {
    let gpus: Int
    let speed: Double
  }

  /// Watts of a running GPU, and the speed relative to full power.
  struct Cap: Equatable {
    let watts: Double
    let speed: Double
  }

  init(
    _ job: Job, sites: [SiteFacts], horizon: Horizon, transfers: Transfers, numbers: [String: Int]
  ) {
    counts =
      job.scaling.map { zip($0.gpus, $0.speed).map { Count(gpus: $0, speed: $1) } }
      ?? [Count(gpus: job.gpus, speed: 1)]
    caps =
      [Cap(watts: job.powerPerGPU.watts, speed: 1)]
      + job.powerCaps.map { Cap(watts: $0.powerPerGPU.watts, speed: $0.speed) }
    isResizable = job.scaling?.isResizable ?? false
    resizeHours = (job.scaling?.resizeMinutes ?? 0) / 60
    restartHours = (job.preemption?.restartMinutes ?? 0) / 60
    workHours = job.running?.remainingHours ?? job.hours
    lateness = Lateness(job, on: horizon)
    isRunning = job.running != nil
    let input = InputTransfer(job, transfers)
    firstSlots = sites.indices.map { input.firstSlot(of: job, at: sites[$0].id, on: horizon) }
    transferCosts = sites.indices.map { input.cost(at: sites[$0].id, sites[$0].costPerKWh) }
    let last = max(horizon.start, min(job.deadline ?? horizon.end, horizon.end))
    deadline =
      Double(last.milliseconds - horizon.start.milliseconds) / Double(horizon.slotMilliseconds)
    predecessors = job.after.isEmpty ? [] : Set(job.after).compactMap { numbers[$0] }.sorted()
  }

  /// The largest speed with at most so many GPUs; nil where no count is that small.
  func largestSpeed(gpus: Int) -> Double? {
    let fitting = counts.filter { $0.gpus <= gpus }.map(\.speed).max()
    return fitting.map { speed in speed * (caps.map(\.speed).max() ?? 1) }
  }
}

/// What finishing late costs.
struct Lateness {
  /// In slots since the start of the horizon; infinite where the job is never late.
  private let due: Double
  /// Currency for each slot length.
  private let perSlot: Double
  /// A length may be taken as whole by so many slots.
  private let uncertainty: Double

  init(_ job: Job, on horizon: Horizon) {
    due =
      job.due.map {
        (Double($0.milliseconds) - Double(horizon.start.milliseconds))
          / Double(horizon.slotMilliseconds)
      } ?? .infinity
    perSlot = (job.latenessCostPerHour?.amount ?? 0) * horizon.slotHours
    uncertainty = Tolerance.lengthMilliseconds / Double(horizon.slotMilliseconds)
  }

  var mayOccur: Bool { perSlot > 0 && due < .infinity }

  /// - Parameter finish: in slots since the start of the horizon.
  func cost(finish: Double) -> Double { perSlot * max(0, finish - due) }

  /// The part of a slot that is over before the job is late.
  func partOnTime(of slot: Int) -> Double { min(1, max(0, due - Double(slot))) }

  /// The cost, as uncertain as the rounding of a running time makes it.
  func tally(finish: Double) -> Tally {
    var tally = Tally(cost(finish: finish))
    if finish > due - uncertainty {
      tally.magnitude += perSlot * uncertainty / Tolerance.relative
    }
    return tally
  }
}

/// The move of a job's input to another site than its home.
private struct InputTransfer {
  let home: String?
  let inputGB: Double
  let transfers: Transfers

  init(_ job: Job, _ transfers: Transfers) {
    // What runs already stays where it is.
    home = job.running == nil ? job.homeSite : nil
    inputGB = job.inputGB
    self.transfers = transfers
  }

  private func isNeeded(at site: String) -> Bool {
    home != nil && home != site && inputGB > 0
  }

  /// The network's energy is priced at the mean of what the destination pays.
  func cost(at site: String, _ costPerKWh: [Double]) -> Double {
    guard isNeeded(at: site) else { return 0 }
    let perKWh = costPerKWh.reduce(0, +) / Double(costPerKWh.count)
    return inputGB * (transfers.costPerGB.amount + transfers.kWhPerGB * perKWh)
  }

  func firstSlot(of job: Job, at site: String, on horizon: Horizon) -> Int {
    let release = job.running == nil ? job.release ?? horizon.start : horizon.start
    var milliseconds = Double(max(release, horizon.start).milliseconds - horizon.start.milliseconds)
    if isNeeded(at: site), let rate = transfers.gigabitsPerSecond {
      milliseconds += (inputGB * 8 / rate * 1000).rounded()
    }
    let slots = (milliseconds / Double(horizon.slotMilliseconds)).rounded(.up)
    return slots < Double(horizon.count) ? Int(slots) : horizon.count
  }
}
