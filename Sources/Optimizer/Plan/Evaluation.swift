import GridPricing

/// What a schedule costs, slot by slot and job by job: the one judge for search and reports.
///
/// With IT power P[t] = base + idle + Σ jobs, facility power is P·PUE; a slot costs its energy at
/// price plus carbon price times intensity. A job is charged for the power that it adds, the rest
/// stays unallocated, and everything adds up to the objective.
public struct Evaluation: Sendable {
  /// What the schedule costs, in the currency of the problem's objective.
  public let objective: PlanDocument.ObjectiveFigures
  /// Energy, emissions and peak of all sites together.
  public let totals: PlanDocument.TotalFigures
  /// By job, in the order of the problem; nil where it does not run.
  public let jobs: [JobFigures?]
  /// By site, in the order of the problem; without shadow prices.
  public let sites: [PlanDocument.SiteEntry]

  /// What one job runs, uses and costs.
  public struct JobFigures: Sendable, Equatable {
    /// One for each run, in order; never empty.
    public var segments: [PlanDocument.Segment]
    /// Facility energy of the power that the job adds to the idle power of its GPUs.
    public var energyKWh = 0.0
    /// Cost of that energy, in the currency of the objective.
    public var energyCost = 0.0
    /// Carbon price times its emissions.
    public var carbonCost = 0.0
    /// Nil where the site has no carbon series.
    public var emissionsKg: Double?
    /// Energy and carbon cost.
    public var cost: Double { energyCost + carbonCost }
    /// When the first run begins.
    public var start: Instant { segments[0].start }
    /// The true end of the last run, which may lie inside a slot.
    public var finish: Instant { segments[segments.count - 1].end }
  }

  /// - Parameter declined: the value of the jobs that the schedule declines.
  /// - Precondition: the schedule has one entry per job, with runs inside the horizon that hold
  ///   exactly the slots that the job needs.
  public init(_ problem: Problem, _ schedule: Schedule, declined: Money = .zero) {
    precondition(
      schedule.assignments.count == problem.jobs.count,
      "a schedule for \(schedule.assignments.count) jobs, the problem has \(problem.jobs.count)")
    var ledgers = problem.sites.indices.map { SiteLedger(problem, site: $0) }
    jobs = zip(problem.jobs, schedule.assignments).map { job, assignment in
      assignment.map { ledgers[$0.site].charge(job, $0) }
    }
    sites = ledgers.map(\.entry)
    var objective = PlanDocument.ObjectiveFigures(currency: problem.objective.currency)
    var totals = PlanDocument.TotalFigures()
    var emissionsKg: Double? = 0
    for ledger in ledgers {
      objective.energyCost += ledger.energyCost
      objective.carbonCost += ledger.carbonCost
      totals.energyMWh += ledger.facilityKWh / 1000
      totals.itEnergyMWh += ledger.itKWh / 1000
      emissionsKg = emissionsKg.flatMap { sum in ledger.emissionsKg.map { sum + $0 } }
    }
    objective.declined = declined.amount
    objective.total = objective.energyCost + objective.carbonCost + objective.declined
    totals.emissionsTonnes = emissionsKg.map { $0 / 1000 }
    totals.pue = totals.itEnergyMWh > 0 ? totals.energyMWh / totals.itEnergyMWh : nil
    let facilityKW = ledgers.map(\.facilityKW)
    totals.peakGridKW =
      (0..<problem.horizon.count).map { slot in facilityKW.reduce(0) { $0 + $1[slot] } }.max() ?? 0
    self.objective = objective
    self.totals = totals
  }
}

/// The books of one site: power per slot, what jobs were charged and what is left.
private struct SiteLedger {
  private let problem: Problem
  private let site: Site
  private let signals: SiteSignals
  private var itKW: [Double]
  private var gpusInUse: [[Int]]
  private var charged = PlanDocument.UnallocatedFigures()

  init(_ problem: Problem, site index: Int) {
    self.problem = problem
    site = problem.sites[index]
    signals = problem.signals[index]
    itKW = signals.fixedKW
    gpusInUse = site.pools.map { _ in [Int](repeating: 0, count: problem.horizon.count) }
    charged.emissionsKg = signals.carbonKgPerKWh == nil ? nil : 0
  }

