import GridPricing

/// An operating point below full power.
public struct PowerCap: Sendable, Equatable {
  /// Mean IT power per GPU while the job runs under the cap.
  public var powerPerGPU: Power
  /// Speed relative to full power.
  public var speed: Double

  public init(powerPerGPU: Power, speed: Double) {
    self.powerPerGPU = powerPerGPU
    self.speed = speed
  }
}
