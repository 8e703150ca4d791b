import GridPricing
import Testing

@testable import Optimizer

struct TransientComparisonTests {
  private let plant: CoolingPlant
  private let air = AmbientAir(dryBulbC: 33, relativeHumidity: 0.35)

  init() throws { plant = try CoolingPlant(.nvl72Dry) }

  private func drive(_ loadsKW: [Double], slotSeconds: Double = 900) -> TransientDrive {
    TransientDrive(
      referenceKW: loadsKW, air: loadsKW.map { _ in air }, supplyC: loadsKW.map { _ in 36 },
      slotSeconds: slotSeconds)
  }

  @Test func aConstantLoadIsSteady() {
    let comparison = TransientComparison(of: plant, through: drive([6000, 6000, 6000, 6000]))
    func near(_ left: Double, _ right: Double) -> Bool { abs(left / right - 1) < 1e-4 }
    #expect(
      near(comparison.steady.facility.kilowattHours, comparison.transient.facility.kilowattHours))
    #expect(
      near(comparison.steady.cooling.kilowattHours, comparison.transient.cooling.kilowattHours))
    #expect(abs(comparison.steadyPeaks.gpuC - comparison.transientPeaks.gpuC) < 0.01)
    let state = plant.steady(referenceKW: 6000, air: air, supplyC: 36)
    #expect(abs(comparison.steady.it.kilowattHours - state.itKW) < 1e-9 * state.itKW)
    #expect(comparison.keepsLimits)
  }

  @Test func roomIsThatToTheNearestLimit() {
    let comparison = TransientComparison(of: plant, through: drive([3000, 10_000, 3000]))
    #expect(comparison.tightestSlot == 1)
    let (peaks, limits) = (comparison.transientPeaks, comparison.limits)
    let rooms = [
      limits.coolantSupplyC - peaks.coolantSupplyC, limits.gpuC - peaks.gpuC,
      (limits.chilledWaterC ?? 0) - (peaks.chilledWaterC ?? 0),
    ]
    #expect(comparison.leastRoomK == rooms.min())
    #expect(comparison.transientPeaks.gpuC > comparison.steadyPeaks.gpuC + 1)
  }

  @Test func aPlantWithoutChilledWaterHasNoLimitToIt() throws {
    let comparison = try TransientComparison(
      of: CoolingPlant(.rubin45C), through: drive([9000]))
    #expect(comparison.limits.chilledWaterC == nil && comparison.leastRoomK.isFinite)
  }

  @Test(arguments: [
    (1800.0, 7200.0, 1800.0, 4, 1), (60, 150, 30, 5, 2), (0.5, 1.25, 0.25, 5, 2),
  ])
  func aStepFallsOnAnEdge(at: Double, duration: Double, slot: Double, slots: Int, before: Int) {
    let step = LoadStep(
      from: .kilowatts(3), to: .kilowatts(9), atSeconds: at, durationSeconds: duration)
    #expect(step.slotSeconds == slot)
    #expect(
      step.loadsKW == Array(repeating: 3, count: before)
        + Array(repeating: 9, count: slots - before))
  }
}
