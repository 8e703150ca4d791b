/// What a site does and costs: one value per slot in every array.
package struct SiteOperation: Sendable, Equatable {
  /// IT power with GPUs at their reference temperature, kW.
  package var itReferenceKW: [Double]
  package var cooling: CoolingOperation
  package var balance: SiteBalance
  package var costs: SiteCosts
}

/// What stands between facility and grid: one value per slot in every array, nil where the site has
/// no such part.
package struct SiteBalance: Sendable, Equatable {
  /// Solar power that is not used.
  package var curtailedKW: [Double]?
  /// Positive when charging.
  package var batteryKW: [Double]?
  /// At the end of the slot.
  package var batteryKWh: [Double]?
  /// Heat; positive when charging.
  package var storageKW: [Double]?
  /// At the end of the slot.
  package var storageKWh: [Double]?
  /// Import from the grid, negative for export.
  package var gridKW: [Double]
}

/// What a site costs, in the currency of the objective.
package struct SiteCosts: Sendable, Equatable {
  /// Import less income from export.
  package var energy = 0.0
  package var carbon = 0.0
  package var demand = 0.0
  package var cycling = 0.0
  package var water = 0.0
  /// The absolute costs of all slots and of the rest: the scale against which costs are negligible.
  package var magnitude = 0.0

  package var total: Double { energy + carbon + demand + cycling + water }
}
