/// The grid connection of one slot: the cheapest mix of grid, battery and solar power for what the
/// facility draws.
///
/// The cost is piecewise linear in the power of battery and curtailment, so it is least at one of few
/// combinations: all or nothing of each, or as much as brings the grid power to a corner of its price.
struct SlotConnection {
  /// Import up to a power costs a price per kW.
  struct Tier {
    var upToKW: Double
    var price: Double
  }

  /// In rising order of power; the last one is the limit.
  private var tiers: [Tier]
  /// Currency per kW of export; nil where nothing may be exported.
  private let exportPrice: Double?
  private let solar: Double
  /// What the battery may do; positive when charging.
  private let battery: ClosedRange<Double>
  /// Currency per kW of charging, and of discharging.
  private let chargePrice: Double
  private let dischargePrice: Double

  /// - Parameters:
  ///   - tiers: prices of import, replaced where nil by the energy's up to the limit.
  ///   - battery: what the battery may do, replaced where nil by all that its power allows.
  init(
    pricing facility: CompiledFacility, _ prices: FacilityPrices, _ slot: Int,
    tiers: [Tier]? = nil, battery range: ClosedRange<Double>? = nil
  ) {
    let hours = facility.slotHours
    let ramp = prices.rampPrice(slot)
    self.tiers =
      tiers ?? [
        Tier(
          upToKW: facility.gridLimitKW[slot],
          price: facility.importCost[slot] * hours + prices.demandPrice(slot) + ramp)
      ]
    exportPrice = facility.exportPrice.map { $0 * hours + ramp }
    solar = facility.solarKW[slot]
    if let storage = facility.battery {
      let value = prices.battery[slot] * hours
      battery = range ?? -storage.powerKW...storage.powerKW
      chargePrice = -value * storage.efficiency
      dischargePrice = value / storage.efficiency + storage.cyclingCost * hours
    } else {
      battery = 0...0
      chargePrice = 0
      dischargePrice = 0
    }
  }

  /// The price of the last kW that may be imported.
  var highestPrice: Double { tiers[tiers.count - 1].price }

  /// The powers of the facility at which the cost of supplying it may bend.
  var bends: [Double] {
    let grid = [0] + tiers.map(\.upToKW).filter(\.isFinite)
    let powers = Set([0, battery.lowerBound, battery.upperBound]).sorted()
    return grid.flatMap { corner in
      powers.flatMap { power in
        solar > 0 ? [corner - power, corner - power + solar] : [corner - power]
      }
    }.filter { $0 > 0 }
  }

  /// The least cost of supplying so much; nil where it cannot be supplied.
  func cost(facilityKW: Double) -> Double? {
    var best = Double.infinity
    consider(facilityKW, battery: 0, &best)
    if battery.lowerBound < 0 { consider(facilityKW, battery: battery.lowerBound, &best) }
    if battery.upperBound > 0 { consider(facilityKW, battery: battery.upperBound, &best) }
    if battery.lowerBound < battery.upperBound {
      considerCorner(facilityKW, grid: 0, &best)
      for tier in tiers where tier.upToKW.isFinite {
        considerCorner(facilityKW, grid: tier.upToKW, &best)
      }
    }
    return best.isFinite ? best : nil
  }

  /// All, nothing, or as much curtailment as brings the grid power to a corner.
  private func consider(_ facilityKW: Double, battery power: Double, _ best: inout Double) {
    guard battery.contains(power) else { return }
    let net = facilityKW + power - solar
    let own = cost(battery: power)
    consider(grid: net, own, &best)
    guard solar > 0 else { return }
    consider(grid: net + solar, own, &best)
    if net < 0, net + solar > 0 { consider(grid: 0, own, &best) }
    for tier in tiers where tier.upToKW > net && tier.upToKW < net + solar {
      consider(grid: tier.upToKW, own, &best)
    }
  }

  /// The battery power that brings the grid power to a corner, with all or nothing curtailed.
  private func considerCorner(_ facilityKW: Double, grid: Double, _ best: inout Double) {
    let power = grid - facilityKW + solar
    if battery.contains(power) { consider(grid: grid, cost(battery: power), &best) }
    if solar > 0, battery.contains(power - solar) {
      consider(grid: grid, cost(battery: power - solar), &best)
    }
  }

  private func consider(grid: Double, _ own: Double, _ best: inout Double) {
    guard let cost = cost(grid: grid) else { return }
    best = min(best, cost + own)
  }

  private func cost(battery power: Double) -> Double {
    power >= 0 ? chargePrice * power : -dischargePrice * power
  }

  /// The cost of a grid power; nil where the limit or the ban on export forbids it.
  private func cost(grid: Double) -> Double? {
    if grid < 0 {
      if let exportPrice { return exportPrice * grid }
      return grid < -1e-6 ? nil : 0
    }
    var sum = 0.0
    var from = 0.0
    for tier in tiers {
      let upTo = tier.upToKW + CompiledProblem.powerTolerance(min(tier.upToKW, 1e12))
      if grid <= upTo { return sum + tier.price * (grid - from) }
      sum += tier.price * (tier.upToKW - from)
      from = tier.upToKW
    }
    return nil
  }
}
