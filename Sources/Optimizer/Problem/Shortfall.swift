import GridPricing

/// The first slot in which base and idle load alone exceed a limit.
public struct Shortfall: Sendable, Equatable {
  /// The id of the site.
  public var site: String
  /// Counted from the start of the horizon.
  public var slot: Int
  /// Which limit is exceeded.
  public var limit: Limit
  /// How much power is missing: of the facility, or of IT equipment that the plant cannot cool.
  public var missing: Power

  /// What base and idle load alone can exceed.
  public enum Limit: Sendable, Equatable {
    /// The IT power that the plant can cool.
    case cooling
    /// What grid, panels and battery can supply.
    case grid
  }
}

extension Problem {
  /// Where base and idle load alone exceed what a site can cool, or what its grid, panels and battery can
  /// supply; nil where they nowhere do.
  public var shortfall: Shortfall? {
    for number in sites.indices {
      var supply = FixedLoadSupply(sites[number], signals[number], books[number])
      if let short = supply.firstShort(on: horizon) {
        return Shortfall(
          site: sites[number].id, slot: short.slot, limit: short.limit,
          missing: .kilowatts(short.missingKW))
      }
    }
    return nil
  }
}

/// How a site serves base and idle load, slot after slot, with all that its battery can have stored.
private struct FixedLoadSupply {
  private let site: Site
  private let signals: SiteSignals
  private let books: SiteBooks
  private var reserve: BatteryReserve?

  init(_ site: Site, _ signals: SiteSignals, _ books: SiteBooks) {
    self.site = site
    self.signals = signals
    self.books = books
    reserve = site.battery.map { BatteryReserve($0, slotHours: books.slotHours) }
  }

  mutating func firstShort(
    on horizon: Horizon
  ) -> (slot: Int, limit: Shortfall.Limit, missingKW: Double)? {
    for slot in horizon.slots {
      let missing = signals.fixedKW[slot] - (signals.headroomKW?[slot] ?? .infinity)
      if isShort(by: missing, of: signals.fixedKW[slot]) { return (slot, .cooling, missing) }
      if let missing = missingSupplyKW(in: slot) { return (slot, .grid, missing) }
    }
    return reserve?.missingAtEndKW.map { (horizon.count - 1, .grid, $0) }
  }

  private mutating func missingSupplyKW(in slot: Int) -> Double? {
    let fixed = signals.fixedKW[slot]
    let supply = signals.gridLimitKW[slot] + (signals.solarKW?[slot] ?? 0)
    let most = supply + (site.battery?.power.kilowatts ?? 0)
    let facility = books.facilityKW(referenceKW: fixed, slot: slot, upTo: supply)
    if isShort(by: facility - most, of: most) { return facility - most }
    guard reserve != nil else { return nil }
    // What a tank takes off the chiller now, another slot pays for; here it comes free.
    let relief = supply.isFinite ? books.largestReliefKW(referenceKW: fixed, slot: slot) : 0
    return reserve?.missingKW(afterGiving: facility - relief - supply)
  }

  private func isShort(by missing: Double, of limit: Double) -> Bool {
    missing > CompiledProblem.powerTolerance(min(limit, 1e12))
  }
}

/// The most that a battery can have stored, where it charges whenever power is left.
private struct BatteryReserve {
  private let powerKW: Double
  private let capacityKWh: Double
  private let finalKWh: Double
  private let efficiency: Double
  private let slotHours: Double
  private var storedKWh: Double

  init(_ battery: Battery, slotHours: Double) {
    powerKW = battery.power.kilowatts
    capacityKWh = battery.capacity.kilowattHours
    finalKWh = battery.final.kilowattHours
    efficiency = battery.roundTripEfficiency.squareRoot()
    storedKWh = battery.initial.kilowattHours
    self.slotHours = slotHours
  }

  /// What it lacks to give a power through a slot; takes as much up where the power is below zero.
  mutating func missingKW(afterGiving power: Double) -> Double? {
    if power > 0 {
      storedKWh -= power / efficiency * slotHours
      return missingKW(below: 0)
    }
    storedKWh = min(capacityKWh, storedKWh + min(powerKW, -power) * efficiency * slotHours)
    return nil
  }

  /// What it lacks in the last slot to end as it must.
  var missingAtEndKW: Double? { missingKW(below: finalKWh) }

  private func missingKW(below leastKWh: Double) -> Double? {
    let missing = leastKWh - storedKWh
    return missing > 1e-6 * max(1, capacityKWh) ? missing * efficiency / slotHours : nil
  }
}
