/// The least that one slot costs at given prices, over all ways to run it and their mixtures.
///
/// With facility power F, battery power b (charging or discharging, not both) and curtailed power k,
/// g = F + b − solar + k. Every point of the plant, with the battery idle or at full power and with
/// none or all of the solar power curtailed, is a pair of g and the cost of all that does not depend
/// on g; mixtures cost what the lower hull of the pairs says. On top comes what g itself costs, which
/// bends at g = 0. The least stands at a corner of the hull or where g is 0 or at one of its limits.
struct SlotBound {
  private let prices: SlotPrices
  private let fixedKW: Double
  private let leastKW: Double
  private let mostKW: Double
  private(set) var value = Tally()

  init(_ site: SiteFacts, _ prices: SlotPrices, _ points: [FacilityPoint], _ slot: Int) {
    self.prices = prices
    fixedKW = site.fixedKW[slot]
    leastKW = site.exportPricePerKWh == nil ? 0 : -.infinity
    mostKW = site.gridLimits[slot]?.gridKW ?? .infinity
    let solarKW = site.solarKW?[slot] ?? 0
    let batteryKW = site.battery?.power.kilowatts ?? 0
    let charging = least(points, batteryKW: [0, batteryKW], solarKW: solarKW)
    let discharging = least(points, batteryKW: [0, -batteryKW], solarKW: solarKW)
    value = charging.value <= discharging.value ? charging : discharging
  }

  /// A grid power, and the cost of the rest.
  private struct Way {
    var gridKW: Double
    var cost: Tally
  }

  private func least(_ points: [FacilityPoint], batteryKW: [Double], solarKW: Double) -> Tally {
    var ways: [Way] = []
    for point in points {
      for battery in batteryKW {
        for used in [0, solarKW] { ways.append(way(point, batteryKW: battery, solarKW: used)) }
      }
    }
    let corners = Self.lowerHull(ways)
    let range = max(corners[0].gridKW, leastKW)...max(corners[0].gridKW, leastKW, mostKW)
    let inside = corners.filter { range.contains($0.gridKW) }
    let bends = [0, leastKW, mostKW].compactMap { Self.mixture(of: corners, gridKW: $0) }
    let candidates = (inside + bends.filter { range.contains($0.gridKW) }).map(total)
    return candidates.min { $0.value < $1.value } ?? total(corners[0])
  }

  private func way(_ point: FacilityPoint, batteryKW: Double, solarKW: Double) -> Way {
    var gridKW = Tally(point.facilityKW)
    gridKW.add(batteryKW)
    gridKW.add(-solarKW)
    var cost = gridKW * prices.gridKW
    // The grid power is as uncertain as what it is left from, and so is what it costs.
    cost.magnitude += gridKW.magnitude * max(abs(prices.importKW), abs(prices.exportKW))
    cost.add(prices.waterLPerHour * point.waterLPerHour)
    cost.add(prices.chargeKW * max(batteryKW, 0))
    cost.add(prices.dischargeKW * max(-batteryKW, 0))
    cost.add(prices.storageKW * point.storageKW)
    cost.add(prices.jobKW * (point.referenceKW - fixedKW))
    return Way(gridKW: gridKW.value, cost: cost)
  }

  private func total(_ way: Way) -> Tally {
    var total = way.cost
    total.add(prices.importKW * max(way.gridKW, 0))
    total.add(prices.exportKW * max(-way.gridKW, 0))
    return total
  }

  // MARK: Mixtures

  /// The cheapest mixtures for each grid power: corners in ascending order of grid power.
  private static func lowerHull(_ ways: [Way]) -> [Way] {
    var hull: [Way] = []
    for way in ways.sorted(by: { ($0.gridKW, $0.cost.value) < ($1.gridKW, $1.cost.value) }) {
      if hull.last?.gridKW == way.gridKW { continue }
      while hull.count > 1, !isBelow(hull[hull.count - 1], hull[hull.count - 2], way) {
        hull.removeLast()
      }
      hull.append(way)
    }
    return hull
  }

  /// Whether the middle one is cheaper than mixing the others.
  private static func isBelow(_ middle: Way, _ left: Way, _ right: Way) -> Bool {
    let part = (middle.gridKW - left.gridKW) / (right.gridKW - left.gridKW)
    let mixed = left.cost.value + part * (right.cost.value - left.cost.value)
    return middle.cost.value < mixed
  }

  /// The mixture of two neighbouring corners with a given grid power; nil outside the hull.
  private static func mixture(of corners: [Way], gridKW: Double) -> Way? {
    for (left, right) in zip(corners, corners.dropFirst())
    where (left.gridKW...right.gridKW).contains(gridKW) {
      let part = (gridKW - left.gridKW) / (right.gridKW - left.gridKW)
      return Way(gridKW: gridKW, cost: left.cost * (1 - part) + right.cost * part)
    }
    return nil
  }
}
