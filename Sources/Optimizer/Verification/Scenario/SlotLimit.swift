import GridPricing

/// The tightest limit on the grid import of one slot.
struct SlotLimit: Equatable {
  var gridKW: Double
  /// Why, where the scenario says it.
  var reason: String?

  /// nil where nothing limits the slot; a limit that touches the slot holds for all of it.
  init?(_ site: Site, in slot: Int, of horizon: Horizon) {
    var tightest = site.gridLimit.map { (kW: $0.kilowatts, reason: String?.none) }
    for limit in site.gridLimits
    where limit.start < horizon.edge(slot + 1) && limit.end > horizon.edge(slot) {
      if limit.power.kilowatts < tightest?.kW ?? .infinity {
        tightest = (limit.power.kilowatts, limit.reason)
      }
    }
    guard let tightest else { return nil }
    gridKW = tightest.kW
    reason = tightest.reason
  }

  func admits(gridKW: Double) -> Bool {
    gridKW <= self.gridKW + Tolerance.gridLimit * max(1, self.gridKW)
  }

  /// The limit in words: `21.0 (demand response)`.
  var text: String { "\(gridKW)" + (reason.map { " (\(quoted($0)))" } ?? "") }
}
