import GridPricing

/// Invented prices and carbon intensities with hours in which power costs less than nothing.
struct MadeSeries {
  /// The comment at the head of every file of invented figures.
  static let label = "# synthetic, not measured"

  let text: String
  /// How many slots of the horizon have a negative price.
  let negativeSlots: Int

  /// The first of a few invented grids that has negative prices within the horizon; a horizon that
  /// ends before the first morning has none.
  init(_ recipe: InstanceRecipe) throws {
    let horizon = recipe.horizon
    let days = (recipe.slots * recipe.slotMinutes + 1439) / 1440
    func series(_ attempt: Int) -> SyntheticSeries {
      SyntheticSeries(
        profile: attempt % 2 == 0 ? .solarHeavy : .windHeavy, start: horizon.start, days: days,
        stepMinutes: recipe.slotMinutes, seed: recipe.seed &+ UInt64(attempt / 2))
    }
    func negativeSlots(of series: SyntheticSeries) -> Int {
      series.price.series.steps.prefix(recipe.slots).count { ($0.value ?? 0) < 0 }
    }
    let first = series(0)
    let chosen = (0..<16).lazy.map(series).first { negativeSlots(of: $0) > 0 } ?? first
    self.negativeSlots = negativeSlots(of: chosen)
    text = "\(Self.label)\n" + (try SeriesWriter.plainCSV(chosen.columns))
  }
}
