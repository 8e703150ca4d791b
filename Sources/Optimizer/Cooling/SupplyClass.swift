/// The ASHRAE classes of facility water, by the warmest supply that they allow.
public enum SupplyClass: String, Sendable, CaseIterable {
  case w17 = "W17"
  case w27 = "W27"
  case w32 = "W32"
  case w40 = "W40"
  case w45 = "W45"
  case wPlus = "W+"

  /// The warmest facility supply; nil is without limit.
  public var warmestC: Double? {
    switch self {
    case .w17: 17
    case .w27: 27
    case .w32: 32
    case .w40: 40
    case .w45: 45
    case .wPlus: nil
    }
  }
}
