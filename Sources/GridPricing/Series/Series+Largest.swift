extension Series {
  /// The largest value that the series takes in any part of each slot of `horizon`.
  ///
  /// What a gap rule fills counts with the mean that it gives the slot.
  ///
  /// - Throws: as ``sampled(on:gaps:)``.
  /// - Complexity: O(steps + slots).
  package func largest(on horizon: Horizon, gaps: GapRule) throws(SeriesError) -> Sampled {
    var sampled = try sampled(on: horizon, gaps: gaps)
    for step in steps {
      guard let value = step.value, step.end > horizon.start else { continue }
      let first = max(0, horizon.slot(containing: step.start))
      let end = min(horizon.count, horizon.firstEdge(notBefore: step.end))
      for slot in first..<max(first, end) {
        sampled.values[slot] = max(sampled.values[slot], value)
      }
    }
    return sampled
  }
}
