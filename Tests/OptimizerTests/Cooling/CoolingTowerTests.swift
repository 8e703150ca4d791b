import Testing

@testable import Optimizer

struct CoolingTowerTests {
  private let tower = CoolingTower(.tower(capacityW: 1e6), waterRate: 1e5)

  /// Braun's outlet humidity must carry out the enthalpy that the water gave.
  @Test func airCarriesWhatTheWaterGives() {
    var random = RandomCooling(seed: 5)
    for _ in 0..<300 {
      let air = random.air()
      let running = tower.running(waterFlow: random.number(0.4...1), in: air)
      let speed = random.number(0.1...1)
      let inletC = air.wetBulbC + random.number(1...25)
      let (watts, _) = running.heat(atSpeed: speed, inletC: inletC, near: 5e5)
      #expect(watts > 0)
      #expect(running.takes(watts * (1 - 1e-9), atSpeed: speed, inletC: inletC))
      #expect(!running.takes(watts * (1 + 1e-9), atSpeed: speed, inletC: inletC))
      let coldC = inletC - watts * running.coldPerWatt
      #expect(coldC > air.wetBulbC, "water never gets colder than the wet bulb")
      let outlet = air.enthalpy + watts / (speed * running.airFlow)
      #expect(outlet < air.saturated.enthalpy(inletC - watts * running.hotPerWatt))
    }
  }

  @Test func speedsSlopesAndInletsAgree() {
    var random = RandomCooling(seed: 6)
    for _ in 0..<200 {
      let air = random.air()
      let running = tower.running(waterFlow: random.number(0.4...1), in: air)
      let inletC = air.wetBulbC + random.number(2...25)
      let speed = random.number(0.12...0.98)
      let (watts, slope) = running.heat(atSpeed: speed, inletC: inletC, near: 1e6)
      #expect(abs(running.speed(taking: watts, inletC: inletC) - speed) < 1e-8)
      let step = 1e-5
      let difference =
        running.heat(atSpeed: speed + step, inletC: inletC, near: watts).watts
        - running.heat(atSpeed: speed - step, inletC: inletC, near: watts).watts
      #expect(isNear(slope, difference / (2 * step), relative: 1e-5))
      let full = running.heat(atSpeed: 1, inletC: inletC, near: watts).watts
      #expect(abs(running.inlet(taking: full, near: 20) - inletC) < 1e-8)
    }
  }

  @Test func colderThanTheWetBulbGivesNothing() {
    let running = tower.running(waterFlow: 1, in: AmbientAir(dryBulbC: 30, relativeHumidity: 0.8))
    #expect(running.heat(atSpeed: 1, inletC: 20, near: 1e6).watts == 0)
    #expect(running.water(taking: 0, atSpeed: 1, inletC: 20) == .none)
  }

  @Test func anOverwhelmedTowerStillHasATemperature() {
    let running = tower.running(waterFlow: 1, in: AmbientAir(dryBulbC: 30, relativeHumidity: 0.8))
    var last = 0.0
    for megawatts in [1.0, 10, 1e3, 1e6] {
      let inletC = running.inlet(taking: 1e6 * megawatts, near: 40)
      #expect(inletC.isFinite && inletC > last)
      last = inletC
    }
  }
}
