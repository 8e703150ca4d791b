import Foundation

/// Two liquids in counterflow: the coolant distribution unit and the isolation of a tower.
///
/// UA = 2 UA₀ / (x_h^-0.8 + x_c^-0.8) at relative flows x; UA₀ from the approach at design.
struct PlateHeatExchanger: Sendable {
  /// Conductance at design flows, W/K.
  let conductance: Double
  /// Capacity rates at design, W/K.
  let hotRate: Double
  let coldRate: Double

  /// - Parameters:
  ///   - heat: design heat in W.
  ///   - approachK: hot outlet above cold inlet at design.
  init(heat: Double, hotRate: Double, coldRate: Double, approachK: Double) {
    self.hotRate = hotRate
    self.coldRate = coldRate
    let least = min(hotRate, coldRate)
    let ratio = least / max(hotRate, coldRate)
    let effectiveness = heat / (least * (approachK + heat / hotRate))
    conductance =
      least * Effectiveness.counterflowNTU(effectiveness: effectiveness, ratio: ratio)
  }

  /// The resistance of one side's film, up to a constant.
  @inline(__always)
  static func film(_ flow: Double) -> Double { flow == 1 ? 1 : exp(-0.8 * log(flow)) }

  /// Heat per kelvin between the two inlets, W/K: effectiveness times the smaller capacity rate.
  func heatPerKelvin(hotFlow: Double, coldFlow: Double) -> Double {
    heatPerKelvin(hotFlow: hotFlow, hotFilm: Self.film(hotFlow), coldFlow: coldFlow).value
  }

  /// As above, with its slope in the cold flow.
  @inline(__always)
  func heatPerKelvin(
    hotFlow: Double, hotFilm: Double, coldFlow: Double
  ) -> (value: Double, slope: Double) {
    let coldFilm = Self.film(coldFlow)
    let ua = 2 * conductance / (hotFilm + coldFilm)
    let (hot, cold) = (1 / (hotFlow * hotRate), 1 / (coldFlow * coldRate))
    let uaSlope = ua * 0.8 * coldFilm / (coldFlow * (hotFilm + coldFilm))
    let coldSlope = -cold / coldFlow
    // With z = UA (1/C_h - 1/C_c) and g = UA (1 - exp(-z)) / z the value is g / (1 + g/C_c),
    // whichever stream has the smaller rate.
    let z = ua * (hot - cold)
    let zSlope = uaSlope * (hot - cold) - ua * coldSlope
    let (mean, meanSlope) = Self.meanDecay(z)
    let g = ua * mean
    let gSlope = uaSlope * mean + ua * meanSlope * zSlope
    let divisor = 1 + cold * g
    return (g / divisor, (gSlope - g * g * coldSlope) / (divisor * divisor))
  }

  /// (1 - exp(-z)) / z and its slope.
  @inline(__always)
  private static func meanDecay(_ z: Double) -> (value: Double, slope: Double) {
    if abs(z) < 1e-5 { return (1 - z / 2 + z * z / 6, -0.5 + z / 3) }
    let gain = -expm1(-z)
    return (gain / z, (1 - gain - gain / z) / z)
  }

  /// The heat per kelvin that a range of cold flows spans.
  func span(hotFlow: Double, coldFlows: ClosedRange<Double>) -> ClosedRange<Double> {
    heatPerKelvin(
      hotFlow: hotFlow, coldFlow: coldFlows.lowerBound)...heatPerKelvin(
        hotFlow: hotFlow, coldFlow: coldFlows.upperBound)
  }

  /// The cold flow that moves a wanted heat per kelvin, kept in a range.
  ///
  /// - Parameter span: of that range.
  func coldFlow(
    heatPerKelvin wanted: Double, hotFlow: Double, in range: ClosedRange<Double>,
    span: ClosedRange<Double>
  ) -> Double {
    if !(wanted < span.upperBound) { return range.upperBound }
    if wanted <= span.lowerBound { return range.lowerBound }
    let hotFilm = Self.film(hotFlow)
    let share = (wanted - span.lowerBound) / (span.upperBound - span.lowerBound)
    let start = range.lowerBound + share * (range.upperBound - range.lowerBound)
    return Root.increasing(in: range, from: start, tolerance: 1e-6) {
      let (value, slope) = heatPerKelvin(hotFlow: hotFlow, hotFilm: hotFilm, coldFlow: $0)
      return (value - wanted, slope)
    }
  }
}
