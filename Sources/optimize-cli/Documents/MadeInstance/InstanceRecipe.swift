import GridPricing

/// What to make a benchmark instance of. The same recipe gives the same bytes on every machine.
struct InstanceRecipe: Sendable {
  /// Which kinds of jobs there are.
  enum Mix: String, CaseIterable, Sendable {
    /// Every job runs in one piece at one GPU count.
    case rigid
    /// Jobs in one piece, interruptible, moldable and malleable ones, some with power caps, due
    /// dates, values, or in chains.
    case mixed
  }

  /// What stands between the jobs and the grid.
  enum Facility: String, CaseIterable, Sendable {
    case fixedPUE = "fixed-pue"
    /// A liquid-cooled plant with a grid limit, a demand charge and a battery.
    case full
  }

  var jobs: Int
  var slots: Int
  var gpus: Int
  var seed: UInt64
  var mix = Mix.rigid
  var slotMinutes = 5
  /// The share of the GPUs that the jobs hold, averaged over the horizon; above 0, at most 1.
  var fill = 0.85
  var facility = Facility.fixedPUE

  var horizon: Horizon {
    // Monday 2026-05-11, when the sun makes hours with negative prices.
    Horizon(
      start: Instant(secondsSinceEpoch: 1_778_457_600), slotMinutes: slotMinutes, count: slots)
  }
}
