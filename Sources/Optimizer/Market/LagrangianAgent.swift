/// Finds a good schedule for a job whose pauses or changes of count cost something, in O(window) for each
/// of a few prices of work.
///
/// Where every slot of work earns θ, a dynamic programme over slots finds the cheapest runs; what it finds
/// does too little or too much work, and the next θ lies where the nearest tangents of both kinds meet.
/// Each answer is repaired: slots at the ends of runs are added or left out until the work is just done.
/// (A Lagrangian heuristic; Fisher 1981, doi 10.1287/mnsc.27.1.1.)
struct LagrangianAgent {
  struct Answer {
    var cost: Double
    var slots: [Int32]
    var counts: [Int32]
    /// Used part of the last slot.
    var lastFraction: Double
  }

  /// Currency for a slot of work; what it was for similar costs is a good start.
  var workPrice: Double?
  private var programme = RunProgramme()
  private var repair = RunRepair()

  /// - Parameters:
  ///   - levels: counts by rising speed.
  ///   - limit: a schedule that costs as much is of no use.
  ///   - isOpen: whether so many GPUs may be held for so large a part of a slot.
  ///   - mayAdd: whether so many GPUs may begin at a slot's edge.
  ///   - cost: what so many GPUs pay for a part of a slot.
  /// - Precondition: the job does not run already.
  @inline(__always)
  mutating func answer(
    _ option: CompiledOption, levels: ArraySlice<ElasticLevel>, slots: Range<Int>, limit: Double,
    isOpen: (Int, Int32, Double) -> Bool, mayAdd: (Int, Int32) -> Bool,
    cost: (Int, Int32, Double) -> Double
  ) -> Answer? {
    programme.prepare(option, levels, slots, isOpen: isOpen, mayAdd: mayAdd, cost: cost)
    repair.begin(option, limit: limit)
    repair.tryOnePiece(programme, isOpen: isOpen, cost: cost)
    let typical = programme.typicalPrice
    var climb = WorkPriceClimb(
      start: workPrice, typical: typical, scale: max(1e-9, abs(typical)), isHasty: true)
    for _ in 0..<climb.steps {
      guard let value = programme.solve(climb.theta) else { break }
      repair.take(programme)
      let missing = option.work - repair.work
      climb.take(value: value + climb.theta * option.work, missing: missing)
      if climb.value >= limit { break }
      repair.complete(programme, isOpen: isOpen, mayAdd: mayAdd, cost: cost)
      if !climb.advance() { break }
    }
    if climb.value > -.infinity { workPrice = climb.workPrice }
    return repair.answer(programme)
  }
}
