import GridPricing

/// What the horizon's slots are like at one site: one value per slot in every array.
package struct SiteSignals: Sendable {
  /// Currency of the objective per kWh at the grid connection.
  package var pricePerKWh: [Double]
  /// kg CO₂e per kWh; nil where the site has no carbon series.
  package var carbonKgPerKWh: [Double]?
  /// IT power that runs whatever the jobs do: base and idle.
  package var fixedKW: [Double]
  /// GPUs available, by pool and slot.
  package var capacity: [[Int]]
  package var filledPriceSlots: Int
  package var filledCarbonSlots: Int
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

extension Cooling {
  /// Facility power over IT power.
  package var pue: Double {
    switch self {
    case .fixedPUE(let pue): pue
    }
  }
}
