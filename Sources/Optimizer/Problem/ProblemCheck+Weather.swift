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
    let air: [AmbientAir]
    do throws(WeatherError) {
      (air, signals.filledWeatherSlots) = try weather.air(on: horizon, gaps: gaps)
    } catch {
      report(place, error.description, help: error.help)
      return false
    }
    let missing = liquid.plant.missing(in: air[0]).map(\.rawValue)
    guard missing.isEmpty else {
      report(
        place, "lacks \(missing.joined(separator: " and ")), which the cooling plant depends on")
      return false
    }
    signals.air = air
    signals.headroomKW = air.map(liquid.headroomKW)
    return true
  }
}
