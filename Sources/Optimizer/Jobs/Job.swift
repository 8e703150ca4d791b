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

  public init(
    id: String, pool: String, gpus: Int, hours: Double, powerPerGPU: Power,
    release: Instant? = nil, deadline: Instant? = nil, value: Money? = nil,
    preemption: Preemption? = nil, sites: [String]? = nil, jurisdictions: [String]? = nil
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
  }
}
