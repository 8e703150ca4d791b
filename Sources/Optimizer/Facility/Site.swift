import GridPricing

/// A place with one grid connection: what its energy costs and which GPUs it has.
public struct Site: Sendable {
  /// Unique name.
  public var id: String
  /// IANA name of the local time zone; UTC where nil.
  public var timeZone: String?
  /// Legal areas that the site belongs to, such as `EU` and `DE`.
  public var jurisdictions: [String]
  /// The price of energy from the grid.
  public var price: PriceSeries
  /// Carbon intensity of the site's grid; without it the site reports no emissions.
  public var carbon: CarbonIntensitySeries?
  /// In the order in which plans list them; at least one.
  public var pools: [GPUPool]
  /// IT power that runs whatever the jobs do.
  public var itBase: Power
  /// How IT power becomes power at the grid connection.
  public var cooling: Cooling
  /// The largest import from the grid.
  public var gridLimit: Power?

  public init(
    id: String, timeZone: String? = nil, jurisdictions: [String] = [], price: PriceSeries,
    carbon: CarbonIntensitySeries? = nil, pools: [GPUPool], itBase: Power = .zero,
    cooling: Cooling = .fixedPUE(1), gridLimit: Power? = nil
  ) {
    self.id = id
    self.timeZone = timeZone
    self.jurisdictions = jurisdictions
    self.price = price
    self.carbon = carbon
    self.pools = pools
    self.itBase = itBase
    self.cooling = cooling
    self.gridLimit = gridLimit
  }
}

/// How IT power becomes facility power.
public enum Cooling: Sendable, Equatable {
  /// Facility power is the IT power times a constant, conversion losses included; at least 1.
  case fixedPUE(Double)
}
