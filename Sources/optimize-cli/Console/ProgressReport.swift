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

  /// The number with so many decimals; Foundation's formatting is not worth loading for this.
  private func fixed(_ number: Double, _ decimals: Int) -> String {
    let scale = decimals == 1 ? 10 : decimals == 2 ? 100 : 1000
    let scaled = (number * Double(scale)).rounded()
    guard abs(scaled) < 1e18 else { return "\(number)" }
    let units = Int(scaled).magnitude
    let fraction = String(units % UInt(scale))
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(scaled < 0 ? "-" : "")\(units / UInt(scale)).\(zeros)\(fraction)"
  }
}
