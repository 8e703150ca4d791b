import GridPricing

/// A liquid-cooled plant in the weather of each slot.
struct LiquidFacts {
  let plant: CoolingPlant
  /// Kept free to the limits of coolant and GPU.
  let marginK: Double
  /// Where the scenario holds the facility supply; nil leaves it to the plan.
  let heldC: Double?
  let air: [AmbientAir]
  /// The largest load, as reference power, that the plant cools with everything flat out.
  let headroomKW: [Double]

  init(
    _ liquid: LiquidCooling, _ weather: WeatherSeries, on horizon: Horizon, gaps: GapRule
  ) throws(SeriesError) {
    plant = liquid.plant
    marginK = liquid.marginK
    heldC = liquid.supplyC
    air = try Self.air(weather, on: horizon, gaps: gaps)
    let warmerK = Self.warmerK(liquid)
    var headroom: [Double] = []
    for slot in air.indices {
      // Weather often stays the same for several slots.
      let isSame = slot > 0 && air[slot] == air[slot - 1]
      headroom.append(
        isSame ? headroom[slot - 1] : Self.headroomKW(liquid, air[slot].warmer(byK: warmerK)))
    }
    headroomKW = headroom
  }

  /// Where the facility supply may stand: between the coldest allowed and where the coolant would be too
  /// warm, the margin kept unless the scenario holds the supply.
  var supplyRangeC: ClosedRange<Double> {
    let least = plant.parameters.leastSupplyC
    let keptK = heldC == nil ? marginK : 0
    return least...max(least, plant.parameters.largestSupplyC - keptK)
  }

  func state(
    referenceKW: Double, supplyC: Double, tankKW: Double = 0, in slot: Int
  ) -> SteadyState {
    plant.steady(
      referenceKW: referenceKW, air: air[slot], supplyC: supplyC, storageKW: tankKW)
  }

  /// The state at the set point where the site draws least, or where the supply is held.
  func leastPowerState(referenceKW: Double, in slot: Int) -> SteadyState {
    if let heldC { return state(referenceKW: referenceKW, supplyC: heldC, in: slot) }
    return LeastPowerSearch(marginK: marginK) {
      state(referenceKW: referenceKW, supplyC: $0, in: slot)
    }.least(in: supplyRangeC)
  }
}
