extension PlanDocument.SavingFigures {
  /// What was saved, in percent of what was before; nil where that is nothing, or either is unknown.
  init(
    cost: (before: Double, after: Double), emissions: (before: Double?, after: Double?),
    energy: (before: Double, after: Double)
  ) {
    self.init(
      costPercent: Self.percent(cost.before, cost.after),
      emissionsPercent: Self.percent(emissions.before, emissions.after),
      energyPercent: Self.percent(energy.before, energy.after))
  }

  private static func percent(_ before: Double?, _ after: Double?) -> Double? {
    guard let before, let after, before != 0 else { return nil }
    return 100 * (before - after) / abs(before)
  }
}