  /// Enters one job and returns its bill.
  mutating func charge(_ job: Job, _ assignment: Assignment) -> Evaluation.JobFigures {
    let horizon = problem.horizon
    let pool = site.pools[assignment.pool]
    let addedKW = (job.powerPerGPU - pool.idlePowerPerGPU).kilowatts * Double(job.gpus)
    let window = JobWindow(job, on: horizon)
    let restart = (job.preemption?.restartMinutes ?? 0) / Double(horizon.slotMinutes)
    let length = window.snapped(
      window.workSlots + restart * Double(assignment.runs.count - 1))
    let lastFraction = JobWindow.lastFraction(length)
    let slots = assignment.runs.reduce(0) { $0 + $1.count }
    precondition(
      slots == JobWindow.slotCount(length),
      "job \(job.id) holds \(slots) slots and needs \(JobWindow.slotCount(length))")
    let lastSlot = assignment.runs[assignment.runs.count - 1].upperBound - 1
    var bill = Evaluation.JobFigures(segments: [])
    bill.emissionsKg = charged.emissionsKg == nil ? nil : 0
    for run in assignment.runs {
      for slot in run {
        gpusInUse[assignment.pool][slot] += job.gpus
        let kW = slot == lastSlot ? addedKW * lastFraction : addedKW
        itKW[slot] += kW
        let kWh = kW * site.cooling.pue * horizon.slotHours
        bill.energyKWh += kWh
        bill.energyCost += kWh * signals.pricePerKWh[slot]
        if let carbon = signals.carbonKgPerKWh?[slot] {
          bill.emissionsKg! += kWh * carbon
          bill.carbonCost += kWh * carbon * problem.objective.carbonPrice.perKilogram
        }
      }
      let end =
        run.upperBound - 1 == lastSlot
        ? horizon.edge(lastSlot).advanced(byHours: lastFraction * horizon.slotHours)
        : horizon.edge(run.upperBound)
      bill.segments.append(
        PlanDocument.Segment(
          start: horizon.edge(run.lowerBound), end: end, gpus: job.gpus,
          wattsPerGPU: job.powerPerGPU.watts))
    }
    charged.energyKWh += bill.energyKWh
    charged.cost += bill.cost
    if let emissionsKg = bill.emissionsKg { charged.emissionsKg! += emissionsKg }
    return bill
  }

  var facilityKW: [Double] {
    let pue = site.cooling.pue
    return itKW.map { $0 * pue }
  }
  var itKWh: Double { itKW.reduce(0, +) * problem.horizon.slotHours }
  var facilityKWh: Double { itKWh * site.cooling.pue }
  var energyCost: Double { weighted(signals.pricePerKWh) }
  var emissionsKg: Double? { signals.carbonKgPerKWh.map(weighted) }
  var carbonCost: Double { (emissionsKg ?? 0) * problem.objective.carbonPrice.perKilogram }

  /// Facility energy times a signal, summed over the slots.
  private func weighted(_ signal: [Double]) -> Double {
    var sum = 0.0
    for slot in itKW.indices { sum += itKW[slot] * signal[slot] }
    return sum * site.cooling.pue * problem.horizon.slotHours
  }

  var entry: PlanDocument.SiteEntry {
    var rest = PlanDocument.UnallocatedFigures()
    rest.energyKWh = facilityKWh - charged.energyKWh
    rest.cost = energyCost + carbonCost - charged.cost
    rest.emissionsKg = emissionsKg.map { $0 - (charged.emissionsKg ?? 0) }
    var slots = PlanDocument.SlotFigures()
    slots.itKW = itKW
    slots.facilityKW = facilityKW
    slots.gridKW = slots.facilityKW
    let pue = site.cooling.pue
    slots.pue = itKW.map { $0 > 0 ? pue : nil }
    slots.pricePerMWh = signals.pricePerKWh.map { $0 * 1000 }
    slots.carbonGramsPerKWh = signals.carbonKgPerKWh?.map { $0 * 1000 }
    slots.gpusInUse = zip(site.pools, gpusInUse).map {
      PlanDocument.PoolSeries(pool: $0.id, values: $1)
    }
    return PlanDocument.SiteEntry(id: site.id, unallocated: rest, slots: slots)
  }
}
