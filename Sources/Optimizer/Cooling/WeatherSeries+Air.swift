import GridPricing

/// Weather that is no air: a value is missing, or no thermometer shows it.
public enum WeatherError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Neither dry bulb nor wet bulb is there.
  case noTemperature
  /// A series has no value in slots that need one.
  case gap(SeriesError)
  /// A value that the relations of moist air do not hold for.
  case outOfRange(role: String, value: Double, at: Instant, expected: ClosedRange<Double>)
  /// A relative humidity that never exceeds 1 %, as no weather does: perhaps these are shares.
  case humidityIsShare(highest: Double)
  /// A wet bulb that lies further above the dry bulb than thermometers differ: perhaps two columns
  /// are swapped.
  case wetBulbAboveDryBulb(wetBulbC: Double, dryBulbC: Double, at: Instant)

  /// One line; what it says continues the name of the weather.
  public var description: String {
    switch self {
    case .noTemperature: "has neither dry bulb nor wet bulb; expected one of them"
    case .gap(let error): error.description
    case .outOfRange(let role, let value, let instant, let range):
      "has a \(role) of \(value) at \(instant); expected \(range.lowerBound) to \(range.upperBound)"
    case .humidityIsShare(let highest):
      "has a relative humidity of at most \(highest) %; expected percent, not shares from 0 to 1"
    case .wetBulbAboveDryBulb(let wetBulb, let dryBulb, let instant):
      "has a wet bulb of \(wetBulb) at \(instant), above the dry bulb, \(dryBulb); "
        + "expected at most that"
    }
  }

  /// What would mend it, where that can be said.
  public var help: String? {
    if case .gap(let error) = self { error.help } else { nil }
  }
}

extension WeatherSeries {
  /// By so much a measured wet bulb may lie above the dry bulb, and counts as equal to it.
  private static let thermometerErrorK = 1.0

  /// The air of each slot of a horizon, and in how many slots a gap was filled.
  ///
  /// Humidity is that of the relative humidity where it is there, else that of the wet bulb;
  /// pressure is the standard one where nothing else is known.
  ///
  /// - Parameter gaps: what to do about missing values; by default they are errors.
  public func air(
    on horizon: Horizon, gaps: GapRule = .none
  ) throws(WeatherError) -> (air: [AmbientAir], filledSlots: Int) {
    let temperatures = AmbientAir.temperatureRange
    let dryBulb = try Self.sample(dryBulb, horizon, gaps, in: temperatures)
    let humidity = try Self.sample(relativeHumidity, horizon, gaps, in: 0...100)
    if let highest = humidity?.values.max(), highest > 0, highest <= 1 {
      throw .humidityIsShare(highest: highest)
    }
    // Relative humidity beside the dry bulb leaves nothing for the wet bulb to say.
    let wetBulb = try Self.sample(
      dryBulb == nil || humidity == nil ? wetBulb : nil, horizon, gaps, in: temperatures)
    let pressure = try Self.sample(pressure, horizon, gaps, in: AmbientAir.pressureRange)
    guard dryBulb != nil || wetBulb != nil else { throw .noTemperature }
    if let dry = dryBulb?.values, let wet = wetBulb?.values,
      let slot = dry.indices.first(where: { wet[$0] > dry[$0] + Self.thermometerErrorK })
    {
      throw .wetBulbAboveDryBulb(wetBulbC: wet[slot], dryBulbC: dry[slot], at: horizon.edge(slot))
    }
    let air = (0..<horizon.count).map { slot in
      AmbientAir(
        dryBulb: dryBulb.map { .celsius($0.values[slot]) },
        relativeHumidity: humidity.map { .percent($0.values[slot]) },
        wetBulb: wetBulb.map { .celsius($0.values[slot]) },
        pressure: pressure.map { .pascals($0.values[slot]) })
    }
    let filled = [dryBulb, humidity, wetBulb, pressure].compactMap { $0?.filledSlots }
    return (air, filled.max() ?? 0)
  }

  private static func sample<Dimension>(
    _ series: Series<Dimension>?, _ horizon: Horizon, _ gaps: GapRule,
    in range: ClosedRange<Double>
  ) throws(WeatherError) -> Sampled? {
    guard let series else { return nil }
    let sampled: Sampled
    do { sampled = try series.sampled(on: horizon, gaps: gaps) } catch { throw .gap(error) }
    if let slot = sampled.values.firstIndex(where: { !range.contains($0) }) {
      throw .outOfRange(
        role: series.role, value: sampled.values[slot], at: horizon.edge(slot), expected: range)
    }
    return sampled
  }
}

extension AmbientAir {
  /// Air of whatever is known of it.
  ///
  /// - Precondition: dry or wet bulb is known; values lie in their ranges.
  package init(
    dryBulb: DryBulbTemperature?, relativeHumidity: RelativeHumidity?,
    wetBulb: WetBulbTemperature?, pressure: AirPressure?
  ) {
    let pressure = pressure ?? Self.standardPressure
    if let dryBulb, let relativeHumidity {
      self.init(dryBulb: dryBulb, relativeHumidity: relativeHumidity, pressure: pressure)
    } else if let dryBulb, let wetBulb {
      self.init(dryBulb: dryBulb, wetBulb: wetBulb, pressure: pressure)
    } else if let wetBulb {
      self.init(wetBulb: wetBulb, pressure: pressure)
    } else if let dryBulb {
      self.init(dryBulb: dryBulb, pressure: pressure)
    } else {
      preconditionFailure("air needs a dry or a wet bulb")
    }
  }
}
