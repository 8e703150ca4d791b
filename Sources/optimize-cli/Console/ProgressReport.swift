/// How far a search has come.
struct ProgressReport: Equatable, Sendable {
  /// Cost of the best plan; absent as long as there is none.
  var cost: Double?

  /// The proven lower bound; absent as long as there is none.
  var bound: Double?

  /// Relative distance of cost and bound, as a fraction.
  var gap: Double?
  var elapsed: Duration

  /// For example `cost 812.40  bound 811.93  gap 0.058%  elapsed 12.3s`.
  var text: String {
    [
      cost.map { "cost \(fixed($0, 2))" },
      bound.map { "bound \(fixed($0, 2))" },
      gap.map { "gap \(fixed($0 * 100, 3))%" },
      "elapsed \(fixed(elapsedSeconds, 1))s",
    ].compactMap(\.self).joined(separator: "  ")
  }

  var elapsedSeconds: Double { elapsed / .seconds(1) }
}
