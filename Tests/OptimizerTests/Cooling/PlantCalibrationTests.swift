import GridPricing
import Testing

@testable import Optimizer

struct PlantCalibrationTests {
  /// A year's worth of different weather and load, measured with some noise.
  private func measurements(
    of plant: CoolingPlant, count: Int = 240, noise: Double = 0, supplyC: Double
  ) -> [PlantMeasurement] {
    var random = RandomSource(seed: 7)
    return (0..<count).map { index in
      let air = AmbientAir(
        dryBulbC: -5 + 44 * random.unit(), relativeHumidity: 0.2 + 0.6 * random.unit())
      let load = plant.nominalITKW * (0.3 + 0.65 * random.unit())
      let state = plant.steady(referenceKW: load, air: air, supplyC: supplyC)
      let error = noise * (random.unit() + random.unit() + random.unit() - 1.5) * 2
      return PlantMeasurement(
        itPower: state.itPower, air: air, facilityPower: (1 + error) * state.facilityPower)
    }
  }

  private func plant(
    _ preset: CoolingPreset, loss: Double, conductance: Double, fan: Double
  ) throws -> CoolingPlant {
    var parameters = preset.parameters
    parameters.losses = ElectricalLosses(
      a: loss * parameters.losses.a, b: loss * parameters.losses.b, c: loss * parameters.losses.c)
    for circuit in [\PlantParameters.warm, \.cool] {
      parameters[keyPath: circuit].unit.fanFraction *= fan
      let rate = parameters[keyPath: circuit].capacityW / parameters[keyPath: circuit].rangeK
      parameters[keyPath: circuit].unit.scaleConductance(by: conductance, waterRate: rate)
    }
    return try CoolingPlant(parameters)
  }

  @Test(arguments: [CoolingPreset.nvl72Dry, .nvl72Tower])
  func exactMeasurementsGiveTheFactorsBack(preset: CoolingPreset) throws {
    let real = try plant(preset, loss: 1.3, conductance: 0.8, fan: 1.4)
    let fit = try PlantCalibration(
      of: CoolingPlant(preset), to: measurements(of: real, supplyC: 30),
      supply: .fixed(.celsius(30)))
    for (estimate, expected) in zip(fit.estimates, [1.3, 0.8, 1.4]) {
      #expect(abs(estimate.value - expected) < 1e-3, "\(estimate)")
      #expect(estimate.isDetermined && !estimate.isAtBound)
    }
    #expect(fit.after.relativeRootMeanSquare < 1e-5)
    #expect(fit.before.relativeRootMeanSquare > 0.005)
  }

  @Test func noisyMeasurementsGiveThemBackNearly() throws {
    let real = try plant(.nvl72Dry, loss: 1.25, conductance: 0.75, fan: 1.3)
    let fit = try PlantCalibration(
      of: CoolingPlant(.nvl72Dry),
      to: measurements(of: real, count: 1000, noise: 0.004, supplyC: 30),
      supply: .fixed(.celsius(30)))
    for (estimate, expected) in zip(fit.estimates, [1.25, 0.75, 1.3]) {
      #expect(abs(estimate.value - expected) < 0.08 * expected, "\(estimate)")
    }
    #expect(fit.after.relativeRootMeanSquare < 0.005)
    #expect(abs(fit.after.relativeBias) < 1e-4)
    #expect(fit.after.rootMeanSquare < fit.before.rootMeanSquare)
  }

  @Test func whatTheMeasurementsDoNotShowStaysAsItWas() throws {
    // In deep frost the fans rest.
    let real = try plant(.rubin45C, loss: 1.2, conductance: 1, fan: 1)
    let air = AmbientAir(dryBulbC: -30, relativeHumidity: 0.5)
    let frost = [0.02, 0.03, 0.04].map { load in
      let state = real.steady(referenceKW: load * real.nominalITKW, air: air, supplyC: 41)
      return PlantMeasurement(
        itPower: state.itPower, air: air, facilityPower: state.facilityPower)
    }
    let fit = try PlantCalibration(
      of: CoolingPlant(.rubin45C), to: frost, supply: .fixed(.celsius(41)))
    #expect(abs(fit.estimates[0].value - 1.2) < 1e-6)
    #expect(fit.estimates[2].value == 1 && !fit.estimates[2].isDetermined)
  }

