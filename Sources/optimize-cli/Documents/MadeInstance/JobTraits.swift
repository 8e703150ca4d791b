import GridPricing

/// What a job of a mixed instance may do or costs beyond its window, drawn at random.
///
/// Its planted run, in one piece at the first GPU count and full power, remains one of its choices.
struct JobTraits: Sendable {
  enum Kind: Sendable {
    /// One piece, one GPU count.
    case whole
    /// In pieces, at no cost.
    case interruptible
    /// In pieces of a minimum run; each resumption costs time.
    case restarting
    /// One piece at one of several GPU counts.
    case moldable
    /// At GPU counts that change as it runs.
    case malleable

    /// 40 % whole, 20 % interruptible, 10 % with restarts, 15 % moldable, 15 % malleable.
    static func draw(_ random: inout RandomBits) -> Kind {
      switch random.below(100) {
      case ..<40: .whole
      case ..<60: .interruptible
      case ..<70: .restarting
      case ..<85: .moldable
      default: .malleable
      }
    }
  }

  private(set) var kind: Kind
  var minimumRunMinutes = 0
  var restartMinutes = 0
  /// With the speed at each of them, the job's own count first; empty for a rigid job.
  var counts: [(gpus: Int, speed: Double)] = []
  var powerCaps: [(watts: Int, speed: Double)] = []
  var due: Int?
  var latenessCostPerHour = 0.0
  var value: Double?

  /// - Parameter mayBeDeclined: false for a job that others wait for, or that waits.
  init(
    of job: PlantedJobs.Job, _ recipe: InstanceRecipe, mayBeDeclined: Bool,
    _ random: inout RandomBits
  ) {
    kind = Kind.draw(&random)
    let kW = Double(Int(job.gpus) * Int(job.wattsPerGPU)) / 1000
    switch kind {
    case .whole, .interruptible: break
    case .restarting:
      minimumRunMinutes = (3 + random.below(6)) * recipe.slotMinutes
      restartMinutes = 1 + random.below(2 * recipe.slotMinutes)
    case .moldable, .malleable:
      counts = Self.counts(around: Int(job.gpus), upTo: recipe.gpus)
      if counts.count == 1 { (kind, counts) = (.whole, []) }
    }
    if random.below(5) == 0 {
      let watts = Int(job.wattsPerGPU)
      powerCaps = [(watts * 4 / 5, 0.92), (watts * 3 / 5, 0.78)]
    }
    if random.below(5) == 0 {
      let earliest = Int(job.release + job.duration)
      due = earliest + random.below(Int(job.deadline) - earliest + 1)
      latenessCostPerHour = Self.cents(kW * 0.1 * random.unit())
    }
    if mayBeDeclined, random.below(5) == 0 {
      let kWh = kW * Double(Int(job.duration) * recipe.slotMinutes) / 60
      value = Self.cents(kWh * (0.05 + 0.3 * random.unit()))
    }
  }

  /// Half and twice as many GPUs, where there are as many.
  private static func counts(around gpus: Int, upTo limit: Int) -> [(gpus: Int, speed: Double)] {
    [(gpus, 1), (gpus / 2, 0.53), (2 * gpus, 1.88)].filter { (1...limit).contains($0.0) }
  }

  /// In whole cents, at least one.
  private static func cents(_ amount: Double) -> Double { max((amount * 100).rounded(), 1) / 100 }
}
