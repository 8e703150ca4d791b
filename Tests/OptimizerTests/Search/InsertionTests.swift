import GridPricing
import Testing

@testable import Optimizer

@Suite struct InsertionTests {
  /// Slot 0 has 10 kW to spare, slot 1 has 5 because idle GPUs come back: a job of 10 kW fits with
  /// half of its last slot, however it may be interrupted.
  @Test(arguments: [
    nil, Preemption(), Preemption(minimumRunMinutes: 15, restartMinutes: 1),
  ])
  func aLastPartialSlotNeedsOnlyItsPartOfThePower(preemption: Preemption?) throws {
    let start = Instant(iso8601: "2026-01-12T00:00:00Z")!
    let away = GPUPool.Availability(start: start, end: start.advanced(byHours: 0.25), gpus: 0)
    let site = Site(
      id: "fra", price: .constant(perMWh: 100, currency: "EUR"),
      pools: [
        GPUPool(id: "h200", gpus: 10),
        GPUPool(id: "l4", gpus: 50, idlePowerPerGPU: .watts(100), availability: [away]),
      ], gridLimit: .kilowatts(10))
    let job = Job(
      id: "train", pool: "h200", gpus: 10, hours: 0.375, powerPerGPU: .watts(1000),
      preemption: preemption)
    let problem = try Problem(
      jobs: [job], sites: [site], horizon: Horizon(start: start, slotMinutes: 15, count: 2))
    var insertion = Insertion(problem.compiled)
    let found = insertion.best(
      problem.compiled.jobs[0], Occupancy(problem.compiled), PriceRows(problem.compiled, nil))
    #expect(found?.runs == [0..<2])
  }
}
