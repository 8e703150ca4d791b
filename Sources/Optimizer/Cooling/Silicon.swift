import Foundation

/// A GPU under its cold plate: what temperature and leakage make of its power.
struct Silicon: Sendable {
  let parameters: SiliconParameters
  let mode: LeakageMode
  /// R_tot at design coolant flow, K/W.
  private let designResistance: Double

  /// Beyond it leakage is not followed, for it has no end there: the state is far out of limits.
  private static let runawayC = 150.0

  init(_ silicon: SiliconParameters, mode: LeakageMode) {
    parameters = silicon
    self.mode = mode
    designResistance = Self.resistance(silicon, atFlow: 1)
  }

  /// Junction to coolant inlet at a relative coolant flow: R_jc + R_∞ + R_v V^-n, V in L/min per
  /// plate.
  func resistance(atFlow flow: Double) -> Double {
    flow == 1 ? designResistance : Self.resistance(parameters, atFlow: flow)
  }

  private static func resistance(_ silicon: SiliconParameters, atFlow flow: Double) -> Double {
    let litresPerMinute = silicon.litresPerMinutePerKW * silicon.gpuW / 1000 * flow
    return silicon.junctionToCase + silicon.coldPlateBase
      + silicon.coldPlateFlow * pow(litresPerMinute, -silicon.coldPlateExponent)
  }

  /// Power over that at the reference temperature: L = 1 + f (exp(β (T − T_ref)) − 1).
  func leakage(_ celsius: Double) -> Double { leakageAndSlope(celsius).value }

  private func leakageAndSlope(_ celsius: Double) -> (value: Double, slope: Double) {
    let growth =
      parameters.leakageFraction
      * exp(parameters.leakagePerK * (min(celsius, Self.runawayC) - parameters.referenceC))
    return (
      1 - parameters.leakageFraction + growth,
      celsius < Self.runawayC ? parameters.leakagePerK * growth : 0
    )
  }

  /// Power of a busy GPU over that at the reference temperature.
  func power(_ celsius: Double) -> Double {
    mode == .addsPower ? leakage(celsius) : 1
  }

  /// The GPU's temperature over coolant of a temperature: the root of T = T_s + R P L(T).
  ///
  /// Newton's method from below, where the residue is concave, never overshoots.
  func temperature(coolantC: Double, resistance: Double) -> Double {
    let rise = resistance * parameters.gpuW
    if mode == .costsPerformance { return coolantC + rise }
    var celsius = coolantC + rise * leakage(coolantC + rise * (1 - parameters.leakageFraction))
    for _ in 0..<50 {
      let (leakage, slope) = leakageAndSlope(celsius)
      let residue = coolantC + rise * leakage - celsius
      let step = residue / (1 - rise * slope)
      if !(step > 0), residue > 1e-9 { break }
      celsius += step
      if celsius > Self.runawayC { break }
      if abs(step) < 1e-10 { return celsius }
    }
    return coolantC + rise * leakage(.infinity)
  }

  /// How much a kelvin of the GPU warms it further by leakage; at 1 it runs away.
  func gain(_ celsius: Double, resistance: Double) -> Double {
    resistance * parameters.gpuW * leakageAndSlope(celsius).slope
  }

  /// IT power over that with all GPUs at the reference temperature.
  func itPower(_ celsius: Double) -> Double {
    1 + parameters.gpuShare * (power(celsius) - 1)
  }
}
