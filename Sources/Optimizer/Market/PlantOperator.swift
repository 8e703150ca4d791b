/// Runs the plant of one site for a load: the facility as an agent that answers with what the load costs,
/// how the plant is run best, and what the next kW would cost.
struct PlantOperator: Sendable {
  let facility: CompiledFacility
  /// Nil where no slot is tied to another.
  private var program: DispatchProgram?
  /// The same with prices near known ones; nil before it is asked.
  private var boxed: DispatchProgram?

  /// How the plant is run for one load.
  struct Run: Sendable {
    /// Power of the facility by the planning curves, or as it was given.
    var facilityKW: [Double]
    var dispatch: Dispatch
    var gridKW: [Double]
    /// Currency for one kW of added IT power through each slot.
    var marginalCost: [Double]
    var prices: FacilityPrices
    /// The highest mean import, or the peak that is paid for, by charge and period.
    var peaksKW: [[Double]]
    /// What the load costs, in the currency of the objective.
    var cost: Double
    /// What the grid lacks or the ramp exceeds, by slot.
    var shortKW: [Double]
  }

  init(_ facility: CompiledFacility) {
    self.facility = facility
    if facility.hasLinkedSlots { program = DispatchProgram(facility) }
  }

  /// Runs the plant by its planning curves.
  ///
  /// - Parameter addedKW: load that jobs add to the site's fixed load, by slot.
  mutating func run(addedKW: [Double]) -> Run {
    let (loads, idlePower, storage) = demand(addedKW)
    var power = idlePower
    var draft = draft(power, storage)
    for (slot, curve) in storage.enumerated() {
      power[slot] += curve.addedKW(at: draft.dispatch.storageKW![slot])
    }
    fitCurtailment(&draft.dispatch, power)
    let water = loads.indices.map { facility.curves.waterPerHour(at: loads[$0], in: $0) }
    return finish(draft, power, loads, water)
  }

  /// What the planning curves say of a load, slot by slot: IT power, what the facility draws with an idle
  /// tank, and what a tank adds.
  private func demand(
    _ addedKW: [Double]
  ) -> (loads: [Double], facilityKW: [Double], storage: [FacilityCurves.StorageCurve]) {
    let loads = zip(facility.fixedKW, addedKW).map { $0 + $1 }
    let curves = facility.curves
    return (
      loads, loads.indices.map { curves.facilityKW(at: loads[$0], in: $0) },
      facility.tank == nil ? [] : loads.indices.map { curves.storage(at: loads[$0], in: $0) }
    )
  }

  /// Runs the plant by its exact model: the set points of least power, and what they let it do.
  mutating func settle(addedKW: [Double]) -> Run {
    let slots = 0..<facility.slotCount
    let loads = slots.map { facility.fixedKW[$0] + addedKW[$0] }
    var cooling = facility.books.cooling(itReferenceKW: loads)
    var storage: [FacilityCurves.StorageCurve] = []
    for slot in slots where facility.tank != nil {
      let range = facility.books.storageRangeKW(of: loads[slot], slot: slot)
      storage.append(facility.curves.storage(at: loads[slot], in: slot).clipped(to: range))
    }
    var draft = draft(cooling.facilityKW, storage)
    draft.dispatch.supplyC = cooling.supplyC
    if let tankKW = draft.dispatch.storageKW {
      cooling = facility.books.cooling(itReferenceKW: loads, dispatch: draft.dispatch)
      // Between its levels the tank's curve is near, not exact: what stands beside it has to fit.
      let held = tankKW.map(FacilityCurves.StorageCurve.init(heldAt:))
      let fitting = self.draft(cooling.facilityKW, held).dispatch
      draft.dispatch.batteryKW = fitting.batteryKW
      draft.dispatch.curtailedKW = fitting.curtailedKW
    }
    fitCurtailment(&draft.dispatch, cooling.facilityKW)
    return finish(draft, cooling.facilityKW, loads, cooling.waterLPerHour)
  }

  /// The prices at which the plant serves a load, near known ones.
  ///
  /// - Parameters:
  ///   - known: currency per kW of added IT power through each slot.
  ///   - reach: the most by which a price may differ.
  /// - Returns: the same, and what ties the slots.
  mutating func prices(
    addedKW: [Double], near known: [Double], within reach: Double
  ) -> (marginalCost: [Double], prices: FacilityPrices) {
    let slots = 0..<facility.slotCount
    guard program != nil else {
      let run = run(addedKW: addedKW)
      let marginal = slots.map {
        min(max(run.marginalCost[$0], known[$0] - reach), known[$0] + reach)
      }
      return (marginal, run.prices)
    }
    let (loads, power, storage) = demand(addedKW)
    let slopes = slots.map { facility.curves.slope(at: loads[$0], in: $0) }
    var program = boxed ?? DispatchProgram(facility, isBoxed: true)
    for slot in slots {
      let range = known[slot] - reach...known[slot] + reach
      program.keepPrice(
        in: range.lowerBound / slopes[slot]...range.upperBound / slopes[slot], slot: slot)
    }
    let answer = program.answer(facilityKW: power, storage: storage)
    boxed = program
    return (slots.map { answer.marginalCost[$0] * slopes[$0] }, answer.prices)
  }

