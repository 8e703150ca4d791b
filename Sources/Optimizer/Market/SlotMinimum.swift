/// The least that one slot of a site costs at given prices, exactly over every mixture of the states
/// that stand for its facility.
///
/// For each side of the battery, every state with all or nothing of battery and curtailment is a point
/// of grid power and of all other costs. Mixtures of them lie above the lower hull of the points; what
/// the grid power itself costs bends only at zero, so the sum is least at a corner of the hull, at zero
/// or at the limit.
struct SlotMinimum {
  private typealias Corner = (load: Double, cost: Double)
  private let facility: CompiledFacility
  private let prices: FacilityPrices
  private var corners: [Corner] = []

  init(_ facility: CompiledFacility, _ prices: FacilityPrices) {
    self.facility = facility
    self.prices = prices
  }

  /// - Parameter energyPrice: currency per kW of IT power through the slot.
  mutating func value(slot: Int, energyPrice: Double) -> Double {
    guard let battery = facility.battery else { return value(slot, energyPrice, battery: 0) }
    return min(
      value(slot, energyPrice, battery: battery.powerKW),
      value(slot, energyPrice, battery: -battery.powerKW))
  }

  private mutating func value(_ slot: Int, _ energyPrice: Double, battery power: Double) -> Double {
    let hours = facility.slotHours
    let ramp = prices.rampPrice(slot)
    corners.removeAll(keepingCapacity: true)
    for state in facility.curves.points(in: slot) {
      var own = facility.waterPrice * hours * state.waterPerHour
      own -= prices.tank.isEmpty ? 0 : prices.tank[slot] * hours * state.storageKW
      own -= energyPrice * (state.loadKW - facility.fixedKW[slot])
      for battery in power == 0 ? [0] : [0, power] {
        for curtailed in facility.solarKW[slot] > 0 ? [0, facility.solarKW[slot]] : [0] {
          let grid = state.facilityKW + battery - facility.solarKW[slot] + curtailed
          corners.append((grid, own + cost(ofBattery: battery, slot) + ramp * grid))
        }
      }
    }
    return least(lowerHull(&corners), slot)
  }

  private func cost(ofBattery power: Double, _ slot: Int) -> Double {
    guard let battery = facility.battery else { return 0 }
    let value = prices.battery[slot] * facility.slotHours
    return power >= 0
      ? -value * battery.efficiency * power
      : -power * (value / battery.efficiency + battery.cyclingCost * facility.slotHours)
  }

  /// The least of the hull plus what the grid power costs, over what the connection allows.
  private func least(_ hull: [Corner], _ slot: Int) -> Double {
    let importPrice = facility.importCost[slot] * facility.slotHours + prices.demandPrice(slot)
    let exportPrice = (facility.exportPrice ?? 0) * facility.slotHours
    let lowest = facility.exportPrice == nil ? 0 : -Double.infinity
    let limit = facility.gridLimitKW[slot]
    func total(_ corner: Corner) -> Double {
      corner.cost + corner.load * (corner.load >= 0 ? importPrice : exportPrice)
    }
    var best = Double.infinity
    func look(_ bend: Double, between before: Corner, _ corner: Corner) {
      guard bend > before.load, bend < corner.load, bend >= lowest else { return }
      let share = (bend - before.load) / (corner.load - before.load)
      best = min(best, total((bend, before.cost + share * (corner.cost - before.cost))))
    }
    for (number, corner) in hull.enumerated() {
      if corner.load >= lowest, corner.load <= limit { best = min(best, total(corner)) }
      guard number > 0 else { continue }
      look(0, between: hull[number - 1], corner)
      look(limit, between: hull[number - 1], corner)
    }
    // Where nothing is possible, what exceeds the limit least.
    return best.isFinite ? best : hull.first.map(total) ?? 0
  }
}
