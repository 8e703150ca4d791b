/// Losses between the grid connection and the racks: P₀ (a + b u + c u²) at relative load u.
public struct ElectricalLosses: Sendable, Equatable {
  public var a: Double
  public var b: Double
  public var c: Double

  public init(a: Double, b: Double, c: Double) {
    self.a = a
    self.b = b
    self.c = c
  }

  /// A double-conversion UPS, transformers and switchgear [A].
  public static let uninterruptible = ElectricalLosses(a: 0.008, b: 0.015, c: 0.012)

  func watts(itWatts: Double, nominal: Double) -> Double {
    let u = itWatts / nominal
    return nominal * (a + u * (b + u * c))
  }
}
