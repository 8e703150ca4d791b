import GridPricing

/// The outdoor air that a cooling plant breathes, with all that its components ask of it.
///
/// Make one per slot and use it for every evaluation of that slot: the wet bulb and the enthalpy
/// are found once.
public struct AmbientAir: Sendable, Equatable {
  /// Temperature of a dry thermometer.
  public var dryBulb: DryBulbTemperature { DryBulbTemperature(dryBulbC) }
  /// Temperature of a wetted thermometer.
  public var wetBulb: WetBulbTemperature { WetBulbTemperature(wetBulbC) }
  /// Vapour pressure as a share of that at saturation.
  public var relativeHumidity: RelativeHumidity {
    let vapour = humidityRatio * pressurePa / (Psychrometrics.molarMassRatio + humidityRatio)
    return .percent(100 * vapour / Psychrometrics.saturationPressure(dryBulbC))
  }
  /// Pressure at the site, not reduced to sea level.
  public var pressure: AirPressure { .pascals(pressurePa) }
  /// False where only the wet bulb was given: the air then stands in as saturated.
  public let knowsDryBulb: Bool
  /// False where only the dry bulb was given: the air then stands in as half saturated.
  public let knowsHumidity: Bool

  package let dryBulbC: Double
  package let wetBulbC: Double
  package let pressurePa: Double
  /// kg of vapour per kg of dry air.
  package let humidityRatio: Double
  /// J per kg of dry air.
  let enthalpy: Double
  /// Over that of the standard atmosphere.
  let pressureRatio: Double
  let saturated: SaturatedAir

  /// Pressure at sea level in the standard atmosphere.
  public static let standardPressure = AirPressure.pascals(Psychrometrics.standardPressurePa)
  /// The temperatures for which the relations hold.
  public static let temperatureRange = -90.0...65.0
  /// The pressures for which the relations hold, in Pa: from 6,000 m up to below sea level.
  public static let pressureRange = 45_000.0...115_000.0

  /// Pressure of the standard atmosphere at an altitude.
  public static func standardPressure(altitudeMetres: Double) -> AirPressure {
    .pascals(Psychrometrics.pressure(altitudeMetres: altitudeMetres))
  }

  /// Air of known temperature and humidity.
  ///
  /// - Precondition: `dryBulb` and `pressure` lie in ``temperatureRange`` and ``pressureRange``,
  ///   `relativeHumidity` in 0 to 100 %.
  public init(
    dryBulb: DryBulbTemperature, relativeHumidity: RelativeHumidity,
    pressure: AirPressure = AmbientAir.standardPressure
  ) {
    self.init(
      dryBulbC: dryBulb.celsius, relativeHumidity: relativeHumidity.percent / 100,
      pressurePa: pressure.pascals)
  }

  /// Air of known dry and wet bulb; a wet bulb above the dry bulb counts as equal to it.
  ///
  /// - Precondition: the values lie in ``temperatureRange`` and ``pressureRange``.
  public init(
    dryBulb: DryBulbTemperature, wetBulb: WetBulbTemperature,
    pressure: AirPressure = AmbientAir.standardPressure
  ) {
    self.init(dryBulbC: dryBulb.celsius, wetBulbC: wetBulb.celsius, pressurePa: pressure.pascals)
  }

  /// Air of which only the wet bulb is known.
  ///
  /// Enough for a plant that only evaporates. The dry bulb is taken as equal to the wet bulb, so
  /// that the air is saturated: its enthalpy, which drives a tower, is nearly that of any air of
  /// this wet bulb, while evaporation comes out a little low. A plant that feels the dry bulb
  /// refuses such air: see ``CoolingPlant/missing(in:)``.
  public init(wetBulb: WetBulbTemperature, pressure: AirPressure = AmbientAir.standardPressure) {
    self.init(
      dryBulbC: wetBulb.celsius, wetBulbC: wetBulb.celsius, pressurePa: pressure.pascals,
      knowsDryBulb: false)
  }

  /// Air of which only the dry bulb is known.
  ///
  /// Enough for a plant that never evaporates. The humidity is taken as 50 %. A plant that feels
  /// the wet bulb refuses such air: see ``CoolingPlant/missing(in:)``.
  public init(dryBulb: DryBulbTemperature, pressure: AirPressure = AmbientAir.standardPressure) {
    self.init(
      dryBulbC: dryBulb.celsius, relativeHumidity: 0.5, pressurePa: pressure.pascals,
      knowsHumidity: false)
  }

  /// - Parameter relativeHumidity: 0 to 1.
  package init(
    dryBulbC: Double, relativeHumidity: Double,
    pressurePa: Double = Psychrometrics.standardPressurePa, knowsHumidity: Bool = true
  ) {
    precondition(0...1 ~= relativeHumidity, "relative humidity \(relativeHumidity) is no share")
    Self.check(dryBulbC, pressurePa)
    let w = Psychrometrics.humidityRatio(
      vapourPressure: relativeHumidity * Psychrometrics.saturationPressure(dryBulbC),
      pressure: pressurePa)
    self.init(
      dryBulbC: dryBulbC,
      wetBulbC: Psychrometrics.wetBulb(dryBulb: dryBulbC, humidityRatio: w, pressure: pressurePa),
      humidityRatio: w, pressurePa: pressurePa, knowsDryBulb: true, knowsHumidity: knowsHumidity)
  }

  package init(
    dryBulbC: Double, wetBulbC: Double, pressurePa: Double = Psychrometrics.standardPressurePa,
    knowsDryBulb: Bool = true
  ) {
    Self.check(dryBulbC, pressurePa)
    Self.check(wetBulbC, pressurePa)
    let wetBulbC = min(wetBulbC, dryBulbC)
    self.init(
      dryBulbC: dryBulbC, wetBulbC: wetBulbC,
      humidityRatio: max(
        0,
        Psychrometrics.humidityRatio(
          dryBulb: dryBulbC, wetBulb: wetBulbC, pressure: pressurePa)),
      pressurePa: pressurePa, knowsDryBulb: knowsDryBulb, knowsHumidity: true)
  }

  private init(
    dryBulbC: Double, wetBulbC: Double, humidityRatio: Double, pressurePa: Double,
    knowsDryBulb: Bool, knowsHumidity: Bool
  ) {
    self.dryBulbC = dryBulbC
    self.wetBulbC = wetBulbC
    self.humidityRatio = humidityRatio
    self.pressurePa = pressurePa
    self.knowsDryBulb = knowsDryBulb
    self.knowsHumidity = knowsHumidity
    enthalpy = Psychrometrics.enthalpy(dryBulbC, humidityRatio: humidityRatio)
    pressureRatio = pressurePa / Psychrometrics.standardPressurePa
    saturated = SaturatedAir(pressurePa: pressurePa)
  }

  private static func check(_ celsius: Double, _ pressurePa: Double) {
    precondition(temperatureRange ~= celsius, "air of \(celsius) °C is out of range")
    precondition(pressureRange ~= pressurePa, "air pressure of \(pressurePa) Pa is out of range")
  }
}
