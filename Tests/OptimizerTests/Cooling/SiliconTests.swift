import Testing

@testable import Optimizer

struct SiliconTests {
  @Test func temperatureIsAFixedPoint() {
    let silicon = Silicon(SiliconParameters(gpuW: 1200, gpuShare: 0.75), mode: .addsPower)
    for flow in [0.3, 0.6, 1] {
      let resistance = silicon.resistance(atFlow: flow)
      for coolantC in stride(from: 15.0, through: 60, by: 5) {
        let celsius = silicon.temperature(coolantC: coolantC, resistance: resistance)
        #expect(
          abs(coolantC + resistance * 1200 * silicon.leakage(celsius) - celsius) < 1e-9)
      }
    }
  }

  @Test func leakageAddsNothingAtTheReferenceTemperature() {
    let silicon = Silicon(SiliconParameters(gpuW: 1000, gpuShare: 0.6), mode: .addsPower)
    #expect(silicon.itPower(60) == 1)
    #expect(silicon.itPower(80) > 1)
    #expect(silicon.itPower(40) < 1)
  }

  @Test func atThePowerCapLeakageCostsClocks() {
    let silicon = Silicon(SiliconParameters(gpuW: 1000, gpuShare: 0.6), mode: .costsPerformance)
    let resistance = silicon.resistance(atFlow: 1)
    #expect(silicon.temperature(coolantC: 40, resistance: resistance) == 40 + 1000 * resistance)
    #expect(silicon.itPower(90) == 1)
    #expect(silicon.leakage(90) > 1)
  }

  @Test func thermalRunawayEnds() {
    var parameters = SiliconParameters(gpuW: 1500, gpuShare: 0.75)
    parameters.leakageFraction = 0.4
    parameters.leakagePerK = 0.05
    let silicon = Silicon(parameters, mode: .addsPower)
    let celsius = silicon.temperature(coolantC: 50, resistance: 0.03)
    #expect(celsius.isFinite)
    #expect(celsius > 150)
  }
}
