import Foundation

/// Properties of moist air, as in the ASHRAE Handbook of Fundamentals, chapter "Psychrometrics".
///
/// Temperatures in °C, pressures in Pa, humidity ratios in kg of vapour per kg of dry air,
/// enthalpies in J per kg of dry air.
enum Psychrometrics {
  /// Molar mass of water over that of dry air.
  static let molarMassRatio = 0.621945
  static let standardPressurePa = 101_325.0
  /// Of dry air, J/(kg K).
  static let airHeat = 1006.0
  /// Of water vapour, J/(kg K).
  static let vapourHeat = 1860.0
  /// Of evaporation at 0 °C, J/kg.
  static let evaporationHeat = 2.501e6

  /// Vapour pressure over water, below 0 °C over ice, by Hyland and Wexler (1983).
  static func saturationPressure(_ celsius: Double) -> Double {
    saturation(celsius).pressure
  }

  /// The saturation pressure and its relative slope, per kelvin.
  @inline(__always)
  static func saturation(_ celsius: Double) -> (pressure: Double, relativeSlope: Double) {
    let t = celsius + 273.15
    let overIce = celsius < 0
    let logarithm: Double
    let slope: Double
    if overIce {
      logarithm =
        -5674.5359 / t + 6.3925247 - 0.009677843 * t + 6.2215701e-7 * t * t
        + 2.0747825e-9 * t * t * t - 9.484024e-13 * t * t * t * t + 4.1635019 * log(t)
      slope =
        5674.5359 / (t * t) - 0.009677843 + 2 * 6.2215701e-7 * t + 3 * 2.0747825e-9 * t * t
        - 4 * 9.484024e-13 * t * t * t + 4.1635019 / t
    } else {
      logarithm =
        -5800.2206 / t + 1.3914993 - 0.048640239 * t + 4.1764768e-5 * t * t
        - 1.4452093e-8 * t * t * t + 6.5459673 * log(t)
      slope =
        5800.2206 / (t * t) - 0.048640239 + 2 * 4.1764768e-5 * t - 3 * 1.4452093e-8 * t * t
        + 6.5459673 / t
    }
    return (exp(logarithm), slope)
  }

  static func humidityRatio(vapourPressure: Double, pressure: Double) -> Double {
    molarMassRatio * vapourPressure / (pressure - vapourPressure)
  }

  static func enthalpy(_ celsius: Double, humidityRatio w: Double) -> Double {
    airHeat * celsius + w * (evaporationHeat + vapourHeat * celsius)
  }

  /// The humidity ratio that has a given enthalpy.
  static func humidityRatio(_ celsius: Double, enthalpy: Double) -> Double {
    (enthalpy - airHeat * celsius) / (evaporationHeat + vapourHeat * celsius)
  }

  /// Pressure of the standard atmosphere.
  static func pressure(altitudeMetres: Double) -> Double {
    standardPressurePa * pow(1 - 2.25577e-5 * altitudeMetres, 5.2559)
  }
}
