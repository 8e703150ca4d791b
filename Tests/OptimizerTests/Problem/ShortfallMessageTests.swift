import GridPricing
import Testing

@testable import Optimizer

/// Base and idle load that alone are too much: the plan says of what, and by how much.
struct ShortfallMessageTests {
  private func warnings(_ site: Site) throws -> [String] {
    let problem = try TinyProblem.problem([], site, slots: 3)
    let solution = Solver().solve(problem, until: .workWithoutGain(1))
    #expect(solution.status == .infeasible)
    return solution.document(generator: .init(version: "test", seed: 1)).warnings
      .filter { $0.code == "infeasible" }.map(\.message)
  }

  @Test func theGridLimitIsNamed() throws {
    let site = TinyProblem.steadySite(kW: 600, slots: 3) {
      $0.gridLimits = [
        GridLimit(start: TinyProblem.hour(1), end: TinyProblem.hour(2), power: .kilowatts(599.5))
      ]
    }
    #expect(
      try warnings(site) == [
        "base and idle load alone exceed the grid limit of site \"fra1\" in slot 1 "
          + "(2026-01-12T01:00:00Z): 0.5 kW are missing"
      ])
  }

  @Test func theLoadThatCanBeCooledIsNamed() throws {
    let plant = try CoolingPlant(.nvl72Dry, nominalIT: .kilowatts(100))
    let site = TinyProblem.steadySite(kW: 600, slots: 3) {
      $0.cooling = .liquid(LiquidCooling(plant: plant))
      $0.weather = .constant(dryBulb: .celsius(20), relativeHumidity: .percent(50))
      $0.gridLimit = .kilowatts(500)
    }
    let problem = try TinyProblem.problem([], site, slots: 3)
    let shortfall = try #require(problem.shortfall)
    #expect(shortfall.limit == .cooling && shortfall.slot == 0)
    let headroomKW = problem.signals[0].headroomKW![0]
    #expect(abs(shortfall.missing.kilowatts - (600 - headroomKW)) < 1e-9)
    let said = try #require(try warnings(site).first)
    let start = "base and idle load alone exceed what can be cooled at site \"fra1\" in slot 0 "
    #expect(said.hasPrefix(start) && said.hasSuffix(" kW of IT power are too much"))
  }
}
