import GridPricing

/// A plan as it is written and read: `plan.json`, field by field.
///
/// Optional fields are left out of the document where they are nil. Units stand in the names of
/// the fields, as in the document.
public struct PlanDocument: Sendable, Equatable {
  public var schemaVersion = "1.0"
  public var generator: Generator
  public var settings: Settings
  public var status: PlanStatus
  public var stop: StopReason
  public var horizon: Horizon
  public var objective: ObjectiveFigures
  /// Absent from partial and infeasible plans.
  public var bound: BoundFigures?
  public var totals: TotalFigures
  public var baseline: BaselineFigures?
  public var savings: SavingFigures?
  /// In the order of the scenario.
  public var jobs: [JobEntry]
  /// In the order of the scenario.
  public var sites: [SiteEntry]
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
    /// The values of the jobs that were declined.
    public var declined = 0.0
    public init(currency: String) { self.currency = currency }
  }

  public struct BoundFigures: Sendable, Equatable {
    public var lower: Double
    /// (total − lower) / max(|total|, |lower|); nil where both are negligible.
    public var gap: Double?
    public var absoluteGap: Double
    /// The same difference over what the jobs can change.
    public var variableGap: Double?
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

  public struct TotalFigures: Sendable, Equatable {
    public var energyMWh = 0.0
    public var itEnergyMWh = 0.0
    /// Absent where a site has no carbon series.
    public var emissionsTonnes: Double?
    public var pue: Double?
    /// The highest sum of grid imports over the sites in one slot.
    public var peakGridKW = 0.0
    public init() {}
  }

  public struct BaselineFigures: Sendable, Equatable {
    public var policy = "run-now"
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

  public enum JobStatus: String, Sendable, CaseIterable {
    case scheduled, unscheduled, declined
  }

  /// One uninterrupted stretch of a job at constant GPU count and power.
  public struct Segment: Sendable, Equatable {
    public var start: Instant
    /// The true end; the last segment of a job may end inside a slot.
    public var end: Instant
    public var gpus: Int
    public var wattsPerGPU: Double
    public init(start: Instant, end: Instant, gpus: Int, wattsPerGPU: Double) {
      self.start = start
      self.end = end
      self.gpus = gpus
      self.wattsPerGPU = wattsPerGPU
    }
  }

  public struct JobEntry: Sendable, Equatable {
    public var id: String
    public var status: JobStatus
    public var site: String?
    public var pool: String
    public var segments: [Segment] = []
    public var finish: Instant?
    /// Hours between finish and deadline.
    public var slackHours: Double?
    public var energyKWh: Double?
    /// Energy and carbon cost of the power that the job adds.
    public var cost: Double?
    public var emissionsKg: Double?
    public var runNowCost: Double?
    public var runNowEmissionsKg: Double?
    public var reason: String?
    public init(id: String, status: JobStatus, pool: String) {
      self.id = id
      self.status = status
      self.pool = pool
    }
  }

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

  /// The share of a site's energy, cost and emissions that no job causes.
  public struct UnallocatedFigures: Sendable, Equatable {
    public var energyKWh = 0.0
    public var cost = 0.0
    public var emissionsKg: Double?
    public init() {}
  }

  /// One value per slot in every array.
  public struct SlotFigures: Sendable, Equatable {
    public var itKW: [Double] = []
    public var facilityKW: [Double] = []
    public var gridKW: [Double] = []
    /// Facility over IT power; nil in slots without IT power.
    public var pue: [Double?] = []
    public var pricePerMWh: [Double] = []
    public var carbonGramsPerKWh: [Double]?
    /// GPUs that jobs hold, by pool in the order of the scenario.
    public var gpusInUse: [PoolSeries<Int>] = []
    public init() {}
  }

  /// One value per slot for a pool.
  public struct PoolSeries<Value: Sendable & Equatable>: Sendable, Equatable {
    public var pool: String
    public var values: [Value]
    public init(pool: String, values: [Value]) {
      self.pool = pool
      self.values = values
    }
  }

  /// The prices that prove the bound, one value per slot.
  public struct ShadowPrices: Sendable, Equatable {
    /// Currency per MWh of IT power.
    public var energyPerMWh: [Double]
    /// Currency per GPU and hour, by pool in the order of the scenario; never negative.
    public var gpuHour: [PoolSeries<Double>]
    public init(energyPerMWh: [Double], gpuHour: [PoolSeries<Double>]) {
      self.energyPerMWh = energyPerMWh
      self.gpuHour = gpuHour
    }
  }

  public struct ProvenanceEntry: Sendable, Equatable {
    /// `scenario`, `jobs`, `price` or `carbon`.
    public var role: String
    public var site: String?
    public var file: String?
    public var sha256: String?
    public var format: String
    public var unit: String?
    public var timeZone: String?
    public var coverage: String?
    public var filledSlots: Int?
    public var notes: [String] = []
    public init(role: String, format: String) {
      self.role = role
      self.format = format
    }
  }
}
