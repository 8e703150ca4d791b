/// What a site asks for serving a load, slot by slot, once everything that ties slots has a price.
///
/// Each slot's offer is a convex, piecewise linear lower bound of the cost over the load that jobs
/// add. The facility answers a price of energy with the load at which the price buys most.
struct FacilityOffer: Sendable {
  /// Added load and cost of the corners of every slot, one slot after the other.
  private(set) var loadKW: [Double] = []
  private(set) var cost: [Double] = []
  private(set) var offset: [Int] = [0]
  /// The part of the bound that belongs to no slot.
  let constant: Double

  init(_ facility: CompiledFacility, _ prices: FacilityPrices) {
    constant = prices.constant(for: facility)
    var draft = OfferDraft()
    for slot in 0..<facility.slotCount {
      append(draft.corners(facility, prices, slot))
    }
  }

  /// What the site asks for serving no job at all.
  var costWithoutJobs: Double {
    constant + (0..<offset.count - 1).reduce(0) { $0 + cost[offset[$1]] }
  }

  private mutating func append(_ corners: [(load: Double, cost: Double)]) {
    for corner in corners {
      loadKW.append(corner.load)
      cost.append(corner.cost)
    }
    offset.append(loadKW.count)
  }

  /// The least of cost − price·load in a slot, and the load nearest to `wanted` at which the cost is
  /// within `slack` of it.
  func answer(slot: Int, price: Double, wanted: Double, slack: Double) -> (
    value: Double, load: Double
  ) {
    let corners = offset[slot]..<offset[slot + 1]
    var best = Double.infinity
    for corner in corners { best = min(best, cost[corner] - price * loadKW[corner]) }
    var low = Double.infinity
    var high = -Double.infinity
    for corner in corners where cost[corner] - price * loadKW[corner] <= best + slack {
      low = min(low, loadKW[corner])
      high = max(high, loadKW[corner])
    }
    return (best, min(max(wanted, low), high))
  }
}

/// One slot's offer in the making.
private struct OfferDraft {
  private typealias State = (load: Double, facility: Double, extra: Double, rank: Double)
  private var states: [State] = []
  private var corners: [(load: Double, cost: Double)] = []

  /// The lower hull of the cost over the load that jobs add.
  ///
  /// The cost is piecewise linear in the facility's power, so between two states it bends where that
  /// power passes a corner: there, one more state is looked at.
  mutating func corners(
    _ facility: CompiledFacility, _ prices: FacilityPrices, _ slot: Int
  ) -> [(load: Double, cost: Double)] {
    let connection = SlotConnection(pricing: facility, prices, slot)
    let bends = connection.bends
    corners.removeAll(keepingCapacity: true)
    chain(facility, prices, slot, perKW: connection.highestPrice)
    for (number, state) in states.enumerated() {
      add(state.load, state.facility, state.extra, connection)
      guard number > 0 else { continue }
      let before = states[number - 1]
      for bend in bends {
        let share = (bend - before.facility) / (state.facility - before.facility)
        guard share > 0, share < 1 else { continue }
        add(
          before.load + share * (state.load - before.load), bend,
          before.extra + share * (state.extra - before.extra), connection)
      }
    }
    // Where nothing is possible there is no plan, and any number is a bound.
    return corners.isEmpty ? [(0, 0)] : lowerHull(&corners)
  }

  /// The states that cost least for their load, where the facility's power has one price.
  private mutating func chain(
    _ facility: CompiledFacility, _ prices: FacilityPrices, _ slot: Int, perKW price: Double
  ) {
    let waterPrice = facility.waterPrice * facility.slotHours
    let tankPrice = prices.tank.isEmpty ? 0 : prices.tank[slot] * facility.slotHours
    states.removeAll(keepingCapacity: true)
    for point in facility.curves.points(in: slot) {
      let extra = waterPrice * point.waterPerHour - tankPrice * point.storageKW
      states.append(
        (
          point.loadKW - facility.fixedKW[slot], point.facilityKW, extra,
          price * point.facilityKW + extra
        ))
    }
    states.sort { $0.load < $1.load || ($0.load == $1.load && $0.rank < $1.rank) }
    var kept = 0
    for state in states {
      if kept > 0, states[kept - 1].load == state.load { continue }
      while kept > 1 {
        let (first, second) = (states[kept - 2], states[kept - 1])
        let turn =
          (second.rank - first.rank) * (state.load - first.load)
          - (state.rank - first.rank) * (second.load - first.load)
        guard turn >= 0 else { break }
        kept -= 1
      }
      states[kept] = state
      kept += 1
    }
    states.removeLast(states.count - kept)
  }

  private mutating func add(
    _ load: Double, _ facility: Double, _ extra: Double, _ connection: SlotConnection
  ) {
    guard let cost = connection.cost(facilityKW: facility) else { return }
    corners.append((load, cost + extra))
  }
}
