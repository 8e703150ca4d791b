import Testing

@testable import Optimizer

/// The verifier's own searches against those of the plant.
@Suite struct LiquidFactsTests {
  @Test(arguments: CoolingPreset.allCases)
  func leastPowerIsThatOfThePlant(_ preset: CoolingPreset) throws {
    let facts = try LiquidFacts.example(preset)
    for slot in facts.air.indices {
      for part in [0.15, 0.5, 0.83, 1] {
        let referenceKW = part * facts.headroomKW[slot]
        let found = facts.leastPowerState(referenceKW: referenceKW, in: slot)
        let expected = facts.plant.leastPower(
          referenceKW: referenceKW, air: facts.air[slot], marginK: facts.marginK)
        #expect(
          abs(found.facilityKW - expected.facilityKW) <= 1e-7 * expected.facilityKW,
          "slot \(slot), \(referenceKW) kW: \(found.facilityKW), \(expected.facilityKW)")
      }
    }
  }

  @Test(arguments: CoolingPreset.allCases)
  func headroomIsThatOfThePlant(_ preset: CoolingPreset) throws {
    for quantile in [nil, 0.9] {
      var liquid = LiquidCooling(plant: try CoolingPlant(preset))
      let facts = try LiquidFacts.example(preset) {
        $0.weatherQuantile = quantile
        liquid = $0
      }
      for slot in facts.air.indices {
        let expected = liquid.headroomKW(air: facts.air[slot])
        #expect(abs(facts.headroomKW[slot] - expected) <= 1e-7 * max(expected, 1))
      }
    }
  }
}
