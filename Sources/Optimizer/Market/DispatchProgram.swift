/// The linear programme that runs a site's plant for a known load.
///
/// Built once for a site; each load only changes numbers.
struct DispatchProgram: Sendable {
  private var program: LinearProgram
  private let rows: PlantRows
  private var solver: InteriorPoint

  /// What the programme answers for one load.
  struct Answer: Sendable {
    var dispatch: Dispatch
    /// Currency per kW of facility power through each slot.
    var marginalCost: [Double]
    var prices: FacilityPrices
  }

  init(_ facility: CompiledFacility) {
    var program = LinearProgram()
    rows = PlantRows(facility, in: &program)
    solver = InteriorPoint(program)
    self.program = program
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