  /// How storages are run, and the prices that follow.
  private typealias Draft = (dispatch: Dispatch, prices: FacilityPrices, marginal: [Double])

  private mutating func draft(
    _ facilityKW: [Double], _ storage: [FacilityCurves.StorageCurve]
  ) -> Draft {
    guard program != nil else {
      let energy = facility.importCost.map { $0 * facility.slotHours }
      return (Dispatch(), FacilityPrices(for: facility), energy)
    }
    let answer = program!.answer(facilityKW: facilityKW, storage: storage)
    return (answer.dispatch, answer.prices, answer.marginalCost)
  }

  private func finish(
    _ draft: Draft, _ facilityKW: [Double], _ loads: [Double], _ waterPerHour: [Double]?
  ) -> Run {
    let balance = facility.books.balance(facilityKW: facilityKW, dispatch: draft.dispatch)
    var marginal = draft.marginal
    for slot in loads.indices {
      if program == nil, balance.gridKW[slot] < -1e-9 || isSpilling(draft.dispatch, slot) {
        marginal[slot] = min(marginal[slot], (facility.exportPrice ?? 0) * facility.slotHours)
      }
      marginal[slot] *= facility.curves.slope(at: loads[slot], in: slot)
    }
    return Run(
      facilityKW: facilityKW, dispatch: draft.dispatch, gridKW: balance.gridKW,
      marginalCost: marginal, prices: draft.prices, peaksKW: peaks(balance.gridKW),
      cost: facility.books.costs(balance, waterLPerHour: waterPerHour).total,
      shortKW: shortage(balance.gridKW, draft.dispatch))
  }

  private func isSpilling(_ dispatch: Dispatch, _ slot: Int) -> Bool {
    facility.importCost[slot] >= 0 && (dispatch.curtailedKW?[slot] ?? 0) > 1e-9
  }

  // MARK: Curtailment

  /// Brings curtailment to what is possible. Where no programme has decided it, it is best slot by slot:
  /// none, unless nobody takes the power, or a price below zero pays for taking it from the grid instead.
  private func fitCurtailment(_ dispatch: inout Dispatch, _ facilityKW: [Double]) {
    guard facility.books.solarKW != nil else { return }
    dispatch.curtailedKW = (0..<facility.slotCount).map { slot in
      let solar = facility.solarKW[slot]
      let net = facilityKW[slot] + (dispatch.batteryKW?[slot] ?? 0) - solar
      let least = facility.exportPrice == nil ? min(solar, max(0, -net)) : 0
      let most = max(least, min(solar, facility.gridLimitKW[slot] - net))
      if let wanted = dispatch.curtailedKW?[slot] {
        return min(max(wanted < 1e-6 ? 0 : wanted, least), most)
      }
      if facility.importCost[slot] < 0 { return most }
      if let export = facility.exportPrice, export < 0 { return min(most, max(least, -net)) }
      return least
    }
  }

  // MARK: Peaks and shortages

  private func peaks(_ gridKW: [Double]) -> [[Double]] {
    facility.charges.map { charge in
      charge.periods.map { period in
        period.intervals.reduce(period.paidKW) { peak, members in
          max(peak, members.reduce(0) { $0 + max(0, gridKW[$1]) } / Double(members.count))
        }
      }
    }
  }

  private func shortage(_ gridKW: [Double], _ dispatch: Dispatch) -> [Double] {
    var shorts = gridKW.indices.map { slot in
      let limit = facility.gridLimitKW[slot]
      var short = max(0, gridKW[slot] - limit - CompiledProblem.powerTolerance(min(limit, 1e12)))
      if slot > 0, facility.rampKW.isFinite {
        let change = abs(gridKW[slot] - gridKW[slot - 1])
        short += max(0, change - facility.rampKW * (1 + 1e-7) - 1e-7)
      }
      return short
    }
    // What storages lack at the end.
    for (storage, powers) in [
      (facility.battery, dispatch.batteryKW), (facility.tank, dispatch.storageKW),
    ] {
      guard let storage, let powers else { continue }
      let run = StorageRun(storage: storage, slotHours: facility.slotHours)
      shorts[shorts.count - 1] += run.missingKWh(powers) / facility.slotHours
    }
    return shorts
  }
}

extension PlantOperator.Run {
  /// By charge and period: the mean import of metering intervals, weighted by the prices of their peaks,
  /// but no less than the peak that is paid for.
  func peaks(of facility: CompiledFacility, weightedBy prices: FacilityPrices) -> [[Double]] {
    facility.charges.indices.map { charge in
      facility.charges[charge].periods.map { period in
        var weight = 0.0
        var sum = 0.0
        for slot in period.intervals.joined() {
          let price = prices.demand[charge][slot]
          weight += price
          sum += price * max(0, gridKW[slot])
        }
        return weight > 0 ? max(period.paidKW, sum / weight) : period.paidKW
      }
    }
  }
}
