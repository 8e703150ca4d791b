/// What a site asks for serving a load, slot by slot, once everything that ties slots has a price.
///
/// Each slot offers a few states: the load that jobs add, the import that serves it, and all other costs.
/// The facility answers a price of IT power, and a price of import, with the state that earns most, or
/// with a mixture of states that are as good.
struct FacilityOffer: Sendable {
  struct State: Sendable {
    /// What jobs add.
    var loadKW: Double
    var importKW: Double
    /// Currency: everything but import.
    var otherCost: Double
  }

  struct Answer {
    /// The least of cost − price·load.
    var value: Double
    var loadKW: Double
    var importKW: Double
  }

  /// States of all slots, one slot after the other.
  private var states: [State] = []
  private var offset: [Int] = [0]
  /// Currency per kW of import through each slot, demand charges aside.
  private let energyPrice: [Double]
  /// The same with them.
  private var importPrice: [Double]
  /// The part of the bound that belongs to no slot.
  private(set) var constant: Double
  private let slotHours: Double

  init(_ facility: CompiledFacility, _ prices: FacilityPrices) {
    slotHours = facility.slotHours
    energyPrice = facility.importCost.map { $0 * facility.slotHours }
    importPrice = energyPrice
    constant = 0
    var draft = OfferDraft()
    for slot in 0..<facility.slotCount {
      states.append(contentsOf: draft.states(facility, prices, slot))
      offset.append(states.count)
    }
    take(prices, of: facility)
  }

  /// Takes new prices of peaks; all others must be those that the offer was made with.
  mutating func take(_ prices: FacilityPrices, of facility: CompiledFacility) {
    constant = prices.constant(for: facility)
    for slot in energyPrice.indices {
      importPrice[slot] = energyPrice[slot] + prices.demandPrice(slot)
    }
  }

  /// What the site asks for serving no job at all.
  var costWithoutJobs: Double {
    var sum = constant
    for slot in energyPrice.indices {
      var least = Double.infinity
      for state in states[offset[slot]..<offset[slot + 1]] where state.loadKW <= 1e-9 {
        least = min(least, state.otherCost + importPrice[slot] * state.importKW)
      }
      sum += least.isFinite ? least : 0
    }
    return sum
  }

  /// - Parameters:
  ///   - price: currency per kW of IT power through the slot.
  ///   - wanted: the load that jobs ask for: of answers within `slack` of the best, the nearest.
  func answer(slot: Int, price: Double, wanted: Double, slack: Double) -> Answer {
    let range = offset[slot]..<offset[slot + 1]
    let importPrice = importPrice[slot]
    var best = Double.infinity
    for index in range { best = min(best, cost(states[index], importPrice, price)) }
    var low = State(loadKW: .infinity, importKW: 0, otherCost: 0)
    var high = State(loadKW: -.infinity, importKW: 0, otherCost: 0)
    for index in range where cost(states[index], importPrice, price) <= best + slack {
      if states[index].loadKW < low.loadKW { low = states[index] }
      if states[index].loadKW > high.loadKW { high = states[index] }
    }
    let load = min(max(wanted, low.loadKW), high.loadKW)
    let width = high.loadKW - low.loadKW
    let share = width > 0 ? (load - low.loadKW) / width : 0
    return Answer(
      value: best, loadKW: load, importKW: low.importKW + share * (high.importKW - low.importKW))
  }

  @inline(__always)
  private func cost(_ state: State, _ importPrice: Double, _ price: Double) -> Double {
    state.otherCost + importPrice * state.importKW - price * state.loadKW
  }
}

/// One slot's offer in the making.
private struct OfferDraft {
  private typealias Power = (load: Double, facility: Double, extra: Double)
  private var powers: [Power] = []
  private var found: [FacilityOffer.State] = []

