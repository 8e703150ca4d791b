import Testing

@testable import Optimizer

struct DryCoolerTests {
  @Test(arguments: [UnitKind.dry, .adiabatic])
  func speedsSlopesAndInletsAgree(kind: UnitKind) throws {
    let cooler = DryCooler(
      .coils(kind, capacityW: 1e6, inletC: 50, outletC: 40, airC: 35), waterRate: 1e5)
    var random = RandomCooling(seed: 7)
    for _ in 0..<200 {
      let air = random.air()
      let flow = random.number(0.4...1)
      let dry = cooler.running(waterFlow: flow, in: air)
      let running = try kind == .dry ? dry : #require(cooler.runningWet(waterFlow: flow, in: air))
      let inletC = running.airC + random.number(1...30)
      let speed = random.number(0.12...0.98)
      let (watts, slope) = running.heat(atSpeed: speed, inletC: inletC, near: 0)
      #expect(abs(running.speed(taking: watts, inletC: inletC) - speed) < 1e-8)
      let step = 1e-6
      let difference =
        running.heat(atSpeed: speed + step, inletC: inletC, near: 0).watts
        - running.heat(atSpeed: speed - step, inletC: inletC, near: 0).watts
      #expect(isNear(slope, difference / (2 * step), relative: 1e-4))
      let full = running.heat(atSpeed: 1, inletC: inletC, near: 0).watts
      #expect(abs(running.inlet(taking: full, near: 0) - inletC) < 1e-8)
    }
  }

  @Test func padsBringAirTowardsItsWetBulbAtConstantEnthalpy() {
    let pads = AdiabaticPads(effectiveness: 0.7, cycles: 3)
    let air = AmbientAir(dryBulbC: 40, relativeHumidity: 0.2)
    #expect(abs(pads.outletC(of: air) - (40 - 0.7 * (40 - air.wetBulbC))) < 1e-12)
    let water = pads.water(in: air)
    #expect(isNear(water.makeup, 1.5 * water.evaporation, relative: 1e-12))
    let behind = air.humidityRatio + water.evaporation
    #expect(
      isNear(
        Psychrometrics.enthalpy(pads.outletC(of: air), humidityRatio: behind), air.enthalpy,
        relative: 1e-12))
    #expect(
      pads.water(in: AmbientAir(dryBulbC: 20, relativeHumidity: 1)).evaporation < 1e-6)
  }
}