  @Test func factorsStayWithinTheirBounds() throws {
    let real = try plant(.nvl72Dry, loss: 8, conductance: 1, fan: 1)
    let fit = try PlantCalibration(
      of: CoolingPlant(.nvl72Dry), to: measurements(of: real, count: 40, supplyC: 32),
      supply: .fixed(.celsius(32)))
    #expect(fit.estimates[0].value == 5 && fit.estimates[0].isAtBound)
  }

  @Test func aMeasurementMayNameItsOwnSetPoint() throws {
    let plant = try CoolingPlant(.nvl72Dry)
    var rows = measurements(of: plant, count: 20, supplyC: 27)
    for index in rows.indices { rows[index].supply = .fixed(.celsius(27)) }
    let fit = try PlantCalibration(of: plant, to: rows, supply: .fixed(.celsius(40)))
    #expect(fit.before.relativeRootMeanSquare < 1e-6)
  }

  @Test func meteredPowerHasItsLeakageTakenOut() throws {
    let plant = try CoolingPlant(.nvl72Dry)
    let air = AmbientAir(dryBulbC: 30, relativeHumidity: 0.5)
    let state = plant.state(atITPower: .megawatts(7), air: air)
    #expect(abs(state.itPower.megawatts - 7) < 1e-6)
    #expect(state.referenceKW != state.itKW)
    #expect(plant.state(atITPower: .zero, air: air).itKW == 0)
  }

  @Test func errorsAreThoseOfTheTextbook() {
    let error = CalibrationError(modelKW: [11, 9, 13], measuredKW: [10, 10, 10])
    #expect(error.bias.kilowatts == 1)
    #expect(abs(error.relativeBias - 0.1) < 1e-15)
    #expect(abs(error.rootMeanSquare.kilowatts - (11.0 / 3).squareRoot()) < 1e-15)
  }

  @Test func aConductanceIsScaledAsItSays() throws {
    for preset in [CoolingPreset.nvl72Dry, .nvl72Tower] {
      let before = preset.parameters
      var after = before
      after.warm.unit.scaleConductance(
        by: 1.5, waterRate: before.warm.capacityW / before.warm.rangeK)
      func conductance(_ plant: PlantParameters) -> Double {
        switch RejectionUnit(plant.warm.unit, waterRate: plant.warm.capacityW / plant.warm.rangeK) {
        case .coils(let cooler): cooler.conductance
        case .tower(let tower): tower.transferUnits
        }
      }
      #expect(abs(conductance(after) / conductance(before) - 1.5) < 1e-6)
    }
  }
}

struct BoundedLeastSquaresTests {
  /// Rosenbrock's valley, as two residuals.
  private func valley(_ point: [Double]) -> [Double] {
    [10 * (point[1] - point[0] * point[0]), 1 - point[0]]
  }

  @Test func aCurvedValleyIsFollowedToItsLowestPoint() {
    var search = BoundedLeastSquares(
      [.init(start: -1.2, bounds: -5...5), .init(start: 1, bounds: -5...5)], residuals: valley)
    #expect(search.solve() == [true, true])
    #expect(abs(search.point[0] - 1) < 1e-6 && abs(search.point[1] - 1) < 1e-6)
  }

  @Test func aBoundHoldsTheSearch() {
    var search = BoundedLeastSquares(
      [.init(start: -1.2, bounds: -5...0.5), .init(start: 1, bounds: -5...5)], residuals: valley)
    _ = search.solve()
    #expect(search.point[0] == 0.5)
    #expect(abs(search.point[1] - 0.25) < 1e-5)
  }

  @Test func aVariableWithoutEffectStaysPut() {
    var search = BoundedLeastSquares(
      [.init(start: 3, bounds: 0...10), .init(start: 3, bounds: 0...10)]
    ) { [$0[0] - 7] }
    #expect(search.solve() == [true, false])
    #expect(abs(search.point[0] - 7) < 1e-9 && search.point[1] == 3)
  }
}
