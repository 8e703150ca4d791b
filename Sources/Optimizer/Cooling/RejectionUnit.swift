/// The free-cooling unit of a circuit.
enum RejectionUnit: Sendable {
  case coils(DryCooler)
  case tower(CoolingTower)

  init(_ unit: UnitParameters, waterRate: Double) {
    switch unit.kind {
    case .dry, .adiabatic: self = .coils(DryCooler(unit, waterRate: waterRate))
    case .tower: self = .tower(CoolingTower(unit, waterRate: waterRate))
    }
  }

  /// Power of the unit's own pump, which adds no heat to the loop.
  func pumpPower(atFlow flow: Double) -> Double {
    switch self {
    case .coils: 0
    case .tower(let tower): tower.pump.power(atFlow: flow)
    }
  }
}
