import GridPricing

/// What the horizon's slots are like at one site: one value per slot in every array.
package struct SiteSignals: Sendable {
  /// Currency of the objective per kWh at the grid connection.
  package var pricePerKWh: [Double]
  /// kg CO₂e per kWh; nil where the site has no carbon series.
  package var carbonKgPerKWh: [Double]?
  /// IT power that runs whatever the jobs do: base, reserved GPUs and the idle power of the others.
  package var fixedKW: [Double]
  /// GPUs available to jobs, by pool and slot: reserved ones are not.
  package var capacity: [[Int]]
  package var filledPriceSlots: Int
  package var filledCarbonSlots: Int
  /// What the tariff adds to the price of import, in the currency of the objective per kWh.
  package var addersPerKWh: [Double] = []
  /// Power available from the site's own panels; nil where it has none.
  package var solarKW: [Double]?
  package var filledSolarSlots = 0
  /// By pool; 0 where nothing is reserved.
  package var filledReservedSlots: [Int] = []
  /// Outdoor air; nil where the cooling does not depend on it.
  package var air: [AmbientAir]?
  /// The largest reference IT power that the plant can cool; nil without liquid cooling.
  package var headroomKW: [Double]?
  package var filledWeatherSlots = 0
  /// The largest import from the grid, the tightest that touches the slot; infinite without one.
  package var gridLimitKW: [Double]
  /// By demand charge, in the order of the tariff: its periods that have slots of the horizon.
  package var demandPeriods: [[DemandPeriod]] = []
}

extension GPUPool {
  /// GPUs available in each slot; the tightest value in a slot holds for the whole of it.
  func capacity(on horizon: Horizon) -> [Int] {
    var capacity = [Int](repeating: gpus, count: horizon.count)
    for window in availability {
      let first = max(0, horizon.slot(containing: window.start))
      let end = min(horizon.count, horizon.firstEdge(notBefore: window.end))
      for slot in first..<max(first, end) { capacity[slot] = min(capacity[slot], window.gpus) }
    }
    return capacity
  }
}

extension Site {
  /// The largest import in each slot; the tightest limit that touches a slot holds throughout. One too
  /// small to tell from zero is zero.
  func gridLimitKW(on horizon: Horizon) -> [Double] {
    let always = gridLimit?.kilowatts ?? .infinity
    var tightest = [Double](repeating: always, count: horizon.count)
    for limit in gridLimits {
      let first = max(0, horizon.slot(containing: limit.start))
      let end = min(horizon.count, horizon.firstEdge(notBefore: limit.end))
      for slot in first..<max(first, end) {
        tightest[slot] = min(tightest[slot], limit.power.kilowatts)
      }
    }
    return tightest.map { $0 <= CompiledProblem.powerTolerance(0) ? 0 : $0 }
  }
}

extension Cooling {
  /// Facility power over IT power; of a liquid-cooled plant, what it is at full load in mild weather,
  /// for estimates.
  package var pue: Double {
    switch self {
    case .fixedPUE(let pue): pue
    case .liquid(let liquid):
      liquid.plant.steady(
        referenceKW: liquid.plant.nominalITKW,
        air: AmbientAir(dryBulbC: 20, relativeHumidity: 0.5),
        supplyC: liquid.plant.parameters.supplyC
      ).pueReference ?? 1
    }
  }
}
