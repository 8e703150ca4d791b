/// A choice among kinds that a plant makes, as files and documentation see it.
public enum CoolingChoice: String, Sendable, CaseIterable {
  case warmUnit, coolUnit, warmChiller, coolChiller, leakage, supplyClass

  /// Allowed values.
  public var values: [String] {
    switch self {
    case .warmUnit, .coolUnit: UnitKind.allCases.map(\.rawValue)
    case .warmChiller, .coolChiller: ChillerKind.allCases.map(\.rawValue)
    case .leakage: LeakageMode.allCases.map(\.rawValue)
    case .supplyClass: SupplyClass.allCases.map(\.rawValue)
    }
  }

  /// One line.
  public var meaning: String {
    switch self {
    case .warmUnit: "Free cooling of the facility water; a new kind brings its usual rating"
    case .coolUnit: "Free cooling of the chilled water; a new kind brings its usual rating"
    case .warmChiller: "Trim chiller of the facility water, by what cools its condenser"
    case .coolChiller: "Chiller of the chilled water, by what cools its condenser"
    case .leakage: "What a hot GPU does: draw more, or clock lower at its power cap"
    case .supplyClass: "ASHRAE class of the facility water: its warmest supply"
    }
  }

  /// What the plant has chosen.
  public func value(in plant: PlantParameters) -> String {
    switch self {
    case .warmUnit: plant.warm.unit.kind.rawValue
    case .coolUnit: plant.cool.unit.kind.rawValue
    case .warmChiller: plant.warm.chiller.kind.rawValue
    case .coolChiller: plant.cool.chiller.kind.rawValue
    case .leakage: plant.leakage.rawValue
    case .supplyClass: plant.supplyClass.rawValue
    }
  }

  /// Makes the choice. Kinds bring their usual ratings, so choices come before numbers.
  ///
  /// - Precondition: `value` is one of ``values``.
  public func set(_ value: String, in plant: inout PlantParameters) {
    precondition(values.contains(value), "\(value) is no \(rawValue)")
    switch self {
    case .warmUnit: UnitKind(rawValue: value).map { plant.warm.choose($0, isWarm: true) }
    case .coolUnit: UnitKind(rawValue: value).map { plant.cool.choose($0, isWarm: false) }
    case .warmChiller: ChillerKind(rawValue: value).map { plant.warm.choose($0) }
    case .coolChiller: ChillerKind(rawValue: value).map { plant.cool.choose($0) }
    case .leakage: LeakageMode(rawValue: value).map { plant.leakage = $0 }
    case .supplyClass: SupplyClass(rawValue: value).map { plant.supplyClass = $0 }
    }
  }
}

extension CircuitParameters {
  fileprivate mutating func choose(_ kind: UnitKind, isWarm: Bool) {
    if kind != unit.kind { unit = .rated(kind, capacityW: unit.capacityW, isWarm: isWarm) }
  }

  fileprivate mutating func choose(_ kind: ChillerKind) {
    if kind != chiller.kind { chiller = ChillerParameters(kind, capacityW: chiller.capacityW) }
  }
}
