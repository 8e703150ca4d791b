extension CoolingPlant {
  /// What the plant must know of the weather.
  public enum Weather: String, Sendable, CaseIterable {
    case dryBulb = "dry bulb"
    case humidity
  }

  /// What the plant feels: dry bulb where coils or air-cooled condensers stand outdoors, humidity
  /// where anything evaporates.
  public var neededWeather: [Weather] {
    let circuits = hasCoolCircuit ? [parameters.warm, parameters.cool] : [parameters.warm]
    let feelsDryBulb = circuits.contains { $0.unit.kind != .tower || $0.chiller.kind == .air }
    let feelsHumidity = circuits.contains { $0.unit.kind != .dry || $0.chiller.kind == .tower }
    return (feelsDryBulb ? [.dryBulb] : []) + (feelsHumidity ? [.humidity] : [])
  }

  /// What the plant needs and this air does not tell; nothing where the air will do.
  public func missing(in air: AmbientAir) -> [Weather] {
    neededWeather.filter { $0 == .dryBulb ? !air.knowsDryBulb : !air.knowsHumidity }
  }
}
