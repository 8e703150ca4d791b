import GridPricing

/// A plan as it is written and read: `plan.json`, field by field.
///
/// Optional fields are left out of the document where they are nil. Units stand in the names of
/// the fields, as in the document.
public struct PlanDocument: Sendable, Equatable {
  /// Semantic version of the schema; readers accept their own major version.
  public var schemaVersion = "1.0"
  public var generator: Generator
  /// What flags changed in the scenario.
  public var settings: Settings
  public var status: PlanStatus
  /// Why the search ended.
  public var stop: StopReason
  public var horizon: Horizon
  public var objective: ObjectiveFigures
  /// Absent from partial and infeasible plans.
  public var bound: BoundFigures?
  /// Energy, emissions and peak of all sites together.
  public var totals: TotalFigures
  /// What would happen without a planner.
  public var baseline: BaselineFigures?
  /// Against the baseline; absent where jobs of the baseline end beyond the horizon and from plans that
  /// are not whole.
  public var savings: SavingFigures?
  /// In the order of the scenario.
  public var jobs: [JobEntry]
  /// In the order of the scenario.
  public var sites: [SiteEntry]
  /// The files that the plan rests on.
  public var provenance: [ProvenanceEntry]
  public var warnings: [Warning]

  public init(
    generator: Generator, settings: Settings, status: PlanStatus, stop: StopReason,
    horizon: Horizon, objective: ObjectiveFigures, bound: BoundFigures?, totals: TotalFigures,
    baseline: BaselineFigures?, savings: SavingFigures?, jobs: [JobEntry], sites: [SiteEntry],
    provenance: [ProvenanceEntry], warnings: [Warning]
  ) {
    self.generator = generator
    self.settings = settings
    self.status = status
    self.stop = stop
    self.horizon = horizon
    self.objective = objective
    self.bound = bound
    self.totals = totals
    self.baseline = baseline
    self.savings = savings
    self.jobs = jobs
    self.sites = sites
    self.provenance = provenance
    self.warnings = warnings
  }
}

/// How good a plan is known to be.
public enum PlanStatus: String, Sendable, CaseIterable {
  /// The gap is at most 1e-6.
  case optimal
  /// Every job that must run is placed; says nothing of how good the plan is: the gap does.
  case feasible
  /// Some jobs that must run could not be placed; does not prove that they cannot be.
  case partial
  /// Base and idle load alone exceed a limit.
  case infeasible
}

/// Why the search ended.
public enum StopReason: String, Sendable, CaseIterable {
  case proven, gap, work, time, interrupted
}

/// What the bound rests on.
public enum Proof: String, Sendable, CaseIterable {
  /// The shadow prices in the plan, which anyone can check.
  case prices
  /// Exhaustive search on top of them; claimed, not checkable from the plan.
  case search
}

extension PlanDocument {
  /// The program that wrote the plan, and the seed of its search.
  public struct Generator: Sendable, Equatable {
    public var name = "optimize-cli"
    public var version: String
    public var seed: Int
    public init(version: String, seed: Int) {
      self.version = version
      self.seed = seed
    }
  }

  /// Whatever flags changed in the problem; nil where the scenario's own value holds.
  public struct Settings: Sendable, Equatable {
    public var carbonPricePerTonne: Double?
    public var gapFill: GapRule?
    public init(carbonPricePerTonne: Double? = nil, gapFill: GapRule? = nil) {
      self.carbonPricePerTonne = carbonPricePerTonne
      self.gapFill = gapFill
    }
  }

  /// Amounts in `currency`; they add up to `total`.
  public struct ObjectiveFigures: Sendable, Equatable {
    public var currency: String
    public var total = 0.0
    public var energyCost = 0.0
    public var carbonCost = 0.0
    /// Demand charges, beyond the peaks that are already paid for.
    public var demandCost = 0.0
    /// Wear of batteries.
    public var cyclingCost = 0.0
    /// Water that cooling takes.
    public var waterCost = 0.0
    /// Jobs that finish after they are due.
    public var latenessCost = 0.0
    /// Input moved from home sites.
    public var transferCost = 0.0
    /// The values of the jobs that were declined.
    public var declined = 0.0
    public init(currency: String) { self.currency = currency }
  }

