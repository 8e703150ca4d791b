/// Runs the plant of one site for a load: the facility as an agent that answers with what the load costs,
/// how the plant is run best, and what the next kW would cost.
struct PlantOperator: Sendable {
  let facility: CompiledFacility
  /// Nil where no slot is tied to another.
  private var program: DispatchProgram?

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

  /// - Parameters:
  ///   - addedKW: load that jobs add to the site's fixed load, by slot.
  ///   - exact: power of the facility at this load with an idle tank; by default that of the planning
  ///     curves.
  mutating func run(addedKW: [Double], exact: [Double]? = nil) -> Run {
    let slots = 0..<facility.slotCount
    let loads = slots.map { facility.fixedKW[$0] + addedKW[$0] }
    let curves = facility.curves
    var power = exact ?? slots.map { curves.facilityKW(at: loads[$0], in: $0) }
    var dispatch = Dispatch()
    var prices = FacilityPrices(for: facility)
    var marginal: [Double]
    if program != nil {
      let storage = facility.tank == nil ? [] : slots.map { curves.storage(at: loads[$0], in: $0) }
      let answer = program!.answer(facilityKW: power, storage: storage)
      dispatch.batteryKW = answer.batteryKW
      dispatch.storageKW = answer.storageKW
      prices = answer.prices
      marginal = answer.marginalCost
      for (slot, curve) in storage.enumerated() {
        power[slot] += curve.addedKW(at: answer.storageKW![slot])
      }
      dispatch.curtailedKW = answer.curtailedKW
    } else {
      marginal = slots.map { facility.importCost[$0] * facility.slotHours }
    }
    fitCurtailment(&dispatch, power)
    let balance = facility.books.balance(facilityKW: power, dispatch: dispatch)
    for slot in slots {
      if program == nil, balance.gridKW[slot] < -1e-9 || isSpilling(dispatch, slot) {
        marginal[slot] = min(marginal[slot], (facility.exportPrice ?? 0) * facility.slotHours)
      }
      marginal[slot] *= curves.slope(at: loads[slot], in: slot)
    }
    let water = slots.map { curves.waterPerHour(at: loads[$0], in: $0) }
    return Run(
      facilityKW: power, dispatch: dispatch, gridKW: balance.gridKW, marginalCost: marginal,
      prices: prices, peaksKW: peaks(balance.gridKW),
      cost: facility.books.costs(balance, waterLPerHour: water).total,
      shortKW: shortage(balance.gridKW))
  }

  private func isSpilling(_ dispatch: Dispatch, _ slot: Int) -> Bool {
    facility.importCost[slot] >= 0 && (dispatch.curtailedKW?[slot] ?? 0) > 1e-9
  }

  // MARK: Curtailment

  /// Brings curtailment to what is possible and, slot by slot, best: none, unless nobody takes the power,
  /// or a price below zero pays for taking it from the grid instead.
  private func fitCurtailment(_ dispatch: inout Dispatch, _ facilityKW: [Double]) {
    guard facility.books.solarKW != nil else { return }
    dispatch.curtailedKW = (0..<facility.slotCount).map { slot in
      let solar = facility.solarKW[slot]
      let net = facilityKW[slot] + (dispatch.batteryKW?[slot] ?? 0) - solar
      let least = facility.exportPrice == nil ? min(solar, max(0, -net)) : 0
      let most = max(least, min(solar, facility.gridLimitKW[slot] - net))
      if facility.rampKW.isFinite, let wanted = dispatch.curtailedKW?[slot] {
        return min(max(wanted, least), most)
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

  private func shortage(_ gridKW: [Double]) -> [Double] {
    gridKW.indices.map { slot in
      let limit = facility.gridLimitKW[slot]
      var short = max(0, gridKW[slot] - limit - CompiledProblem.powerTolerance(min(limit, 1e12)))
      if slot > 0, facility.rampKW.isFinite {
        let change = abs(gridKW[slot] - gridKW[slot - 1])
        short += max(0, change - facility.rampKW * (1 + 1e-7) - 1e-7)
      }
      return short
    }
  }
}
