/// All numbers of a liquid-cooled plant, in base units of SI and °C.
///
/// Start from a preset and change what differs: sizes do not follow such changes by themselves.
/// Sources are tagged where a number stands: [R] read in a public source, [D] derived by own
/// analysis, [K] known from the literature, [A] assumed. ``CoolingParameter`` lists all of them
/// with their units, ranges and names in files.
public struct PlantParameters: Sendable, Equatable {
  /// IT power at which relative load is 1, W.
  public var nominalITW: Double
  /// Share of IT power that leaves by the coolant.
  public var liquidShare: Double
  public var silicon: SiliconParameters
  /// Facility water, which cools the coolant loop.
  public var warm: CircuitParameters
  /// Chilled water, which cools the room.
  public var cool: CircuitParameters
  /// Facility supply of the preset, for whoever does not choose one.
  public var supplyC: Double
  /// Supply of the chilled-water circuit [A].
  public var chilledWaterC = 20.0
  /// Warmest coolant supply [K].
  public var largestCoolantC = 45.0
  /// Coldest facility supply set point, above any dew point in the hall [A].
  public var leastSupplyC = 20.0
  /// The class of the facility water, where it binds beside the coolant's limit.
  public var supplyClass = SupplyClass.wPlus
  /// Coolant supply above facility supply [R].
  public var coolantApproachK = 4.0
  /// Of the coolant pumps [A].
  public var coolantHeadPa = 200_000.0
  public var coolantEfficiency = 0.6
  /// Share of the head held at any flow [A].
  public var coolantHeldHead = 0.4
  /// Least relative coolant flow; 1 where racks have no valves [A].
  public var leastCoolantFlow = 1.0
  public var losses: ElectricalLosses
  /// Share of those losses that warms the cooled room [A].
  public var lossToAir: Double
  /// Fan power of the air handlers over the nominal heat to air [D].
  public var airHandlerFraction = 0.04
  /// Least relative air flow in the room.
  public var leastAirFlow = 0.3
  /// Lights and controls over nominal IT power [A].
  public var miscellaneousFraction = 0.002
  /// Volumes in litres per kW of nominal liquid heat [A]; that of the facility loop per leg.
  public var coolantVolume = 1.0
  public var loopVolume = 4.0
  public var tankVolume = 0.0
  /// Lags of the plant's controls in seconds [A].
  public var fanLag = 60.0
  public var chillerLag = 300.0
  public var valveLag = 30.0
  public var leakage = LeakageMode.addsPower

  public init(
    nominalITW: Double, liquidShare: Double, silicon: SiliconParameters, warm: CircuitParameters,
    cool: CircuitParameters, supplyC: Double, losses: ElectricalLosses, lossToAir: Double
  ) {
    self.nominalITW = nominalITW
    self.liquidShare = liquidShare
    self.silicon = silicon
    self.warm = warm
    self.cool = cool
    self.supplyC = supplyC
    self.losses = losses
    self.lossToAir = lossToAir
  }

  /// The same plant for another IT power: every capacity and flow in proportion.
  public mutating func scale(toNominalITW watts: Double) {
    let factor = watts / nominalITW
    nominalITW = watts
    for circuit in [\PlantParameters.warm, \.cool] {
      self[keyPath: circuit].capacityW *= factor
      self[keyPath: circuit].unit.capacityW *= factor
      self[keyPath: circuit].chiller.capacityW *= factor
    }
  }

  /// The warmest facility supply set point.
  var largestSupplyC: Double {
    min(largestCoolantC - coolantApproachK, supplyClass.warmestC ?? .infinity)
  }

  /// The facility supply set points, °C, whose coolant stays a margin below its limit.
  func supplyRange(marginK: Double) -> ClosedRange<Double> {
    leastSupplyC...max(leastSupplyC, largestSupplyC - marginK)
  }
}
