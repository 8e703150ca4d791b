import GridPricing

/// One piece of GPU work that may move in time: what it needs, when it may run, what it is worth.
public struct Job: Sendable, Equatable {
  /// Unique name.
  public var id: String
  /// The GPU pool it needs; the same pool id may exist at several sites.
  public var pool: String
  /// GPUs held together while it runs.
  public var gpus: Int
  /// Processing time in hours at that GPU count and full power.
  public var hours: Double
  /// Mean IT power per GPU while running, its share of CPU, memory, network and fans included.
  public var powerPerGPU: Power
  /// Earliest start; nil is the start of the horizon.
  public var release: Instant?
  /// Latest finish, hard; nil is the end of the horizon.
  public var deadline: Instant?
  /// What leaving it out costs; nil means that it must run.
  public var value: Money?
  /// How it may be interrupted; nil means that it runs in one piece.
  public var preemption: Preemption?
  /// The sites where it may run; nil is every site that has its pool.
  public var sites: [String]?
  /// The jurisdictions it may run in; nil is any.
  public var jurisdictions: [String]?
  /// Soft finish time, with what each hour past it costs; nil together with that.
  public var due: Instant?
  /// What each hour past `due` costs, in the currency of the objective.
  public var latenessCostPerHour: Money?
  /// Other GPU counts that it may run with, the first of which is `gpus`; nil means only that one.
  public var scaling: Scaling?
  /// Operating points besides full power, one of which is chosen for the whole job.
  public var powerCaps: [PowerCap]
  /// Where its data lies; nil means that it lies everywhere.
  public var homeSite: String?
  /// Data that moves once, in 10⁹ bytes, where the job runs elsewhere than at its home site.
  public var inputGB: Double
  /// The ids of jobs that must finish before it starts.
  public var after: [String]
  /// That it was started before the horizon; nil where it was not.
  public var running: RunningState?

  public init(
    id: String, pool: String, gpus: Int, hours: Double, powerPerGPU: Power,
    release: Instant? = nil, deadline: Instant? = nil, value: Money? = nil,
    preemption: Preemption? = nil, sites: [String]? = nil, jurisdictions: [String]? = nil,
    due: Instant? = nil, latenessCostPerHour: Money? = nil, scaling: Scaling? = nil,
    powerCaps: [PowerCap] = [], homeSite: String? = nil, inputGB: Double = 0,
    after: [String] = [], running: RunningState? = nil
  ) {
    self.id = id
    self.pool = pool
    self.gpus = gpus
    self.hours = hours
    self.powerPerGPU = powerPerGPU
    self.release = release
    self.deadline = deadline
    self.value = value
    self.preemption = preemption
    self.sites = sites
    self.jurisdictions = jurisdictions
    self.due = due
    self.latenessCostPerHour = latenessCostPerHour
    self.scaling = scaling
    self.powerCaps = powerCaps
    self.homeSite = homeSite
    self.inputGB = inputGB
    self.after = after
    self.running = running
  }
}
