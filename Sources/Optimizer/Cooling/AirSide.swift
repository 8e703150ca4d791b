/// The heat that does not enter the coolant, and the air handlers that bring it to chilled water.
struct AirSide: Sendable {
  private let liquidShare: Double
  private let lossToAir: Double
  private let nominalITW: Double
  private let losses: ElectricalLosses
  private let fanFraction: Double
  private let leastFlow: Double
  /// At nominal IT power, W; without it there is no air side.
  let nominalHeatW: Double

  init(_ plant: PlantParameters) {
    liquidShare = plant.liquidShare
    lossToAir = plant.lossToAir
    nominalITW = plant.nominalITW
    losses = plant.losses
    fanFraction = plant.airHandlerFraction
    leastFlow = plant.leastAirFlow
    nominalHeatW =
      (1 - plant.liquidShare) * plant.nominalITW
      + plant.lossToAir * plant.losses.watts(itWatts: plant.nominalITW, nominal: plant.nominalITW)
  }

  var exists: Bool { nominalHeatW > 1e-9 * nominalITW }

  /// Heat to the room's air and the power of the air handlers at an IT power; their power is heat
  /// as well.
  func load(itWatts: Double) -> (heatW: Double, fanW: Double) {
    guard exists else { return (0, 0) }
    let heat =
      (1 - liquidShare) * itWatts + lossToAir * losses.watts(itWatts: itWatts, nominal: nominalITW)
    let x = min(1, max(leastFlow, heat / nominalHeatW))
    return (heat, fanFraction * nominalHeatW * x * x * x)
  }
}
