import Foundation
import GridPricing
import Optimizer
import Testing

/// The library example of README.md is the code between the two marks below.
@Suite struct READMEExampleTests {
  @Test func theExampleRuns() throws {
    let folder = Self.package.appending(path: "data/lab-64")
    // README begin
    let file = folder.appending(path: "series.csv")
    let prices = try PriceSeries(contentsOf: file)
    let carbon = try CarbonIntensitySeries(contentsOf: file, factor: .lifecycle)
    let site = Site(
      id: "lab", price: prices, carbon: carbon, pools: [GPUPool(id: "h100", gpus: 64)],
      cooling: .fixedPUE(1.35))
    let monday = Instant(iso8601: "2026-07-06T00:00:00Z")!
    let week = Horizon(start: monday, slotMinutes: 60, count: 168)
    let train = Job(id: "train-llm", pool: "h100", gpus: 32, hours: 20, powerPerGPU: .watts(700))
    let problem = try Problem(
      jobs: [train], sites: [site], horizon: week, objective: .init(carbonPrice: .perTonne(80)))
    let rule = StoppingRule.first(of: [.runtime(.seconds(10)), .gap(0.001)])
    let solution = Solver().solve(problem, until: rule)
    print(solution.plan.cost.amount, solution.gap as Any)
    print(solution.plan["train-llm"]?.start as Any)
    // README end
    #expect(solution.plan.unscheduled.isEmpty)
    #expect(try #require(solution.gap) <= 0.001)
    #expect(try #require(solution.plan["train-llm"]).start >= monday)
  }

  @Test func theREADMEShowsTheExample() throws {
    let lines = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let begin = try #require(lines.firstIndex { $0.hasSuffix("// README begin") })
    let end = try #require(lines.firstIndex { $0.hasSuffix("// README end") })
    let example = lines[(begin + 1)..<end].map { String($0.dropFirst(4)) }
    let shown = example.joined(separator: "\n")
    let readme = try String(
      contentsOf: Self.package.appending(path: "README.md"), encoding: .utf8)
    #expect(readme.contains("\n```swift\nimport GridPricing\nimport Optimizer\n\n\(shown)\n```\n"))
  }

  private static let package = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
