/// How a source's unit becomes the base unit of its role.
enum UnitConversion: Sendable {
  case none
  /// Per MWh to per kWh, or grams to kilograms.
  case thousandth
  /// Pounds per MWh to kilograms per kWh; a pound is 0.45359237 kg exactly.
  case poundsPerMegawattHour
  /// hPa to Pa.
  case hundredfold
  /// °F to °C.
  case fahrenheit

  func apply(_ value: Double) -> Double {
    switch self {
    case .none: value
    case .thousandth: value / 1000
    case .poundsPerMegawattHour: value * 0.45359237 / 1000
    case .hundredfold: value * 100
    case .fahrenheit: (value - 32) / 1.8
    }
  }

  /// What to say of it in the provenance.
  func note(unit: String, role: SourceColumn.Role) -> String? {
    if case .none = self { return nil }
    let base =
      switch role {
      case .price: "\(unit.prefix(3))/kWh"
      case .carbon: "kgCO2e/kWh"
      case .pressure: "Pa"
      default: "°C"
      }
    return "\(unit) converted to \(base)"
  }
}
