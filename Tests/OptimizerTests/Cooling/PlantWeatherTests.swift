import GridPricing
import Testing

@testable import Optimizer

struct PlantWeatherTests {
  @Test func aPlantSaysWhatItNeeds() throws {
    let dry = try CoolingPlant(.nvl72Dry)
    let tower = try CoolingPlant(.nvl72Tower)
    let adiabatic = try CoolingPlant(.nvl72Adiabatic)
    #expect(dry.neededWeather == [.dryBulb])
    #expect(tower.neededWeather == [.humidity])
    #expect(adiabatic.neededWeather == [.dryBulb, .humidity])
    let wetBulbOnly = AmbientAir(wetBulb: .celsius(20))
    let dryBulbOnly = AmbientAir(dryBulb: .celsius(20))
    #expect(dry.missing(in: wetBulbOnly) == [.dryBulb])
    #expect(dry.missing(in: dryBulbOnly) == [])
    #expect(tower.missing(in: wetBulbOnly) == [])
    #expect(tower.missing(in: dryBulbOnly) == [.humidity])
    #expect(adiabatic.missing(in: AmbientAir(dryBulbC: 20, relativeHumidity: 0.5)) == [])
  }

  /// A dry plant does not feel humidity, a tower hardly the dry bulb.
  @Test func whatIsNotNeededDoesNotMatter() throws {
    let dry = try CoolingPlant(.rubin45C)
    let damp = dry.steady(
      referenceKW: 15_000, air: AmbientAir(dryBulbC: 25, relativeHumidity: 0.9), supplyC: 36)
    #expect(
      damp
        == dry.steady(
          referenceKW: 15_000, air: AmbientAir(dryBulb: .celsius(25)), supplyC: 36))
    let tower = try CoolingPlant(.frontierLike)
    let air = AmbientAir(dryBulbC: 30, relativeHumidity: 0.4)
    let known = tower.steady(referenceKW: 20_000, air: air, supplyC: 30)
    let standIn = tower.steady(
      referenceKW: 20_000, air: AmbientAir(wetBulb: air.wetBulb), supplyC: 30)
    #expect(isNear(standIn.facilityW, known.facilityW, relative: 2e-4))
  }
}
