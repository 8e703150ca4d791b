/// The linear programme that runs a site's plant for a known load.
///
/// Built once for a site; each load only changes numbers.
struct DispatchProgram: Sendable {
  private var program: LinearProgram
  private let rows: PlantRows
  private var solver: InteriorPoint
  /// By slot; empty where prices are free.
  private var trades: [Trade] = []

  /// Power that somebody sells or takes at prices around a known one, so that the dual lies between.
  private struct Trade {
    var sold: LinearProgram.Column
    var taken: LinearProgram.Column
  }

  /// What the programme answers for one load.
  struct Answer: Sendable {
    var dispatch: Dispatch
    /// Currency per kW of facility power through each slot.
    var marginalCost: [Double]
    var prices: FacilityPrices
  }

  /// - Parameter isBoxed: whether prices keep near known ones.
  init(_ facility: CompiledFacility, isBoxed: Bool = false) {
    var program = LinearProgram()
    rows = PlantRows(facility, in: &program)
    if isBoxed {
      trades = rows.slots.enumerated().map { Self.trade(in: &program, $1.balance, slot: $0) }
    }
    solver = InteriorPoint(program)
    self.program = program
  }

  private static func trade(
    in program: inout LinearProgram, _ balance: LinearProgram.Row, slot: Int
  ) -> Trade {
    func column(_ sign: Double) -> LinearProgram.Column {
      let column = program.addColumn(cost: 0, bounds: 0...(.infinity), stage: .slot(slot))
      program.add(sign, to: balance, times: column)
      return column
    }
    return Trade(sold: column(1), taken: column(-1))
  }

  /// Keeps a slot's price of the facility's power in a range; currency per kW.
  ///
  /// - Precondition: the programme is boxed.
  mutating func keepPrice(in range: ClosedRange<Double>, slot: Int) {
    program[cost: trades[slot].sold] = range.upperBound
    program[cost: trades[slot].taken] = -range.lowerBound
  }

  /// Runs the plant for a load.
  ///
  /// - Parameters:
  ///   - facilityKW: power of the facility with an idle tank, by slot.
  ///   - storage: what a tank adds to it, by slot; empty without a tank.
  mutating func answer(
    facilityKW: [Double], storage: [FacilityCurves.StorageCurve] = []
  ) -> Answer {
    for slot in facilityKW.indices {
      rows.set(facilityKW: facilityKW[slot], slot: slot, in: &program)
      if !storage.isEmpty { rows.setTank(slot, storage[slot], in: &program) }
    }
    let solution = solver.solve(program)
    return Answer(
      dispatch: rows.dispatch(solution, storage),
      marginalCost: rows.slots.map { solution[$0.balance] }, prices: rows.prices(solution))
  }
}
