import Testing

@testable import Optimizer

struct HeadroomTests {
  @Test(arguments: CoolingPreset.allCases)
  func headroomIsTheEdgeOfTheLimits(preset: CoolingPreset) throws {
    let plant = try CoolingPlant(preset)
    var random = RandomCooling(seed: 41)
    for number in 0..<60 {
      let air = random.air(20...50)
      let marginK = Double(number % 3)
      let headroomKW = plant.headroomKW(air: air, marginK: marginK)
      func holds(_ share: Double) -> Bool {
        plant.steady(
          referenceKW: share * headroomKW, air: air, supplyC: plant.parameters.leastSupplyC
        ).isWithinLimits(marginK: marginK)
      }
      if headroomKW == 0 { continue }
      #expect(holds(0.9999), "\(air)")
      if headroomKW < CoolingPlant.largestLoad * plant.nominalITKW { #expect(!holds(1.0001)) }
    }
  }

  @Test(arguments: CoolingPreset.allCases)
  func hotterWeatherLeavesLess(preset: CoolingPreset) throws {
    let plant = try CoolingPlant(preset)
    for humidity in [0.15, 0.5] {
      var last = Double.infinity
      for celsius in stride(from: 10.0, through: 50, by: 1) {
        let air = AmbientAir(dryBulbC: celsius, relativeHumidity: humidity)
        let headroomKW = plant.headroomKW(air: air)
        #expect(headroomKW <= last + 1e-6 * plant.nominalITKW, "\(celsius) °C")
        #expect(plant.headroomKW(air: air, marginK: 2) <= headroomKW + 1e-6 * plant.nominalITKW)
        last = headroomKW
      }
    }
  }

  /// At design flow, without a chiller, heat is linear in dry bulb: 22 % of load per kelvin.
  @Test func withoutAChillerTheCapIsACliff() throws {
    let plant = try CoolingPlant(.rubin45C)
    let shares = [37.0, 38, 39].map {
      plant.headroomKW(air: AmbientAir(dryBulbC: $0, relativeHumidity: 0.2)) / plant.nominalITKW
    }
    #expect(shares[0] - shares[1] > 0.1 && shares[1] - shares[2] > 0.1)
  }

  @Test func atTheRecordNothingRuns() throws {
    let plant = try CoolingPlant(.rubin45C)
    #expect(plant.headroomKW(air: AmbientAir(dryBulbC: 50, relativeHumidity: 0.1)) == 0)
  }
}