  /// Every state that some price of import may make the best.
  ///
  /// All costs are piecewise linear in the facility's power: they bend where it passes a corner of the
  /// connection's, so there, between the sampled states, one more is looked at.
  mutating func states(
    _ facility: CompiledFacility, _ prices: FacilityPrices, _ slot: Int
  ) -> [FacilityOffer.State] {
    let connection = SlotConnection(pricing: facility, prices, slot)
    let bends = connection.bends
    found.removeAll(keepingCapacity: true)
    takePowers(facility, prices, slot)
    let price = facility.importCost[slot] * facility.slotHours
    // The price of a peak may outweigh a negative one of energy: import then costs after all.
    let importPrices = price < 0 && !facility.charges.isEmpty ? [price, -1, 1] : [price, -1]
    for chain in importPrices.map(lowest) {
      for (number, power) in chain.enumerated() {
        add(power, connection)
        guard number > 0 else { continue }
        let before = chain[number - 1]
        for bend in bends {
          let share = (bend - before.facility) / (power.facility - before.facility)
          guard share > 0, share < 1 else { continue }
          let load = before.load + share * (power.load - before.load)
          let extra = before.extra + share * (power.extra - before.extra)
          add((load, bend, extra), connection)
        }
      }
      if powers.count <= 2 { break }
    }
    // A tank's states have one more direction than a chain.
    if facility.tank != nil {
      for power in powers {
        connection.forEachOption(facilityKW: power.facility) {
          found.append(state(power, gridKW: $0, cost: $1))
        }
      }
    }
    // Where nothing is possible there is no plan, and any number is a bound.
    if found.isEmpty { found.append(FacilityOffer.State(loadKW: 0, importKW: 0, otherCost: 0)) }
    return found
  }

  private mutating func takePowers(
    _ facility: CompiledFacility, _ prices: FacilityPrices, _ slot: Int
  ) {
    let waterPrice = facility.waterPrice * facility.slotHours
    let tankPrice = prices.tank.isEmpty ? 0 : prices.tank[slot] * facility.slotHours
    let isCheap = facility.importCost[slot] < 0 || (facility.exportPrice ?? 0) < 0
    powers.removeAll(keepingCapacity: true)
    var last: FacilityCurves.Point?
    for point in facility.curves.points(in: slot) {
      // A point and the one above it, which only prices below zero could prefer.
      defer { last = point }
      if !isCheap, point.loadKW == last?.loadKW, point.storageKW == last?.storageKW { continue }
      powers.append(
        (
          point.loadKW - facility.fixedKW[slot], point.facilityKW,
          waterPrice * point.waterPerHour - tankPrice * point.storageKW
        ))
    }
  }

  /// The chain of states that cost least for their load at a price of the facility's power.
  private func lowest(_ price: Double) -> [Power] {
    let ranked = powers.map { (power: $0, cost: price * $0.facility + $0.extra) }
      .sorted { ($0.power.load, $0.cost) < ($1.power.load, $1.cost) }
    var points = ranked.map { (load: $0.power.load, cost: $0.cost) }
    let hull = lowerHull(&points)
    var chain: [Power] = []
    for (power, cost) in ranked where chain.count < hull.count {
      let corner = hull[chain.count]
      if power.load == corner.load, cost == corner.cost { chain.append(power) }
    }
    return chain
  }

  private mutating func add(_ power: Power, _ connection: SlotConnection) {
    connection.forEachOption(facilityKW: power.facility) { grid, cost in
      let state = state(power, gridKW: grid, cost: cost)
      guard !found.contains(where: { isNoWorse($0, state) }) else { return }
      found.append(state)
    }
  }

  private func state(_ power: Power, gridKW: Double, cost: Double) -> FacilityOffer.State {
    FacilityOffer.State(
      loadKW: power.load, importKW: max(0, gridKW), otherCost: power.extra + cost)
  }

  /// Whether a state costs no more than another of the same load at any price of import above zero.
  private func isNoWorse(_ state: FacilityOffer.State, _ other: FacilityOffer.State) -> Bool {
    state.loadKW == other.loadKW && state.importKW == other.importKW
      && state.otherCost <= other.otherCost
  }
}
