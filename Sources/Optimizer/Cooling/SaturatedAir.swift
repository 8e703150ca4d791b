/// The film of saturated air over the water of a cooling tower, at one pressure.
struct SaturatedAir: Sendable, Equatable {
  let pressurePa: Double
  /// Where vapour makes up half the pressure. Beyond it the enthalpy goes on along its tangent, so
  /// that a plant far out of its depth still has a temperature, if not a useful one.
  private let limitC: Double
  private let limitEnthalpy: Double
  private let limitSlope: Double

  init(pressurePa: Double) {
    self.pressurePa = pressurePa
    limitC = Root.bracketed(0, 100, tolerance: 1e-9) {
      Psychrometrics.saturationPressure($0) - 0.5 * pressurePa
    }
    (limitEnthalpy, limitSlope) = Self.enthalpyAndSlope(limitC, pressurePa: pressurePa)
  }

  /// Enthalpy in J per kg of dry air.
  func enthalpy(_ celsius: Double) -> Double { enthalpyAndSlope(celsius).enthalpy }

  @inline(__always)
  func enthalpyAndSlope(_ celsius: Double) -> (enthalpy: Double, slope: Double) {
    if celsius >= limitC {
      return (limitEnthalpy + limitSlope * (celsius - limitC), limitSlope)
    }
    // Colder air than there is holds no vapour.
    return celsius < -150
      ? (Psychrometrics.airHeat * celsius, Psychrometrics.airHeat)
      : Self.enthalpyAndSlope(celsius, pressurePa: pressurePa)
  }

  /// The temperature of saturated air of that enthalpy, from a guess.
  func temperature(enthalpy: Double, near guess: Double) -> Double {
    Root.increasing(in: -150...1e12, from: guess, tolerance: 1e-5) {
      let (value, slope) = enthalpyAndSlope($0)
      return (value - enthalpy, slope)
    }
  }

  @inline(__always)
  private static func enthalpyAndSlope(
    _ celsius: Double, pressurePa: Double
  ) -> (enthalpy: Double, slope: Double) {
    let (vapour, relativeSlope) = Psychrometrics.saturation(celsius)
    let rest = pressurePa - vapour
    let w = Psychrometrics.molarMassRatio * vapour / rest
    let wSlope = w * relativeSlope * pressurePa / rest
    let heat = Psychrometrics.evaporationHeat + Psychrometrics.vapourHeat * celsius
    return (
      Psychrometrics.airHeat * celsius + w * heat,
      Psychrometrics.airHeat + wSlope * heat + w * Psychrometrics.vapourHeat
    )
  }
}
