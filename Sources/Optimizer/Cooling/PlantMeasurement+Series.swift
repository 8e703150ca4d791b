import GridPricing

extension PlantMeasurement {
  /// The steps of a series of IT power for which the other series have a value all through.
  ///
  /// - Parameter facilitySupply: where the facility supply was held; nil where that is not known.
  /// - Returns: the measurements, and how many steps lack a value.
  /// - Throws: ``WeatherError`` where a value is no weather.
  /// - Precondition: steps are a whole number of minutes.
  public static func measurements(
    itPower: Series<PowerDimension>, facilityPower: Series<PowerDimension>,
    weather: WeatherSeries, facilitySupply: Series<WaterTemperatureDimension>? = nil
  ) throws(WeatherError) -> (measurements: [PlantMeasurement], incomplete: Int) {
    var measurements: [PlantMeasurement] = []
    for step in itPower.steps {
      let minutes = (step.end.milliseconds - step.start.milliseconds) / 60_000
      let slot = Horizon(start: step.start, slotMinutes: Int(minutes), count: 1)
      guard let itKW = step.value, let facilityKW = facilityPower.mean(of: slot),
        let air = try weather.airIfComplete(in: slot)
      else { continue }
      var measurement = PlantMeasurement(
        itPower: .kilowatts(itKW), air: air, facilityPower: .kilowatts(facilityKW))
      if let facilitySupply {
        guard let celsius = facilitySupply.mean(of: slot) else { continue }
        measurement.supply = .fixed(.celsius(celsius))
      }
      measurements.append(measurement)
    }
    return (measurements, itPower.steps.count - measurements.count)
  }

  /// Every so manyth of the measurements, so that no more than a number are left.
  public static func thinned(
    _ measurements: [PlantMeasurement], toAtMost count: Int
  ) -> [PlantMeasurement] {
    let stride = max(1, (measurements.count + count - 1) / count)
    return measurements.indices.filter { $0 % stride == 0 }.map { measurements[$0] }
  }
}

extension Series {
  /// The mean over the only slot of a horizon; nil where a part of it has no value.
  fileprivate func mean(of slot: Horizon) -> Double? {
    try? sampled(on: slot, gaps: .none).values[0]
  }
}

extension WeatherSeries {
  /// The air of the only slot of a horizon; nil where a part of it has no value.
  fileprivate func airIfComplete(in slot: Horizon) throws(WeatherError) -> AmbientAir? {
    do {
      return try air(on: slot).air[0]
    } catch .gap {
      return nil
    }
  }
}
