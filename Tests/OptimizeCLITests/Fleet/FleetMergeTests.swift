import Foundation
import GridPricing
import Testing

@testable import optimize_cli

struct FleetMergeTests {
  private let fleet: TinyFleet
  private var folder: TemporaryFolder { fleet.folder }

  init() throws { fleet = try TinyFleet() }

  private func expectValid(_ name: String) throws {
    let validator = try SchemaValidator(#require(Schema.named("fleet")))
    #expect(try validator.complaints(about: folder.bytes(name)) == [])
  }

  private func statuses(_ name: String) throws -> [String] {
    let members = try fleet.object(name)["members"] as? [[String: Any]] ?? []
    return members.compactMap { $0["status"] as? String }
  }

  @Test func theSumsAreThoseOfThePlans() throws {
    #expect(try fleet.run("plan", "--fleet", "fleet", "-q").exitCode == 0)
    let merged = try fleet.run("fleet", "merge", "fleet")
    #expect(merged.exitCode == 0 && merged.output == "")
    #expect(merged.errorLines.count == 10 && merged.errorLines.last == "wrote fleet.json")
    try expectValid("fleet.json")

    let document = try fleet.object("fleet.json")
    #expect(document["isWhole"] as? Bool == true)
    let members = try #require(document["members"] as? [[String: Any]])
    #expect(members.map { $0["name"] as? String } == ["a", "b", "c", "d", "e", "f", "g"])
    let sums = try #require(document["sums"] as? [[String: Any]])
    #expect(sums.count == 1)
    let plans = try fleet.planned().map { try fleet.object("fleet/\($0)/plan.json") }
    for (sum, figure) in [
      (["objective", "total"], ["objective", "total"]),
      (["objective", "carbonCost"], ["objective", "carbonCost"]),
      (["totals", "energyMWh"], ["totals", "energyMWh"]),
      (["totals", "emissionsTonnes"], ["totals", "emissionsTonnes"]),
      (["totals", "sumOfPeaksKW"], ["totals", "peakGridKW"]),
      (["bound", "lower"], ["bound", "lower"]),
    ] {
      let expected = plans.reduce(0.0) { $0 + (Self.number($1, figure) ?? .nan) }
      let difference = abs((Self.number(sums[0], sum) ?? .nan) - expected)
      #expect(difference <= 1e-14 * expected, "\(sum)")
    }
    for (member, plan) in zip(members, plans) {
      #expect(
        Self.number(member, ["objective", "total"]) == Self.number(plan, ["objective", "total"]))
      let name = try #require(member["name"] as? String)
      let digest = Digest.sha256(try folder.bytes("fleet/\(name)/plan.json"))
      #expect(member["planSHA256"] as? String == digest)
    }
  }

  private static func number(_ object: [String: Any], _ path: [String]) -> Double? {
    (object[path[0]] as? [String: Any])?[path[1]] as? Double
  }

  @Test func theBytesDoNotDependOnShardsFoldersOrOrder() throws {
    #expect(try fleet.run("plan", "--fleet", "fleet", "-qo", "serial").exitCode == 0)
    for shard in ["3/4", "1/4", "0/4", "2/4"] {
      let fleetPath = shard == "1/4" ? folder.file("fleet") : "./fleet"
      #expect(try fleet.run("plan", "--fleet", fleetPath, "--shard", shard, "-q").exitCode == 0)
    }
    #expect(try fleet.run("fleet", "merge", folder.file("fleet"), "-qo", "array.json").errors == "")
    let serial = try fleet.run("fleet", "merge", "fleet", "--plans", "serial", "-qo", "-")
    #expect(try serial.exitCode == 0 && serial.bytes == folder.bytes("array.json"))
  }

  @Test func whatIsMissingStaleOrUnreadableIsListedAndNotSummed() throws {
    #expect(try fleet.run("plan", "--fleet", "fleet", "-q").exitCode == 0)
    #expect(try fleet.run("fleet", "merge", "fleet", "-q").exitCode == 0)
    let whole = try fleet.object("fleet.json")
    try FileManager.default.removeItem(atPath: folder.file("fleet/b/plan.json"))
    try fleet.edit("fleet/c/prices.csv") { $0.replacing(",42\n", with: ",39\n") }
    try folder.write("{", to: "fleet/d/plan.json")
    try folder.write("{", to: "fleet/e/scenario.json")
    try fleet.edit("fleet/f/scenario.json") { $0 + " " }
    let merged = try fleet.run("fleet", "merge", "fleet")
    #expect(merged.exitCode == 1)
    #expect(merged.errors.contains("warning: 5 members without a plan for the inputs of now"))
    try expectValid("fleet.json")
    let status = try #require((whole["members"] as? [[String: Any]])?[0]["status"] as? String)
    #expect(
      try statuses("fleet.json") == [
        status, "missing", "stale", "unreadable", "unreadable", "stale", status,
      ])
    let document = try fleet.object("fleet.json")
    #expect(document["isWhole"] as? Bool == false)
    #expect(
      document["counts"] as? [String: Int]
        == ["members": 7, "planned": 2, "missing": 1, "stale": 2, "unreadable": 2])
    let sums = try #require(document["sums"] as? [[String: Any]])
    let totals = try ["a", "g"].map {
      try Self.number(fleet.object("fleet/\($0)/plan.json"), ["objective", "total"]) ?? .nan
    }
    #expect(Self.number(sums[0], ["objective", "total"]) == totals.reduce(0, +))
    #expect(merged.errorLines.filter { $0.hasPrefix("fleet/d/plan.json:1:") }.count == 1)
    #expect(merged.errorLines.filter { $0.hasPrefix("fleet/e/scenario.json:1:") }.count == 1)
  }

  @Test func aPartialPlanHasNoBoundAndTheFleetIsNotWhole() throws {
    var partial = TinyScenario()
    partial.jobs = ["x", "y"].map { TinyScenario.job($0, gpus: 16, hours: 20) }
    try fleet.add("z", 0, partial)
    #expect(try fleet.run("plan", "--fleet", "fleet", "-q").exitCode == 1)
    #expect(try fleet.run("fleet", "merge", "fleet").exitCode == 1)
    try expectValid("fleet.json")
    #expect(try statuses("fleet.json").last == "partial")
    let sums = try #require(fleet.object("fleet.json")["sums"] as? [[String: Any]])
    #expect(sums[0]["bound"] == nil && sums[0]["savings"] == nil)
    #expect((sums[0]["jobs"] as? [String: Int])?["unscheduled"] == 1)
  }

  @Test func plansOfDifferentOptionsAreNoticed() throws {
    #expect(try fleet.run("plan", "--fleet", "fleet", "-q", "--shard", "0/2").exitCode == 0)
    let other = try fleet.run(
      "plan", "--fleet", "fleet", "-q", "--shard", "1/2", "--carbon-price-per-tonne", "90")
    #expect(other.exitCode == 0)
    let merged = try fleet.run("fleet", "merge", "fleet")
    #expect(merged.exitCode == 0)
    #expect(merged.errors.contains("warning: the plans were made with different problem options"))
  }
}
