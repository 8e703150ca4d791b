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
  /// Lower limits on the import for a time.
  public var gridLimits: [GridLimit]
  /// The most by which the power at the grid connection changes within a minute.
  public var rampPerMinute: Power?
  /// The most GPUs of jobs that may begin, resume or be added within a minute; nil means any number.
  public var startRampGPUsPerMinute: Double?
  /// Adders, demand charges and the price of export.
  public var tariff: Tariff
  /// Ambient weather; a liquid-cooled site needs it.
  public var weather: WeatherSeries?
  public var battery: Battery?
  public var thermalStorage: ThermalStorage?
  /// Power available from the site's own panels; base unit kW.
  public var solar: Series<PowerDimension>?

  public init(
    id: String, timeZone: String? = nil, jurisdictions: [String] = [], price: PriceSeries,
    carbon: CarbonIntensitySeries? = nil, weather: WeatherSeries? = nil, pools: [GPUPool],
    itBase: Power = .zero, cooling: Cooling = .fixedPUE(1), gridLimit: Power? = nil,
    gridLimits: [GridLimit] = [], rampPerMinute: Power? = nil,
    startRampGPUsPerMinute: Double? = nil, tariff: Tariff = .none,
    battery: Battery? = nil, thermalStorage: ThermalStorage? = nil,
    solar: Series<PowerDimension>? = nil
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
    self.gridLimits = gridLimits
    self.rampPerMinute = rampPerMinute
    self.startRampGPUsPerMinute = startRampGPUsPerMinute
    self.tariff = tariff
    self.weather = weather
    self.battery = battery
    self.thermalStorage = thermalStorage
    self.solar = solar
  }
}

/// How IT power becomes facility power.
public enum Cooling: Sendable, Equatable {
  /// Facility power is the IT power times a constant, conversion losses included; at least 1.
  case fixedPUE(Double)
  /// A plant that depends on load and weather; the site needs ``Site/weather``.
  case liquid(LiquidCooling)
}

extension Cooling {
  /// Whether a tank of chilled water has a chiller to serve.
  var hasChiller: Bool {
    switch self {
    case .fixedPUE: false
    case .liquid(let liquid): liquid.plant.hasChiller
    }
  }
}
