/// Plants of known kind, to start from.
public enum CoolingPreset: String, Sendable, CaseIterable {
  /// GB200 racks, dry coolers and an air-cooled trim chiller.
  case nvl72Dry = "nvl72-dry"
  /// GB200 racks, towers and a tower-cooled trim chiller.
  case nvl72Tower = "nvl72-tower"
  /// GB200 racks, adiabatic coolers and an air-cooled trim chiller.
  case nvl72Adiabatic = "nvl72-adiabatic"
  /// H100 nodes with cold plates, a third of the heat to air.
  case hgxH100 = "hgx-h100"
  /// All liquid at 45 °C, no chiller.
  case rubin45C = "rubin-45c"
  /// A large supercomputer on towers.
  case frontierLike = "frontier-like"
  /// A small supercomputer on towers in thin, dry air.
  case esifLike = "esif-like"

  /// All numbers of the plant, at its own nominal IT power.
  ///
  /// Circuits are sized for nominal IT power with a tenth to spare; the cool one also for the air
  /// handlers' fans. Its chiller can carry it alone.
  public var parameters: PlantParameters {
    switch self {
    case .nvl72Dry: Self.nvl72(unit: .dry, trim: .air, trimShare: 0.4, supplyC: 32)
    case .nvl72Tower: Self.nvl72(unit: .tower, trim: .tower, trimShare: 0.2, supplyC: 30)
    case .nvl72Adiabatic: Self.nvl72(unit: .adiabatic, trim: .air, trimShare: 0.2, supplyC: 32)
    case .hgxH100:
      Self.plant(
        nominalITW: 5e6, liquidShare: 0.7, silicon: SiliconParameters(gpuW: 700, gpuShare: 0.6),
        unit: .dry, trim: .air, trimShare: 0.5, supplyC: 30, losses: .uninterruptible,
        lossToAir: 0.5)
    case .rubin45C: Self.rubin
    case .frontierLike:
      Self.plant(
        nominalITW: 24e6, liquidShare: 0.945,
        silicon: SiliconParameters(gpuW: 500, gpuShare: 0.7), unit: .tower, trim: .none,
        trimShare: 0.2, supplyC: 30, losses: ElectricalLosses(a: 0.002, b: 0.002, c: 0.006),
        lossToAir: 0)
    case .esifLike:
      Self.plant(
        nominalITW: 1.2e6, liquidShare: 0.9, silicon: SiliconParameters(gpuW: 400, gpuShare: 0.5),
        unit: .tower, trim: .none, trimShare: 0.2, supplyC: 24,
        losses: ElectricalLosses(a: 0.003, b: 0.004, c: 0.006), lossToAir: 0)
    }
  }

  private static func nvl72(
    unit: UnitKind, trim: ChillerKind, trimShare: Double, supplyC: Double
  ) -> PlantParameters {
    plant(
      nominalITW: 10e6, liquidShare: 0.87, silicon: SiliconParameters(gpuW: 1200, gpuShare: 0.75),
      unit: unit, trim: trim, trimShare: trimShare, supplyC: supplyC, losses: .uninterruptible,
      lossToAir: 0.5)
  }

  private static var rubin: PlantParameters {
    var silicon = SiliconParameters(gpuW: 1400, gpuShare: 0.75)
    silicon.coldPlateBase = 0.0125
    silicon.coldPlateFlow = 0.007
    var plant = plant(
      nominalITW: 20e6, liquidShare: 1, silicon: silicon, unit: .dry, trim: .none, trimShare: 0.4,
      supplyC: 41, losses: ElectricalLosses(a: 0.004, b: 0.01, c: 0.008), lossToAir: 0)
    plant.largestCoolantC = 45.5
    return plant
  }

  /// - Parameter trimShare: capacity of the trim chiller over the warm circuit's design heat.
  private static func plant(
    nominalITW: Double, liquidShare: Double, silicon: SiliconParameters, unit: UnitKind,
    trim: ChillerKind, trimShare: Double, supplyC: Double, losses: ElectricalLosses,
    lossToAir: Double
  ) -> PlantParameters {
    let reserve = 1.1
    let airHandlers = 1.04
    let warmW = reserve * liquidShare * nominalITW
    let toAir =
      (1 - liquidShare) * nominalITW
      + lossToAir * losses.watts(itWatts: nominalITW, nominal: nominalITW)
    // A plant without air side keeps a circuit of one watt, which never runs.
    let coolW = max(1, reserve * airHandlers * toAir)
    return PlantParameters(
      nominalITW: nominalITW, liquidShare: liquidShare, silicon: silicon,
      warm: .warm(capacityW: warmW, unit: unit, chiller: trim, trimShare: trimShare),
      cool: .cool(
        capacityW: coolW, unit: unit == .tower ? .tower : .dry,
        chiller: unit == .tower ? .tower : .air),
      supplyC: supplyC, losses: losses, lossToAir: lossToAir)
  }
}

extension CircuitParameters {
  /// A facility circuit; coils rated 50 °C to 40 °C in air of 35 °C.
  static func warm(
    capacityW: Double, unit: UnitKind, chiller: ChillerKind, trimShare: Double
  ) -> CircuitParameters {
    CircuitParameters(
      capacityW: capacityW, rangeK: 10,
      unit: .rated(unit, capacityW: capacityW, isWarm: true),
      chiller: ChillerParameters(chiller, capacityW: trimShare * capacityW), pumpHeadPa: 200_000)
  }

  /// A chilled-water circuit; coils rated 33 °C to 25 °C in air of 20 °C.
  static func cool(capacityW: Double, unit: UnitKind, chiller: ChillerKind) -> CircuitParameters {
    CircuitParameters(
      capacityW: capacityW, rangeK: 8,
      unit: .rated(unit, capacityW: capacityW, isWarm: false),
      chiller: ChillerParameters(chiller, capacityW: capacityW), pumpHeadPa: 150_000)
  }
}

extension UnitParameters {
  /// A unit of a kind at its usual rating in the facility or the chilled-water circuit.
  static func rated(_ kind: UnitKind, capacityW: Double, isWarm: Bool) -> UnitParameters {
    switch (kind, isWarm) {
    case (.tower, _): .tower(capacityW: capacityW)
    case (_, true): .coils(kind, capacityW: capacityW, inletC: 50, outletC: 40, airC: 35)
    case (_, false): .coils(kind, capacityW: capacityW, inletC: 33, outletC: 25, airC: 20)
    }
  }
}
