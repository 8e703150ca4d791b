import GridPricing

/// What one job holds and draws at its place.
struct JobLoad {
  let site: Int
  let pool: Int
  let gpus: Int
  let runs: [Range<Int>]
  /// The last slot, which may be used in part, and the part.
  private let lastSlot: Int
  private let lastFraction: Double
  /// IT power added to the idle power of its GPUs.
  private let addedKW: Double
  private let wattsPerGPU: Double

  /// - Precondition: the runs hold exactly the slots that the job needs.
  init(_ job: Job, _ assignment: Assignment, in problem: Problem) {
    let horizon = problem.horizon
    let window = JobWindow(job, on: horizon)
    let restart = (job.preemption?.restartMinutes ?? 0) / Double(horizon.slotMinutes)
    let length = window.snapped(
      window.workSlots + restart * Double(assignment.runs.count - 1))
    let slots = assignment.runs.reduce(0) { $0 + $1.count }
    precondition(
      slots == JobWindow.slotCount(length),
      "job \(job.id) holds \(slots) slots and needs \(JobWindow.slotCount(length))")
    let idlePower = problem.sites[assignment.site].pools[assignment.pool].idlePowerPerGPU
    site = assignment.site
    pool = assignment.pool
    gpus = job.gpus
    runs = assignment.runs
    lastSlot = assignment.runs[assignment.runs.count - 1].upperBound - 1
    lastFraction = JobWindow.lastFraction(length)
    addedKW = (job.powerPerGPU - idlePower).kilowatts * Double(job.gpus)
    wattsPerGPU = job.powerPerGPU.watts
  }

  /// Calls `body` with each slot and the IT power that the job adds in it, kW.
  @inline(__always)
  func forEachSlot(_ body: (_ slot: Int, _ addedKW: Double) -> Void) {
    for run in runs {
      for slot in run { body(slot, slot == lastSlot ? addedKW * lastFraction : addedKW) }
    }
  }

  func segments(on horizon: Horizon) -> [PlanDocument.Segment] {
    runs.map { run in
      let end =
        run.upperBound - 1 == lastSlot
        ? horizon.edge(lastSlot).advanced(byHours: lastFraction * horizon.slotHours)
        : horizon.edge(run.upperBound)
      return PlanDocument.Segment(
        start: horizon.edge(run.lowerBound), end: end, gpus: gpus, wattsPerGPU: wattsPerGPU)
    }
  }
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
    load.forEachSlot { slot, addedKW in
      gpusInUse[load.pool][slot] += load.gpus
      itReferenceKW[slot] += addedKW
    }
  }
}
