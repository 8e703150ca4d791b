import GridPricing

extension ProblemCheck {
  /// The numbers of a cooling plant and of what plans keep free.
  mutating func check(_ cooling: Cooling, at index: Int) {
    func place(_ key: String) -> ProblemIssue.Place { .site(index, path: ["cooling", key]) }
    switch cooling {
    case .fixedPUE(let pue):
      if !(pue.isFinite && pue >= 1) { report(place("pue"), "is \(pue); expected 1 or more") }
    case .liquid(let liquid):
      check(liquid.marginK, place("marginK"), isAllowed: 0...100)
      check(liquid.forecastErrorK, place("forecastErrorK"), isAllowed: 0...100)
      if let quantile = liquid.weatherQuantile, !(quantile > 0 && quantile < 1) {
        report(place("weatherQuantile"), "is \(quantile); expected more than 0, less than 1")
      }
      if let supply = liquid.supplyC {
        let plant = liquid.plant.parameters
        check(supply, place("supplyC"), isAllowed: plant.leastSupplyC...plant.largestSupplyC)
      }
    }
  }

  /// Puts the weather of a liquid-cooled site, and the largest load that it allows, on the horizon;
  /// false where the plant cannot do with it.
  mutating func applyWeather(
    of site: Site, _ index: Int, gaps: GapRule, to signals: inout SiteSignals
  ) -> Bool {
    guard case .liquid(let liquid) = site.cooling else { return true }
    let place = ProblemIssue.Place.site(index, path: ["weather"])
    guard let weather = site.weather else {
      report(place, "is missing; a liquid-cooled site needs dry bulb and humidity, or wet bulb")
      return false
    }
    guard let (air, filledSlots) = air(weather, gaps, place) else { return false }
    let missing = liquid.plant.missing(in: air[0]).map(\.rawValue)
    guard missing.isEmpty else {
      report(
        place, "lacks \(missing.joined(separator: " and ")), which the cooling plant depends on")
      return false
    }
    signals.air = air
    signals.headroomKW = air.map(liquid.headroomKW)
    signals.filledWeatherSlots = filledSlots
    return true
  }

  /// The air of each slot; nil where a series is wrong, which is reported.
  private mutating func air(
    _ weather: WeatherSeries, _ gaps: GapRule, _ place: ProblemIssue.Place
  ) -> (air: [AmbientAir], filledSlots: Int)? {
    let before = issues.count
    let temperatures = AmbientAir.temperatureRange
    let dryBulb = sample(weather.dryBulb, gaps, place, "dry bulb", temperatures)
    let wetBulb = sample(weather.wetBulb, gaps, place, "wet bulb", temperatures)
    let humidity = sample(weather.relativeHumidity, gaps, place, "relative humidity", 0...100)
    let pressure = sample(weather.pressure, gaps, place, "pressure", AmbientAir.pressureRange)
    guard issues.count == before else { return nil }
    var air: [AmbientAir] = []
    for slot in 0..<horizon.count {
      let pressure =
        pressure.map { .pascals($0.values[slot]) } ?? AmbientAir.standardPressure
      let wet = wetBulb.map { WetBulbTemperature.celsius($0.values[slot]) }
      if let dry = dryBulb.map({ DryBulbTemperature.celsius($0.values[slot]) }) {
        if let humidity {
          air.append(
            AmbientAir(
              dryBulb: dry, relativeHumidity: .percent(humidity.values[slot]), pressure: pressure))
        } else if let wet {
          air.append(AmbientAir(dryBulb: dry, wetBulb: wet, pressure: pressure))
        } else {
          air.append(AmbientAir(dryBulb: dry, pressure: pressure))
        }
      } else if let wet {
        air.append(AmbientAir(wetBulb: wet, pressure: pressure))
      } else {
        report(place, "has neither dry bulb nor wet bulb; expected one of them")
        return nil
      }
    }
    let filled = [dryBulb, wetBulb, humidity, pressure].compactMap { $0?.filledSlots }
    return (air, filled.max() ?? 0)
  }

  private mutating func sample<Dimension>(
    _ series: Series<Dimension>?, _ gaps: GapRule, _ place: ProblemIssue.Place, _ name: String,
    _ range: ClosedRange<Double>
  ) -> Sampled? {
    guard let series, let sampled = sample(series, gaps, place) else { return nil }
    if let slot = sampled.values.firstIndex(where: { !range.contains($0) }) {
      report(
        place,
        "has a \(name) of \(sampled.values[slot]) at \(horizon.edge(slot)); expected "
          + "\(range.lowerBound) to \(range.upperBound)")
    }
    return sampled
  }
}
