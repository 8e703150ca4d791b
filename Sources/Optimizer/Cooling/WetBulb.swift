import Foundation

extension Psychrometrics {
  /// The wet-bulb temperature of air, from the balance of a wetted thermometer.
  ///
  /// The balance over liquid water where its root is not below 0 °C, else that over ice.
  static func wetBulb(dryBulb: Double, humidityRatio: Double, pressure: Double) -> Double {
    let isLiquid =
      dryBulb >= 0
      && self.humidityRatio(dryBulb: dryBulb, wetBulb: 0, pressure: pressure) <= humidityRatio
    let low = isLiquid ? 0 : -150.0
    let high = isLiquid ? dryBulb : min(dryBulb, 0)
    return Root.bracketed(low, high, tolerance: 1e-10) { wetBulb in
      balance(dryBulb: dryBulb, wetBulb: wetBulb, pressure: pressure, isLiquid: isLiquid)
        - humidityRatio
    }
  }

  /// The humidity ratio of air of known dry and wet bulb.
  static func humidityRatio(dryBulb: Double, wetBulb: Double, pressure: Double) -> Double {
    balance(dryBulb: dryBulb, wetBulb: wetBulb, pressure: pressure, isLiquid: wetBulb >= 0)
  }

  private static func balance(
    dryBulb t: Double, wetBulb s: Double, pressure: Double, isLiquid: Bool
  ) -> Double {
    let saturated = humidityRatio(vapourPressure: saturationPressure(s), pressure: pressure)
    return isLiquid
      ? ((2501 - 2.326 * s) * saturated - 1.006 * (t - s)) / (2501 + 1.86 * t - 4.186 * s)
      : ((2830 - 0.24 * s) * saturated - 1.006 * (t - s)) / (2830 + 1.86 * t - 2.1 * s)
  }

  /// The wet bulb by the regression of Stull (2011, doi:10.1175/JAMC-D-11-0143.1).
  ///
  /// For sea level only: off by up to 1 K between 5 and 99 % humidity, more in thin air. For what
  /// must be quick or needs no pressure; the plant itself uses the balance.
  ///
  /// - Parameter relativeHumidity: 0 to 1.
  static func stullWetBulb(dryBulb t: Double, relativeHumidity: Double) -> Double {
    let h = 100 * relativeHumidity
    return t * atan(0.151977 * (h + 8.313659).squareRoot()) + atan(t + h) - atan(h - 1.676331)
      + 0.00391838 * pow(h, 1.5) * atan(0.023101 * h) - 4.686035
  }
}
