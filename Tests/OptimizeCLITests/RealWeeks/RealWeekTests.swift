import Foundation
import Testing

/// Weeks of measured prices: what the program says of a plan is what its segments add up to.
@Suite(.enabled(if: RealWeek.areThere, "../shared/data is not there"))
struct RealWeekTests {
  @Test(arguments: RealWeek.all)
  func figuresAreWhatTheSegmentsAddUpTo(week: RealWeek) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try week.write(to: folder.path)
    let (scenario, file) = (folder.path + "/scenario.json", folder.path + "/plan.json")

    let planned = try BuiltProgram.run("plan", scenario, "-o", file, "--gap", "25%")
    try #require(planned.exitCode == 0, "\(planned.errors)")
    let verified = try BuiltProgram.run("verify", scenario, file)
    #expect(verified.exitCode == 0, "\(verified.output)")

    let plan = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: file)))
    try expectSameFigures(try #require(plan as? [String: Any]), week, planned.errors)
  }

  private func expectSameFigures(
    _ plan: [String: Any], _ week: RealWeek, _ summary: String
  ) throws {
    let recount = try Recount(week)
    let entries = plan["jobs"] as! [[String: Any]]
    let runs = try recount.runs(entries)
    expectFeasible(runs, recount)
    let declined = zip(recount.jobs, entries).reduce(0) {
      $1.1["status"] as? String == "declined" ? $0 + $1.0.value! : $0
    }
    let figures = recount.figures(runs, declined: declined)
    let runNow = recount.figures(try #require(recount.runNow()))
    let baseline = plan["baseline"] as! [String: Any]
    expect(plan, figures)
    expect(baseline, runNow)

    let bound = plan["bound"] as! [String: Any]
    #expect(bound["proof"] as? String == "prices")
    let lower = bound["lower"] as! Double
    #expect(lower <= figures.total)
    let gap = (figures.total - lower) / abs(figures.total)
    #expect(gap < 0.25)

    let savings = plan["savings"] as! [String: Any]
    let rows = [
      ("cost \(week.currency)", "costPercent", runNow.total, figures.total),
      ("emissions tCO2e", "emissionsPercent", runNow.emissionsTonnes, figures.emissionsTonnes),
      ("energy MWh", "energyPercent", runNow.energyMWh, figures.energyMWh),
    ]
    for (row, key, before, after) in rows {
      let percent = 100 * (before - after) / abs(before)
      let written = savings[key] as! Double
      #expect(abs(written - percent) <= 1e-6 * max(1, abs(percent)), "\(key)")
      let shown = try #require(shownPercent(row, in: summary), "\(summary)")
      #expect(abs(shown - percent) <= 0.05 + 1e-6, "\(row)")
    }
  }

  /// The last column of a row of the table that the program prints.
  private func shownPercent(_ row: String, in summary: String) -> Double? {
    let line = summary.split(separator: "\n").first { $0.hasPrefix(row + " ") }
    let cell = line?.split(separator: " ").last
    return cell.flatMap { $0.hasSuffix("%") ? Double($0.dropLast()) : nil }
  }

  private func expect(_ document: [String: Any], _ figures: Recount.Figures) {
    let objective = document["objective"] as! [String: Any]
    let totals = document["totals"] as! [String: Any]
    let pairs = [
      (objective["total"], figures.total), (objective["energyCost"], figures.energyCost),
      (objective["carbonCost"], figures.carbonCost), (objective["declined"], figures.declined),
      (totals["energyMWh"], figures.energyMWh),
      (totals["emissionsTonnes"], figures.emissionsTonnes),
    ]
    for (number, (written, counted)) in pairs.enumerated() {
      let difference = abs((written as! Double) - counted)
      #expect(difference <= 1e-6 * max(abs(counted), 1e-3), "figure \(number)")
    }
  }

  /// GPUs, grid limits, windows and work, by the plainest count.
  private func expectFeasible(_ runs: [Recount.Run], _ recount: Recount) {
    let slotHours = Double(recount.week.slotMinutes) / 60
    for (number, site) in recount.week.sites.enumerated() {
      let here = runs.filter { $0.site == number }
      var held = [Int](repeating: 0, count: recount.slots)
      for run in here {
        for slot in run.parts.keys { held[slot] += recount.jobs[run.job].gpus }
      }
      let kW = recount.itKW(number, here)
      for slot in 0..<recount.slots {
        #expect(held[slot] <= recount.available[number][slot])
        #expect(kW[slot] * site.pue <= (site.gridLimitKW ?? .infinity) * (1 + 1e-8))
      }
    }
    for run in runs {
      let job = recount.jobs[run.job]
      let slots = run.parts.keys.sorted()
      let restarts = zip(slots, slots.dropFirst()).filter { $1 > $0 + 1 }.count
      let hours = run.parts.values.reduce(0, +) * slotHours
      #expect(abs(hours - job.hours - Double(restarts) * (job.restart ?? 0) / 60) < 1e-5)
      #expect(restarts == 0 || job.minimumRun != nil)
      #expect(Double(slots[0]) * slotHours >= job.release)
      let last = slots[slots.count - 1]
      #expect((Double(last) + run.parts[last]!) * slotHours <= job.deadline + 1e-6)
    }
  }
}
