import GridPricing
import Testing

@testable import Optimizer

struct LeastPowerTests {
  /// Against a fine scan of set points.
  @Test(arguments: CoolingPreset.allCases)
  func noSetPointNeedsLessPower(preset: CoolingPreset) throws {
    let plant = try CoolingPlant(preset)
    var random = RandomCooling(seed: 31)
    var feasible = 0
    for number in 0..<40 {
      let air = random.air(-20...44)
      let referenceKW = random.load(0.1...1.1) * plant.nominalITKW
      let marginK = number % 2 == 0 ? 0.0 : 2
      let best = plant.leastPower(referenceKW: referenceKW, air: air, marginK: marginK)
      if best.isWithinLimits(marginK: marginK) { feasible += 1 }
      let range = plant.parameters.leastSupplyC...(plant.parameters.largestSupplyC - marginK)
      #expect(best.setC >= range.lowerBound - 1e-9 && best.setC <= range.upperBound + 1e-9)
      for sample in 0...400 {
        let setC =
          range.lowerBound + (range.upperBound - range.lowerBound) * Double(sample) / 400
        let state = plant.steady(referenceKW: referenceKW, air: air, supplyC: setC)
        guard state.isWithinLimits(marginK: marginK) else { continue }
        #expect(best.isWithinLimits(marginK: marginK), "\(setC) °C is within the limits")
        #expect(state.facilityW > best.facilityW * (1 - 1e-7), "\(setC) °C, \(air)")
      }
    }
    #expect(feasible > 20)
  }

  @Test func beyondTheLimitsTheColdestSetPointComesBack() throws {
    let plant = try CoolingPlant(.rubin45C)
    let air = AmbientAir(dryBulbC: 46, relativeHumidity: 0.1)
    let state = plant.leastPower(referenceKW: plant.nominalITKW, air: air)
    #expect(!state.isWithinLimits())
    #expect(state.setC == plant.parameters.leastSupplyC)
  }

  @Test func sameQuestionSameAnswer() throws {
    let plant = try CoolingPlant(.nvl72Tower)
    let air = AmbientAir(dryBulbC: 28, relativeHumidity: 0.6)
    let first = plant.leastPower(referenceKW: 8000, air: air)
    #expect(plant.leastPower(referenceKW: 8000, air: air) == first)
    #expect(plant.steadyState(reference: .megawatts(8), air: air) == first)
    #expect(
      plant.steadyState(reference: .megawatts(8), air: air, supply: .fixed(.celsius(first.setC)))
        == first)
  }

  @Test func theSupplyClassBindsTheSetPoint() throws {
    var parameters = CoolingPreset.nvl72Dry.parameters
    parameters.supplyClass = .w27
    let plant = try CoolingPlant(parameters)
    let mild = plant.leastPower(
      referenceKW: 8000, air: AmbientAir(dryBulbC: 30, relativeHumidity: 0.3))
    #expect(mild.setC <= 27)
    #expect(mild.isWithinLimits())
    let warm = plant.steady(
      referenceKW: 8000, air: AmbientAir(dryBulbC: 10, relativeHumidity: 0.3), supplyC: 28)
    #expect(!warm.isWithinLimits())
    parameters.supplyClass = .w17
    #expect(throws: CoolingPlantError.self) { try CoolingPlant(parameters) }
  }
}