  /// What no plan undercuts, and how far from it this one is at most; amounts in the currency of the
  /// objective.
  public struct BoundFigures: Sendable, Equatable {
    /// No plan costs less.
    public var lower: Double
    /// (total − lower) / max(|total|, |lower|); nil where both are negligible.
    public var gap: Double?
    /// total − lower.
    public var absoluteGap: Double
    /// The same difference over what the jobs can change.
    public var variableGap: Double?
    /// What `lower` rests on.
    public var proof: Proof
    /// The bound that the shadow prices prove.
    public var pricesLower: Double
    public init(
      lower: Double, gap: Double?, absoluteGap: Double, variableGap: Double?, proof: Proof,
      pricesLower: Double
    ) {
      self.lower = lower
      self.gap = gap
      self.absoluteGap = absoluteGap
      self.variableGap = variableGap
      self.proof = proof
      self.pricesLower = pricesLower
    }
  }

  /// Energy, emissions and peak of all sites together.
  public struct TotalFigures: Sendable, Equatable {
    /// Of the facilities, cooling and losses included.
    public var energyMWh = 0.0
    /// Of the IT equipment alone, leakage included.
    public var itEnergyMWh = 0.0
    /// Of pumps, fans and chillers; absent without a liquid-cooled site.
    public var coolingEnergyMWh: Double?
    /// Absent where a site has no carbon series.
    public var emissionsTonnes: Double?
    /// Absent without a liquid-cooled site.
    public var waterM3: Double?
    /// Facility over IT energy; nil without IT energy.
    public var pue: Double?
    /// Facility energy over what the IT equipment would draw at its reference temperature: unlike `pue`
    /// it does not fall when leakage rises.
    public var pueReference: Double?
    /// The highest sum of grid imports over the sites in one slot.
    public var peakGridKW = 0.0
    /// Share of the consumption that solar power of the sites serves; absent without any.
    public var carbonFreeFraction: Double?
    public init() {}
  }

  /// What the run-now policy would cost; jobs that it leaves beyond the horizon do not count.
  public struct BaselineFigures: Sendable, Equatable {
    public var policy = "run-now"
    /// Jobs that it ends after their deadline, those beyond the horizon included.
    public var lateJobs: Int
    public var objective: ObjectiveFigures
    public var totals: TotalFigures
    public init(lateJobs: Int, objective: ObjectiveFigures, totals: TotalFigures) {
      self.lateJobs = lateJobs
      self.objective = objective
      self.totals = totals
    }
  }

  /// What the plan saves against the baseline, in percent of the baseline.
  public struct SavingFigures: Sendable, Equatable {
    public var costPercent: Double?
    public var emissionsPercent: Double?
    public var energyPercent: Double?
    public init(costPercent: Double?, emissionsPercent: Double?, energyPercent: Double?) {
      self.costPercent = costPercent
      self.emissionsPercent = emissionsPercent
      self.energyPercent = energyPercent
    }
  }

  /// What became of a job: it runs, it must run and has no place, or its value does not pay for it.
  public enum JobStatus: String, Sendable, CaseIterable {
    case scheduled, unscheduled, declined
  }

  /// One uninterrupted stretch of a job at constant GPU count and power.
  public struct Segment: Sendable, Equatable {
    public var start: Instant
    /// The true end; the last segment of a job may end inside a slot.
    public var end: Instant
    /// GPUs held.
    public var gpus: Int
    /// Mean IT power per GPU while running.
    public var wattsPerGPU: Double
    public init(start: Instant, end: Instant, gpus: Int, wattsPerGPU: Double) {
      self.start = start
      self.end = end
      self.gpus = gpus
      self.wattsPerGPU = wattsPerGPU
    }
  }

  /// Where and when one job runs, and what for. Everything from `site` to `emissionsKg` is absent where
  /// it does not run.
  public struct JobEntry: Sendable, Equatable {
    public var id: String
    public var status: JobStatus
    public var site: String?
    public var pool: String
    public var segments: [Segment] = []
    /// The true end of the last segment.
    public var finish: Instant?
    /// Hours between finish and deadline.
    public var slackHours: Double?
    /// Its share of the facility energy, by the power that it adds to the idle power of its GPUs.
    public var energyKWh: Double?
    /// Its share of energy and carbon cost, less that of the income from export.
    public var cost: Double?
    public var emissionsKg: Double?
    /// As `cost`, in the baseline; nil where the job has no place there.
    public var runNowCost: Double?
    /// As `emissionsKg`, in the baseline.
    public var runNowEmissionsKg: Double?
    /// One line on why it stands where it does, or what is missing.
    public var reason: String?
    public init(id: String, status: JobStatus, pool: String) {
      self.id = id
      self.status = status
      self.pool = pool
    }
  }

  /// The figures of one site.
  public struct SiteEntry: Sendable, Equatable {
    public var id: String
    public var unallocated: UnallocatedFigures
    public var slots: SlotFigures
    /// Absent from partial and infeasible plans.
    public var shadowPrices: ShadowPrices?
    public init(id: String, unallocated: UnallocatedFigures, slots: SlotFigures) {
      self.id = id
      self.unallocated = unallocated
      self.slots = slots
    }
  }

