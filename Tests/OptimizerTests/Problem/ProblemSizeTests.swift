import GridPricing
import Testing

@testable import Optimizer

/// Numbers so large that sums of their products mean nothing.
struct ProblemSizeTests {
  private func messages(_ site: Site, _ objective: Objective = Objective()) -> [String] {
    do throws(ProblemError) {
      _ = try Problem(
        jobs: [], sites: [site],
        horizon: Horizon(start: TinyProblem.start, slotMinutes: 60, count: 3), objective: objective)
      return []
    } catch {
      return error.issues.map(\.message)
    }
  }

  @Test func aPriceThatNoMarketHasIsRefused() {
    let site = TinyProblem.site(prices: [50, -1e308, 50])
    #expect(
      messages(site) == [
        "is -1e+308 EUR/MWh at 2026-01-12T01:00:00Z; expected at most 1000000000.0"
      ])
  }

  @Test func anIntensityThatNoFuelHasIsRefused() {
    let site = TinyProblem.site(prices: [50, 50, 50], carbon: [300, 300, 1e300])
    #expect(
      messages(site) == ["is 1e+300 g/kWh at 2026-01-12T02:00:00Z; expected at most 1000000.0"])
  }

  @Test func aProductThatIsTooLargeIsRefused() {
    let site = TinyProblem.site(prices: [50, 50, 50], carbon: [300, 1e6, 300])
    #expect(
      messages(site, Objective(carbonPrice: .perTonne(1e9))).first?
        .hasPrefix("energy and carbon for a MWh of IT power cost") == true)
    #expect(messages(site, Objective(carbonPrice: .perTonne(80))) == [])
  }

  @Test func aJobTooShortForThePlanIsRefused() throws {
    let horizon = Horizon(start: TinyProblem.start, slotMinutes: 60, count: 3)
    #expect(throws: ProblemError.self) {
      try Problem(
        jobs: [TinyProblem.job("a", hours: 1e-7)], sites: [TinyProblem.site(prices: [1, 2, 3])],
        horizon: horizon)
    }
  }
}
