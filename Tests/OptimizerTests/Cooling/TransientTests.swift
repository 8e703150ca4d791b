import Testing

@testable import Optimizer

struct TransientTests {
  private func drive(
    _ plant: CoolingPlant, _ loads: [Double], air: AmbientAir, setC: Double, minutes: Double,
    storageKW: [Double] = []
  ) -> TransientDrive {
    TransientDrive(
      referenceKW: loads.map { $0 * plant.nominalITKW },
      air: [AmbientAir](repeating: air, count: loads.count),
      supplyC: [Double](repeating: setC, count: loads.count), storageKW: storageKW,
      slotSeconds: 60 * minutes)
  }

  /// In frost, mild weather, heat and heat beyond the plant.
  @Test(arguments: CoolingPreset.allCases, [-10.0, 18, 33, 43])
  func itSettlesToTheSteadyState(preset: CoolingPreset, celsius: Double) throws {
    let plant = try CoolingPlant(preset)
    let air = AmbientAir(dryBulbC: celsius, relativeHumidity: 0.3)
    for (before, after) in [(0.3, 0.9), (0.9, 0.4)] {
      var last: TransientSample?
      let run = plant.simulate(
        drive(plant, [before, after], air: air, setC: 34, minutes: 240)
      ) { last = $0 }
      let steady = plant.steady(
        referenceKW: after * plant.nominalITKW, air: air, supplyC: 34)
      let sample = try #require(last)
      for (value, wanted) in [
        (sample.gpuC, steady.gpuC), (sample.coolantSupplyC, steady.coolantSupplyC),
        (sample.coolantReturnC, steady.coolantReturnC),
        (sample.facilityReturnC, steady.warm.returnC),
        (sample.facilitySupplyC, steady.warm.supplyC),
      ] {
        #expect(abs(value - wanted) < 0.01, "\(before) to \(after): \(value), not \(wanted)")
      }
      #expect(isNear(sample.itW, steady.itW, relative: 1e-4))
      #expect(isNear(sample.waterKgPerSecond, steady.waterKgPerSecond, relative: 2e-3))
      let atRest = plant.steady(referenceKW: before * plant.nominalITKW, air: air, supplyC: 34)
      // Beyond the set point the chiller's power is still taken there.
      if atRest.warm.supplyC == 34 || atRest.warm.chillerHeatW == 0 {
        #expect(isNear(run.facilityKW[0], atRest.facilityKW, relative: 1e-5), "it starts at rest")
      }
    }
  }

  /// The reference's own jump, and steps of a fifth for every plant.
  @Test(arguments: CoolingPreset.allCases)
  func halfTheStepChangesLittle(preset: CoolingPreset) throws {
    let plant = try CoolingPlant(preset)
    let air = AmbientAir(dryBulbC: 33, relativeHumidity: 0.35)
    var runs = [drive(plant, [0.6, 0.8, 1, 0.7], air: air, setC: 36, minutes: 30)]
    if [.nvl72Dry, .hgxH100, .rubin45C].contains(preset) {
      runs.append(drive(plant, [0.3, 1], air: air, setC: 36, minutes: 60))
    }
    for drive in runs {
      let whole = plant.simulate(drive)
      let half = plant.simulate(drive, stepSeconds: 2.5)
      for slot in drive.referenceKW.indices {
        #expect(abs(whole.gpuC[slot] - half.gpuC[slot]) < 0.02)
        #expect(abs(whole.coolantSupplyC[slot] - half.coolantSupplyC[slot]) < 0.02)
        #expect(isNear(whole.facilityKW[slot], half.facilityKW[slot], relative: 2e-4))
      }
    }
  }

  @Test func aStepInLoadOvershootsAndAStepDownDoesNot() throws {
    let plant = try CoolingPlant(.nvl72Dry)
    let air = AmbientAir(dryBulbC: 33, relativeHumidity: 0.35)
    let run = plant.simulate(drive(plant, [0.3, 1, 0.3], air: air, setC: 36, minutes: 60))
    #expect(run.coolantSupplyC[1] > run.coolantSupplyC[0] + 1)
    #expect(run.coolantSupplyC[2] < run.coolantSupplyC[1])
    #expect(run.itKW[1] > 10_000 && run.itKW[0] < 3_100)
    #expect(run.chilledWaterC == [20, 20, 20])
  }

