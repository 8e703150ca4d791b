import GridPricing
import Testing

@testable import Optimizer

/// GPUs that jobs cannot have: what stays for them, and what the site draws without any job.
struct ReservationTests {
  private let horizon = Horizon(start: TinyProblem.start, slotMinutes: 60, count: 4)

  private func series<Dimension>(
    _ type: Dimension.Type, _ values: [Double?], minutes: Double = 30
  ) -> Series<Dimension> {
    Series(
      steps: values.enumerated().map { index, value in
        SeriesStep(
          start: TinyProblem.hour(Double(index) * minutes / 60),
          end: TinyProblem.hour(Double(index + 1) * minutes / 60), value: value)
      }, provenance: Provenance(format: "test", unit: "test"))
  }

  private func reservation(_ gpus: [Double?], _ kW: [Double?]) -> Reservation {
    Reservation(
      gpus: series(GPUCountDimension.self, gpus), power: series(PowerDimension.self, kW))
  }

  private func site(_ reserved: Reservation?) -> Site {
    var site = TinyProblem.site(
      prices: [50, 40, 30, 60], gpus: 8,
      availability: [.init(start: TinyProblem.hour(3.5), end: TinyProblem.hour(4), gpus: 6)],
      idleWatts: 100, baseKW: 2)
    site.pools[0].reserved = reserved
    return site
  }

  private func problem(_ reserved: Reservation?, gaps: GapRule = .none) throws -> Problem {
    try Problem(jobs: [], sites: [site(reserved)], horizon: horizon, gaps: gaps)
  }

  private func issues(_ reserved: Reservation, gaps: GapRule = .none) -> [String] {
    do throws(ProblemError) {
      _ = try Problem(jobs: [], sites: [site(reserved)], horizon: horizon, gaps: gaps)
      return []
    } catch {
      return error.issues.map(\.description)
    }
  }

  private let halves = (
    gpus: [1, 3, 0, 0, 2.5, 2, 6, 6] as [Double?], kW: [1, 2, 0, 0, 1, 1, 3, 3] as [Double?]
  )

  @Test func jobsGetWhatTheLargestReservationInASlotLeaves() throws {
    let signals = try problem(reservation(halves.gpus, halves.kW)).signals[0]
    #expect(signals.capacity == [[5, 8, 5, 0]])
    let expected: [Double] = [2 + 0.5 + 1.5, 2 + 0.8, 2 + 0.5 + 1, 2 + 0 + 3]
    #expect(zip(signals.fixedKW, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(signals.filledReservedSlots == [0])
  }

  @Test func aConstantReservationHoldsThroughout() throws {
    let signals = try problem(.constant(gpus: 6, power: .kilowatts(4))).signals[0]
    #expect(signals.capacity == [[2, 2, 2, 0]])
    #expect(signals.fixedKW.first.map { abs($0 - 6.2) < 1e-12 } == true)
  }

  @Test func theVerifierSeesTheSameSite() throws {
    let reservations: [Reservation?] = [
      nil, reservation(halves.gpus, halves.kW), .constant(gpus: 1, power: .zero),
    ]
    for reserved in reservations {
      let problem = try problem(reserved)
      let facts = try SiteFacts(
        site(reserved), on: horizon, objective: Objective(), gaps: .none)
      #expect(facts.available == problem.signals[0].capacity)
      #expect(zip(facts.fixedKW, problem.signals[0].fixedKW).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }

  @Test func moreThanThereIsIsAnErrorThatNamesSlotAndPool() {
    #expect(
      issues(.constant(gpus: 7, power: .zero)) == [
        "sites[0].pools.0.reserved: is 7 GPUs at 2026-01-12T03:00:00Z, but pool \"h200\" has 6 "
          + "then; expected no more"
      ])
    #expect(issues(.constant(gpus: 6, power: .zero)) == [])
  }

  @Test func valuesThatCannotBeAreRefused() {
    #expect(
      issues(.constant(gpus: 1, power: .kilowatts(-1))).first?.contains("is -1.0 kW at") == true)
    #expect(issues(.constant(gpus: -1, power: .zero)).first?.contains("is -1 GPUs at") == true)
    let many = [Double?](repeating: 1e300, count: 8)
    #expect(issues(reservation(many, halves.kW)).first?.contains("1000000000 GPUs at") == true)
  }

  @Test func gapsAreErrorsUnlessARuleFillsThem() throws {
    let gappy = reservation([1, 1, 2, nil, 2, 2, 2, 2], [1, 1, 1, 1, nil, nil, 1, 1])
    #expect(issues(gappy).count == 1)
    let signals = try problem(gappy, gaps: .hold).signals[0]
    #expect(signals.capacity == [[7, 6, 6, 4]])
    #expect(signals.filledReservedSlots == [1])
  }
}
