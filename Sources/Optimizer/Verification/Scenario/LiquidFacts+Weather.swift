import Foundation
import GridPricing

extension LiquidFacts {
  static func air(
    _ weather: WeatherSeries, on horizon: Horizon, gaps: GapRule
  ) throws(SeriesError) -> [AmbientAir] {
    let dryBulb = try weather.dryBulb?.sampled(on: horizon, gaps: gaps).values
    let humidity = try weather.relativeHumidity?.sampled(on: horizon, gaps: gaps).values
    let wetBulb = try weather.wetBulb?.sampled(on: horizon, gaps: gaps).values
    let pressures = try weather.pressure?.sampled(on: horizon, gaps: gaps).values
    return (0..<horizon.count).map { slot in
      let pressure = pressures.map { .pascals($0[slot]) } ?? AmbientAir.standardPressure
      guard let dryBulb else {
        return AmbientAir(wetBulb: .celsius(wetBulb![slot]), pressure: pressure)
      }
      if let humidity {
        return AmbientAir(
          dryBulb: .celsius(dryBulb[slot]), relativeHumidity: .percent(humidity[slot]),
          pressure: pressure)
      }
      if let wetBulb {
        return AmbientAir(
          dryBulb: .celsius(dryBulb[slot]), wetBulb: .celsius(wetBulb[slot]), pressure: pressure)
      }
      return AmbientAir(dryBulb: .celsius(dryBulb[slot]), pressure: pressure)
    }
  }

  /// How much warmer than forecast the headroom reckons with: z(quantile) standard deviations, where
  /// the normal distribution reaches the quantile at z.
  static func warmerK(_ liquid: LiquidCooling) -> Double {
    guard let quantile = liquid.weatherQuantile else { return 0 }
    var (low, high) = (-40.0, 40.0)
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if erfc(-middle / 2.0.squareRoot()) / 2 < quantile { low = middle } else { high = middle }
    }
    return low * liquid.forecastErrorK
  }

  /// Halves the range of loads between one that keeps every limit and one that does not, at the lowest
  /// set point: the supply then floats up as far as it must.
  static func headroomKW(_ liquid: LiquidCooling, _ air: AmbientAir) -> Double {
    func keepsLimits(_ referenceKW: Double) -> Bool {
      let supplyC = liquid.supplyC ?? liquid.plant.parameters.leastSupplyC
      let state = liquid.plant.steady(referenceKW: referenceKW, air: air, supplyC: supplyC)
      return state.room.least(marginK: liquid.marginK) >= 0
    }
    var (low, high) = (0.0, CoolingPlant.largestLoad * liquid.plant.nominalITKW)
    if keepsLimits(high) { return high }
    if !keepsLimits(low) { return 0 }
    while high - low > 1e-10 * high {
      let middle = (low + high) / 2
      if keepsLimits(middle) { low = middle } else { high = middle }
    }
    return low
  }
}

extension AmbientAir {
  /// Air of the same relative humidity at another dry bulb, as far as the relations of air hold.
  func warmer(byK kelvins: Double) -> AmbientAir {
    if kelvins == 0 { return self }
    let range = AmbientAir.temperatureRange
    return AmbientAir(
      dryBulbC: min(max(dryBulbC + kelvins, range.lowerBound), range.upperBound),
      relativeHumidity: min(1, relativeHumidity.percent / 100), pressurePa: pressurePa)
  }
}
