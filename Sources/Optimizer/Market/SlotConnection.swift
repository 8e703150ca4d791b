/// The grid connection of one slot: how grid, battery and solar power may supply what the facility
/// draws, and what that costs.
///
/// The cost is piecewise linear in the power of battery and curtailment, so it is least at one of few
/// options: all or nothing of each, or as much as brings the grid power to a corner of its price.
struct SlotConnection {
  /// Import up to a power costs a price per kW.
  struct Tier {
    var upToKW: Double
    var price: Double
  }

  /// In rising order of power; the last one is the limit.
  private let tiers: [Tier]
  /// Currency per kW of export; nil where nothing may be exported.
  private let exportPrice: Double?
  private let solar: Double
  /// What the battery may do; positive when charging.
  private let battery: ClosedRange<Double>
  /// Currency per kW of charging, and of discharging.
  private let chargePrice: Double
  private let dischargePrice: Double
  /// Currency per kW of grid power, of either sign.
  private let rampPrice: Double

  /// - Parameters:
  ///   - tiers: prices of import; by default nothing up to the limit.
  ///   - range: what the battery may do; by default all that its power allows.
  init(
    pricing facility: CompiledFacility, _ prices: FacilityPrices, _ slot: Int,
    tiers: [Tier]? = nil, battery range: ClosedRange<Double>? = nil
  ) {
    let hours = facility.slotHours
    self.tiers = tiers ?? [Tier(upToKW: facility.gridLimitKW[slot], price: 0)]
    exportPrice = facility.exportPrice.map { $0 * hours }
    rampPrice = prices.rampPrice(slot)
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
    forEachOption(facilityKW: facilityKW) { _, cost in best = min(best, cost) }
    return best.isFinite ? best : nil
  }

  /// Calls `body` with the grid power and the cost of every option.
  func forEachOption(facilityKW: Double, _ body: (_ gridKW: Double, _ cost: Double) -> Void) {
    forEachOption(facilityKW, battery: 0, body)
    if battery.lowerBound < 0 { forEachOption(facilityKW, battery: battery.lowerBound, body) }
    if battery.upperBound > 0 { forEachOption(facilityKW, battery: battery.upperBound, body) }
    guard battery.lowerBound < battery.upperBound else { return }
    considerCorner(facilityKW, grid: 0, body)
    for tier in tiers where tier.upToKW.isFinite {
      considerCorner(facilityKW, grid: tier.upToKW, body)
    }
  }

  /// All, nothing, or as much curtailment as brings the grid power to a corner.
  private func forEachOption(
    _ facilityKW: Double, battery power: Double, _ body: (Double, Double) -> Void
  ) {
    guard battery.contains(power) else { return }
    let net = facilityKW + power - solar
    let own = cost(battery: power)
    consider(grid: net, own, body)
    guard solar > 0 else { return }
    consider(grid: net + solar, own, body)
    if net < 0, net + solar > 0 { consider(grid: 0, own, body) }
    for tier in tiers where tier.upToKW > net && tier.upToKW < net + solar {
      consider(grid: tier.upToKW, own, body)
    }
  }

  /// The battery power that brings the grid power to a corner, with all or nothing curtailed.
  private func considerCorner(
    _ facilityKW: Double, grid: Double, _ body: (Double, Double) -> Void
  ) {
    let power = grid - facilityKW + solar
    if battery.contains(power) { consider(grid: grid, cost(battery: power), body) }
    if solar > 0, battery.contains(power - solar) {
      consider(grid: grid, cost(battery: power - solar), body)
    }
  }

  private func consider(grid: Double, _ own: Double, _ body: (Double, Double) -> Void) {
    guard let cost = cost(grid: grid) else { return }
    body(grid, own + cost + rampPrice * grid)
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