  @Test func meansAndPeaksAreThoseOfTheSteps() throws {
    let plant = try CoolingPlant(.nvl72Tower)
    let air = AmbientAir(dryBulbC: 28, relativeHumidity: 0.5)
    var samples: [TransientSample] = []
    let run = plant.simulate(drive(plant, [0.5, 0.9], air: air, setC: 30, minutes: 10)) {
      samples.append($0)
    }
    #expect(samples.count == 240)
    #expect(
      samples.map(\.slot) == [Int](repeating: 0, count: 120) + [Int](repeating: 1, count: 120))
    #expect(samples.last?.seconds == 1200)
    for slot in 0..<2 {
      let steps = samples.filter { $0.slot == slot }
      func mean(_ value: (TransientSample) -> Double) -> Double {
        steps.map(value).reduce(0, +) / 120
      }
      #expect(isNear(run.itKW[slot], mean(\.itW) / 1000, relative: 1e-12))
      #expect(isNear(run.facilityKW[slot], mean(\.facilityW) / 1000, relative: 1e-12))
      #expect(isNear(run.coolingKW[slot], mean(\.coolingW) / 1000, relative: 1e-12))
      #expect(isNear(run.waterKgPerSecond[slot], mean(\.waterKgPerSecond), relative: 1e-12))
      #expect(run.gpuC[slot] == steps.map(\.gpuC).max())
      #expect(run.coolantSupplyC[slot] == steps.map(\.coolantSupplyC).max())
    }
  }

  @Test func theTankSparesPowerWhileItLasts() throws {
    let plant = try CoolingPlant(.nvl72Dry)
    let air = AmbientAir(dryBulbC: 36, relativeHumidity: 0.3)
    let loads = [0.8, 0.8, 0.8]
    let alone = plant.simulate(drive(plant, loads, air: air, setC: 34, minutes: 60))
    let helped = plant.simulate(
      drive(plant, loads, air: air, setC: 34, minutes: 60, storageKW: [0, -2500, 200]))
    #expect(isNear(helped.facilityKW[0], alone.facilityKW[0], relative: 1e-12))
    #expect(helped.facilityKW[1] < alone.facilityKW[1] - 100)
    #expect(helped.facilityKW[2] > alone.facilityKW[2])
    let steady = plant.steady(
      referenceKW: 8000, air: air, supplyC: 34, storageKW: -2500)
    #expect(isNear(helped.facilityKW[1], steady.facilityKW, relative: 5e-3))
  }

  @Test func nothingInNothingOut() throws {
    let plant = try CoolingPlant(.nvl72Dry)
    let empty = TransientDrive(referenceKW: [], air: [], supplyC: [], slotSeconds: 900)
    #expect(plant.simulate(empty) == TransientRun())
  }

  @Test func slotsOfOddLengthAreCutIntoEqualSteps() throws {
    let plant = try CoolingPlant(.rubin45C)
    let air = AmbientAir(dryBulbC: 20, relativeHumidity: 0.5)
    var samples: [TransientSample] = []
    var odd = drive(plant, [0.5], air: air, setC: 41, minutes: 1)
    odd.slotSeconds = 12
    _ = plant.simulate(odd) { samples.append($0) }
    #expect(samples.map(\.seconds) == [4, 8, 12])
  }

  @Test func unevenArraysAreAMistake() async {
    await #expect(processExitsWith: .failure) {
      _ = TransientDrive(referenceKW: [1, 2], air: [], supplyC: [30, 30], slotSeconds: 900)
    }
    await #expect(processExitsWith: .failure) {
      _ = TransientDrive(referenceKW: [], air: [], supplyC: [], slotSeconds: 0)
    }
  }
}
