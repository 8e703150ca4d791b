import GridPricing

/// What one job holds and draws at its place.
struct JobLoad {
  let site: Int
  let pool: Int
  let runs: [JobRun]
  /// Currency for finishing after the job is due.
  let latenessCost: Double
  /// The last slot, which may be used in part, and the part.
  private let lastSlot: Int
  private let lastFraction: Double
  private let wattsPerGPU: Double

  /// - Precondition: the runs hold exactly the slots that the job needs.
  init(_ job: Job, _ assignment: Assignment, in problem: Problem) {
    let horizon = problem.horizon
    let gpus = assignment.gpus
    let first = gpus.first ?? job.gpus
    guard let point = job.operatingPoint(gpus: first, powerCap: assignment.powerCap) else {
      preconditionFailure("job \(job.id) runs at no operating point of its own")
    }
    let idlePower = problem.sites[assignment.site].pools[assignment.pool].idlePowerPerGPU
    site = assignment.site
    pool = assignment.pool
    runs = assignment.runs.enumerated().map { number, run in
      let gpus = gpus.isEmpty ? first : gpus[number]
      return JobRun(
        slots: run, gpus: gpus,
        addedKW: (point.powerPerGPU - idlePower).kilowatts * Double(gpus))
    }
    lastSlot = assignment.runs[assignment.runs.count - 1].upperBound - 1
    guard let part = assignment.lastFraction(of: job, on: horizon) else {
      preconditionFailure("job \(job.id) runs for another time than it needs")
    }
    lastFraction = part
    wattsPerGPU = point.powerPerGPU.watts
    let due = job.due ?? horizon.end
    let lateHours = due.hours(to: horizon.edge(lastSlot)) + lastFraction * horizon.slotHours
    latenessCost = (job.latenessCostPerHour?.amount ?? 0) * max(0, lateHours)
  }

  /// Calls `body` with each slot and the IT power that the job adds in it, kW.
  @inline(__always)
  func forEachSlot(_ body: (_ slot: Int, _ addedKW: Double) -> Void) {
    for run in runs {
      for slot in run.slots {
        body(slot, slot == lastSlot ? run.addedKW * lastFraction : run.addedKW)
      }
    }
  }

  func segments(on horizon: Horizon) -> [PlanDocument.Segment] {
    runs.map { run in
      let end =
        run.slots.upperBound - 1 == lastSlot
        ? horizon.edge(lastSlot).advanced(byHours: lastFraction * horizon.slotHours)
        : horizon.edge(run.slots.upperBound)
      return PlanDocument.Segment(
        start: horizon.edge(run.slots.lowerBound), end: end, gpus: run.gpus,
        wattsPerGPU: wattsPerGPU)
    }
  }
}

extension Assignment {
  /// The used part of the last slot; nil where the runs hold other slots than the job needs.
  ///
  /// - Precondition: the runs are in order, none is empty, and the job has a point for each count.
  func lastFraction(of job: Job, on horizon: Horizon) -> Double? {
    func speed(_ gpus: Int) -> Double {
      job.operatingPoint(gpus: gpus, powerCap: powerCap)?.speed ?? 0
    }
    let first = gpus.first ?? job.gpus
    return gpus.allSatisfy { $0 == first }
      ? lastFraction(of: job, speed: speed(first), on: horizon)
      : lastFraction(of: job, gpus, gpus.map(speed), on: horizon)
  }

  /// With one count throughout.
  private func lastFraction(of job: Job, speed: Double, on horizon: Horizon) -> Double? {
    let window = JobWindow(job, on: horizon, speed: speed)
    let restart = (job.preemption?.restartMinutes ?? 0) / Double(horizon.slotMinutes)
    let isResumed = job.running != nil && runs[0].lowerBound > 0
    let length = window.snapped(
      window.workSlots + restart * Double(runs.count - (isResumed ? 0 : 1)))
    let slots = runs.reduce(0) { $0 + $1.count }
    return slots == JobWindow.slotCount(length) ? JobWindow.lastFraction(length) : nil
  }

  /// Where the count changes: each run first works off what restarts and changes so far owe.
  private func lastFraction(
    of job: Job, _ counts: [Int], _ speeds: [Double], on horizon: Horizon
  ) -> Double? {
    let restart = (job.preemption?.restartMinutes ?? 0) / Double(horizon.slotMinutes)
    let resize = (job.scaling?.resizeMinutes ?? 0) / Double(horizon.slotMinutes)
    var missing = job.workHours / horizon.slotHours
    var owed = 0.0
    var end = job.running == nil ? runs[0].lowerBound : 0
    for (number, run) in runs.enumerated() {
      if run.lowerBound > end { owed += restart }
      if number > 0, counts[number] != counts[number - 1] { owed += resize }
      end = run.upperBound
      let length = Double(run.count)
      if number == runs.count - 1 {
        let part = owed + missing / speeds[number] - (length - 1)
        return part > 0 && part < 1 + 1e-6 ? min(1, part) : nil
      }
      missing -= max(0, length - owed) * speeds[number]
      owed = max(0, owed - length)
    }
    return nil
  }
}

/// A run of a job with one GPU count.
struct JobRun {
  let slots: Range<Int>
  let gpus: Int
  /// IT power added to the idle power of its GPUs.
  let addedKW: Double
}

/// What all jobs of a site hold and draw, slot by slot.
struct SiteLoad {
  /// Base, idle GPUs and jobs, with GPUs at their reference temperature.
  private(set) var itReferenceKW: [Double]
  /// By pool and slot.
  private(set) var gpusInUse: [[Int]]

  init(_ problem: Problem, site: Int) {
    itReferenceKW = problem.signals[site].fixedKW
    gpusInUse = problem.sites[site].pools.map { _ in
      [Int](repeating: 0, count: problem.horizon.count)
    }
  }

  mutating func add(_ load: JobLoad) {
    load.forEachSlot { slot, addedKW in itReferenceKW[slot] += addedKW }
    for run in load.runs {
      for slot in run.slots { gpusInUse[load.pool][slot] += run.gpus }
    }
  }
}
