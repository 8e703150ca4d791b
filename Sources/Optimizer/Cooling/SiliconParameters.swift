/// A GPU under its cold plate, and the servers around it.
public struct SiliconParameters: Sendable, Equatable {
  /// Power of a busy GPU at the reference temperature, W [R].
  public var gpuW: Double
  /// Share of IT power that GPUs draw, and that leakage acts on [A].
  public var gpuShare: Double
  /// Leakage over power at the reference temperature [A].
  public var leakageFraction = 0.1
  /// Growth of leakage per kelvin [A].
  public var leakagePerK = 0.02
  /// Where the GPU draws its reference power [A].
  public var referenceC = 60.0
  /// Junction to case, K/W [A].
  public var junctionToCase = 0.006
  /// Case to coolant at endless flow, K/W [D].
  public var coldPlateBase = 0.01611
  /// What flow adds at 1 L/min, K/W [D].
  public var coldPlateFlow = 0.008379
  /// Of flow in that [D].
  public var coldPlateExponent = 0.9755
  /// Coolant per kW of GPU and per kW of liquid heat, L/min [R].
  public var litresPerMinutePerKW = 1.5
  /// Throttle temperature [R, sources disagree].
  public var largestC = 85.0
  /// Kept free below it.
  public var marginK = 3.0
  /// Of the package, J/K [A].
  public var heatCapacity = 300.0

  public init(gpuW: Double, gpuShare: Double) {
    self.gpuW = gpuW
    self.gpuShare = gpuShare
  }
}
