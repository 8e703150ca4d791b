/// How one site runs its plant: one value per slot in every array; nil where the site has no such part.
public struct Dispatch: Sendable, Equatable {
  /// Set point of the facility supply, °C.
  public var supplyC: [Double]?
  /// Power of the battery at its terminals, kW; positive when charging.
  public var batteryKW: [Double]?
  /// Heat taken from the tank, kW; positive when charging.
  public var storageKW: [Double]?
  /// Solar power that is not used, kW.
  public var curtailedKW: [Double]?

  public init(
    supplyC: [Double]? = nil, batteryKW: [Double]? = nil, storageKW: [Double]? = nil,
    curtailedKW: [Double]? = nil
  ) {
    self.supplyC = supplyC
    self.batteryKW = batteryKW
    self.storageKW = storageKW
    self.curtailedKW = curtailedKW
  }
}
