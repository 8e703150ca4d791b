/// A pump with a variable-speed drive in a loop that holds part of its head at any flow.
///
/// P = V₀ H / η × x (h₀ + (1 − h₀) x²) at relative flow x. All of it becomes heat in the loop.
struct Pump: Sendable {
  /// Power at design flow, W.
  let power: Double
  /// Share of the head that the pressure set point holds; 0 gives the cube law.
  let heldHead: Double

  /// - Parameters:
  ///   - flow: design flow, m³/s.
  ///   - headPa: design head.
  init(flow: Double, headPa: Double, efficiency: Double, heldHead: Double) {
    power = flow * headPa / efficiency
    self.heldHead = heldHead
  }

  func power(atFlow x: Double) -> Double { power * x * (heldHead + (1 - heldHead) * x * x) }
}
