import GridPricing
import Testing

@testable import Optimizer

struct PsychrometricsTests {
  /// Saturation pressures of the ASHRAE tables, kPa.
  @Test(arguments: [
    (-40.0, 0.01285), (-20, 0.10324), (0, 0.61115), (10, 1.2281), (20, 2.3388), (35, 5.6278),
    (60, 19.944),
  ])
  func saturationPressureIsThatOfTheTables(celsius: Double, kilopascals: Double) {
    let value = Psychrometrics.saturationPressure(celsius)
    #expect(isNear(value, 1000 * kilopascals, relative: 2e-3))
  }

  @Test func theSlopeIsThatOfTheCurve() {
    for celsius in stride(from: -39.5, through: 70, by: 5) {
      let step = 1e-4
      let (pressure, slope) = Psychrometrics.saturation(celsius)
      let difference =
        (Psychrometrics.saturationPressure(celsius + step)
          - Psychrometrics.saturationPressure(celsius - step)) / (2 * step * pressure)
      #expect(isNear(slope, difference, relative: 1e-6), "\(celsius) °C")
    }
  }

  @Test func wetBulbAndHumidityAreInverse() {
    var random = RandomCooling(seed: 11)
    for _ in 0..<2000 {
      let air = random.air()
      #expect(air.wetBulbC <= air.dryBulbC + 1e-9)
      let again = AmbientAir(
        dryBulbC: air.dryBulbC, wetBulbC: air.wetBulbC, pressurePa: air.pressurePa)
      #expect(
        isNear(again.humidityRatio, air.humidityRatio, relative: 1e-7, absolute: 1e-10),
        "\(air)")
      #expect(isNear(again.enthalpy, air.enthalpy, relative: 1e-6, absolute: 0.01))
    }
  }

  @Test func saturatedAirHasOneTemperature() {
    for celsius in stride(from: -30.0, through: 45, by: 7.5) {
      let air = AmbientAir(dryBulbC: celsius, relativeHumidity: 1)
      #expect(abs(air.wetBulbC - celsius) < 0.02, "\(celsius) °C")
    }
  }

  @Test func relativeHumidityComesBack() {
    let air = AmbientAir(dryBulb: .celsius(27), relativeHumidity: .percent(43))
    #expect(abs(air.relativeHumidity.percent - 43) < 1e-9)
    #expect(air.dryBulb == .celsius(27))
    #expect(air.pressure == AmbientAir.standardPressure)
  }

  /// The example of Stull's paper, and its error against the balance at sea level.
  @Test func stullsRegressionIsNearTheBalance() {
    #expect(
      abs(Psychrometrics.stullWetBulb(dryBulb: 20, relativeHumidity: 0.5) - 13.7) < 0.05)
    for celsius in stride(from: 0.0, through: 50, by: 2.5) {
      for humidity in stride(from: 0.1, through: 0.95, by: 0.05) {
        let wetBulb = AmbientAir(dryBulbC: celsius, relativeHumidity: humidity).wetBulbC
        let error =
          Psychrometrics.stullWetBulb(dryBulb: celsius, relativeHumidity: humidity) - wetBulb
        #expect((-0.7...1.2).contains(error), "\(celsius) °C, \(humidity): \(error)")
      }
    }
  }

  /// Standard atmosphere of the ASHRAE Handbook, kPa.
  @Test(arguments: [(0.0, 101.325), (500, 95.461), (1500, 84.556), (3000, 70.108)])
  func pressureFallsWithAltitude(metres: Double, kilopascals: Double) {
    let pressure = AmbientAir.standardPressure(altitudeMetres: metres)
    #expect(isNear(pressure.pascals, 1000 * kilopascals, relative: 1e-4))
  }

  @Test func thinAirIsAsHotWithMoreVapour() {
    let sea = AmbientAir(dryBulbC: 30, relativeHumidity: 0.4)
    let plateau = AmbientAir(dryBulbC: 30, relativeHumidity: 0.4, pressurePa: 80_000)
    #expect(plateau.humidityRatio > sea.humidityRatio)
    #expect(plateau.wetBulbC < sea.wetBulbC)
  }

  @Test func whatIsNotKnownIsSaid() {
    let wet = AmbientAir(wetBulb: .celsius(18))
    #expect(!wet.knowsDryBulb)
    #expect(wet.knowsHumidity)
    #expect(abs(wet.wetBulbC - 18) < 1e-12)
    let dry = AmbientAir(dryBulb: .celsius(18))
    #expect(dry.knowsDryBulb)
    #expect(!dry.knowsHumidity)
  }

  @Test func airOutOfRangeIsAMistake() async {
    await #expect(processExitsWith: .failure) {
      _ = AmbientAir(dryBulbC: 20, relativeHumidity: 1.2)
    }
    await #expect(processExitsWith: .failure) {
      _ = AmbientAir(dryBulbC: 200, relativeHumidity: 0.5)
    }
    await #expect(processExitsWith: .failure) {
      _ = AmbientAir(dryBulbC: 20, relativeHumidity: 0.5, pressurePa: 101)
    }
  }
}
