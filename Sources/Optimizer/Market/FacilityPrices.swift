/// Prices for what ties the slots of a site to each other; any choice of them proves a lower bound.
///
/// With them the cheapest way to run the plant falls apart into slots.
struct FacilityPrices: Sendable, Equatable {
  /// β: currency per kWh in the battery at the end of a slot; empty without a battery.
  var battery: [Double]
  /// σ: currency per kWh of cold in the tank at the end of a slot; empty without a tank.
  var tank: [Double]
  /// δ: currency per kW of import in a slot, by demand charge and slot; never negative, equal in all
  /// slots of a metering interval, and together at most the price of the charge in each period.
  var demand: [[Double]]
  /// ρ: currency per kW by which the grid power rises from the slot before; empty without a ramp limit.
  var ramp: [Double]

  /// No price on anything.
  init(for facility: CompiledFacility) {
    let zeros = [Double](repeating: 0, count: facility.slotCount)
    battery = facility.battery == nil ? [] : zeros
    tank = facility.tank == nil ? [] : zeros
    demand = facility.charges.map { _ in zeros }
    ramp = facility.rampKW.isFinite ? zeros : []
  }

  mutating func mix(_ other: FacilityPrices, weight: Double) {
    MarketPrices.mix(&battery, other.battery, weight)
    MarketPrices.mix(&tank, other.tank, weight)
    MarketPrices.mix(&ramp, other.ramp, weight)
    for charge in demand.indices { MarketPrices.mix(&demand[charge], other.demand[charge], weight) }
  }

  /// Whether everything but the prices of peaks is the same.
  func differsInPeaksOnly(from other: FacilityPrices) -> Bool {
    battery == other.battery && tank == other.tank && ramp == other.ramp
  }

  /// Currency per kW of grid power in a slot, beside its energy: δ of all charges for import alone, and
  /// ρ in and out of the slot.
  func demandPrice(_ slot: Int) -> Double { demand.reduce(0) { $0 + $1[slot] } }
  func rampPrice(_ slot: Int) -> Double {
    guard !ramp.isEmpty else { return 0 }
    return ramp[slot] - (slot + 1 < ramp.count ? ramp[slot + 1] : 0)
  }

  /// The part of the bound that belongs to no slot.
  func constant(for facility: CompiledFacility) -> Double {
    var sum = 0.0
    if let storage = facility.battery { sum += Self.constant(battery, storage) }
    if let storage = facility.tank { sum += Self.constant(tank, storage) }
    for (charge, prices) in zip(facility.charges, demand) {
      for period in charge.periods where period.paidKW != 0 {
        for slot in period.intervals.joined() { sum -= prices[slot] * period.paidKW }
      }
    }
    for price in ramp where price != 0 { sum -= abs(price) * facility.rampKW }
    return sum
  }

  /// What the states of charge themselves cost at least: Σ price[t]·(E[t+1] − r·E[t]) over all E within
  /// the capacity, from the initial to at least the final state.
  private static func constant(
    _ prices: [Double], _ storage: CompiledFacility.Storage
  ) -> Double {
    let last = prices.count - 1
    var sum = -storage.retention * prices[0] * storage.initialKWh
    for slot in stride(from: 1, through: last, by: 1) {
      sum += min(0, prices[slot - 1] - storage.retention * prices[slot]) * storage.capacityKWh
    }
    return sum + prices[last] * (prices[last] >= 0 ? storage.finalKWh : storage.capacityKWh)
  }
}

extension FacilityPrices {
  /// Scales demand prices down where they exceed their charge, as rounding makes them.
  mutating func keepDemandWithinCharges(of facility: CompiledFacility) {
    for (number, charge) in facility.charges.enumerated() {
      for period in charge.periods {
        let slots = period.intervals.joined()
        let sum = slots.reduce(0) { $0 + demand[number][$1] }
        guard sum > charge.pricePerKW else { continue }
        // A little less than the charge, so that the sum is not above it in any order.
        let scale = charge.pricePerKW / sum * (1 - 1e-12)
        for slot in slots { demand[number][slot] *= scale }
      }
    }
  }
}
