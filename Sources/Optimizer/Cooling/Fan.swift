/// Fans with variable-speed drives that let some air through at rest.
///
/// P = P₀ (x³ − x₀³) / (1 − x₀³) at relative air flow x; natural draught x₀ costs nothing.
struct Fan: Sendable {
  /// Power at full flow in the air at hand, W.
  var power: Double
  /// Relative air flow without power.
  let naturalDraught: Double

  func power(atFlow x: Double) -> Double {
    let still = naturalDraught * naturalDraught * naturalDraught
    return power * (x * x * x - still) / (1 - still)
  }

  /// W per unit of relative air flow.
  func slope(atFlow x: Double) -> Double {
    let still = naturalDraught * naturalDraught * naturalDraught
    return power * 3 * x * x / (1 - still)
  }
}