  /// The share of a site's energy, cost and emissions that no job bears: of base load and idle GPUs, and
  /// demand charges, wear and water.
  public struct UnallocatedFigures: Sendable, Equatable {
    public var energyKWh = 0.0
    public var cost = 0.0
    public var emissionsKg: Double?
    public init() {}
  }

  /// One value per slot in every array.
  public struct SlotFigures: Sendable, Equatable {
    /// Mean IT power: base, idle GPUs and jobs, with leakage at the actual temperature.
    public var itKW: [Double] = []
    /// The same at the reference temperature of the GPUs: the sum of their watts.
    public var itReferenceKW: [Double] = []
    /// Pumps, fans and chillers; absent, as all that follows from it, without liquid cooling.
    public var coolingKW: [Double]?
    public var conversionLossKW: [Double]?
    /// IT power, cooling and losses.
    public var facilityKW: [Double] = []
    /// What the panels could give.
    public var solarKW: [Double]?
    /// What of it is not used.
    public var curtailedKW: [Double]?
    /// Positive when charging.
    public var batteryKW: [Double]?
    /// At the end of the slot.
    public var batteryKWh: [Double]?
    /// Heat; positive when charging.
    public var storageKWThermal: [Double]?
    /// At the end of the slot.
    public var storageKWhThermal: [Double]?
    /// Import from the grid, negative for export.
    public var gridKW: [Double] = []
    /// Facility over IT power; nil in slots without IT power.
    public var pue: [Double?] = []
    /// Set point of the facility supply.
    public var supplyC: [Double]?
    /// GPU temperature in the steady state.
    public var gpuC: [Double]?
    /// The largest IT power that the plant can cool, at the reference temperature.
    public var headroomKW: [Double]?
    public var waterLPerHour: [Double]?
    /// Price and adders of imported energy, in the currency of the objective.
    public var pricePerMWh: [Double] = []
    /// Absent where the site has no carbon series.
    public var carbonGramsPerKWh: [Double]?
    /// GPUs that jobs hold, by pool in the order of the scenario.
    public var gpusInUse: [PoolSeries<Int>] = []
    public init() {}
  }

  /// One value per slot for a pool.
  public struct PoolSeries<Value: Sendable & Equatable>: Sendable, Equatable {
    /// The id of the pool.
    public var pool: String
    public var values: [Value]
    public init(pool: String, values: [Value]) {
      self.pool = pool
      self.values = values
    }
  }

  /// One value per slot for a demand charge.
  public struct ChargeSeries: Sendable, Equatable {
    /// The name of the demand charge.
    public var charge: String
    public var values: [Double]
    public init(charge: String, values: [Double]) {
      self.charge = charge
      self.values = values
    }
  }

  /// The prices that prove the bound, one value per slot.
  public struct ShadowPrices: Sendable, Equatable {
    /// Currency per MWh of IT power at the reference temperature.
    public var energyPerMWh: [Double]
    /// Currency per GPU and hour, by pool in the order of the scenario; never negative.
    public var gpuHour: [PoolSeries<Double>]
    /// What one more kW of the mean import over a metering interval costs, shared equally among its
    /// slots; by demand charge in the order of the scenario.
    public var demandPerKW: [ChargeSeries] = []
    /// What a stored MWh is worth at the end of the slot.
    public var batteryPerMWh: [Double]?
    /// What a MWh of stored cold is worth at the end of the slot.
    public var storagePerMWhThermal: [Double]?
    /// For the change of the grid power from the slot before; zero in the first slot.
    public var rampPerKW: [Double]?
    public init(energyPerMWh: [Double], gpuHour: [PoolSeries<Double>]) {
      self.energyPerMWh = energyPerMWh
      self.gpuHour = gpuHour
    }
  }

  /// One file that the plan rests on, and what was read from it.
  public struct ProvenanceEntry: Sendable, Equatable {
    /// `scenario`, `jobs`, `price`, `carbon`, `weather` or `solar`.
    public var role: String
    public var site: String?
    public var file: String?
    public var sha256: String?
    public var format: String
    public var unit: String?
    public var timeZone: String?
    /// First and last instant of its values, as an ISO 8601 interval.
    public var coverage: String?
    /// Slots without a value that a gap rule filled.
    public var filledSlots: Int?
    public var notes: [String] = []
    public init(role: String, format: String) {
      self.role = role
      self.format = format
    }
  }
}
