import GridPricing
import Testing

@testable import Optimizer

/// Changes one field of the sound plan at random, two thousand times.
@Suite struct FuzzTests {
  /// How one field of a plan is read and written.
  private struct Field<Value> {
    let name: String
    let get: (PlanDocument) -> Value
    let set: (inout PlanDocument, Value) -> Void

    init(_ name: String, _ path: WritableKeyPath<PlanDocument, Value>) {
      self.name = name
      get = { $0[keyPath: path] }
      set = { $0[keyPath: path] = $1 }
    }

    init(_ name: String, _ path: WritableKeyPath<PlanDocument, Value?>) {
      self.name = name
      get = { $0[keyPath: path]! }
      set = { $0[keyPath: path] = $1 }
    }
  }

  private let example = ExamplePlan.document

  /// Every number that the verifier recomputes.
  private var numbers: [Field<Double>] {
    var fields: [Field<Double>] = [
      .init("total", \.objective.total), .init("energyCost", \.objective.energyCost),
      .init("carbonCost", \.objective.carbonCost), .init("declined", \.objective.declined),
      .init("energyMWh", \.totals.energyMWh), .init("itEnergyMWh", \.totals.itEnergyMWh),
      .init("emissionsTonnes", \.totals.emissionsTonnes), .init("pue", \.totals.pue),
      .init("peakGridKW", \.totals.peakGridKW),
      .init("carbonPrice", \.settings.carbonPricePerTonne),
      .init("lower", \.bound!.lower), .init("gap", \.bound!.gap),
      .init("absoluteGap", \.bound!.absoluteGap), .init("variableGap", \.bound!.variableGap),
      .init("baseline.total", \.baseline!.objective.total),
      .init("baseline.energyCost", \.baseline!.objective.energyCost),
      .init("baseline.carbonCost", \.baseline!.objective.carbonCost),
      .init("baseline.emissions", \.baseline!.totals.emissionsTonnes),
      .init("baseline.peak", \.baseline!.totals.peakGridKW),
      .init("costPercent", \.savings!.costPercent),
      .init("emissionsPercent", \.savings!.emissionsPercent),
      .init("energyPercent", \.savings!.energyPercent),
    ]
    for job in example.jobs.indices {
      fields.append(.init("runNowCost", \.jobs[job].runNowCost))
      fields.append(.init("runNowEmissionsKg", \.jobs[job].runNowEmissionsKg))
      guard example.jobs[job].status == .scheduled else { continue }
      fields += [
        .init("energyKWh", \.jobs[job].energyKWh), .init("cost", \.jobs[job].cost),
        .init("emissionsKg", \.jobs[job].emissionsKg), .init("slack", \.jobs[job].slackHours),
        .init("watts", \.jobs[job].segments[0].wattsPerGPU),
      ]
    }
    for site in example.sites.indices {
      fields += [
        .init("unallocated", \.sites[site].unallocated.cost),
        .init("unallocated", \.sites[site].unallocated.energyKWh),
        .init("unallocated", \.sites[site].unallocated.emissionsKg),
      ]
      for slot in 0..<8 {
        fields += [
          .init("itKW", \.sites[site].slots.itKW[slot]),
          .init("facilityKW", \.sites[site].slots.facilityKW[slot]),
          .init("gridKW", \.sites[site].slots.gridKW[slot]),
          .init("pue", \.sites[site].slots.pue[slot]),
          .init("pricePerMWh", \.sites[site].slots.pricePerMWh[slot]),
          .init("carbon", \.sites[site].slots.carbonGramsPerKWh![slot]),
        ]
      }
    }
    return fields
  }

  /// Shadow prices prove something or nothing, whatever they are: none is a claim by itself.
  private var prices: [Field<Double>] {
    (0..<8).flatMap { slot -> [Field<Double>] in
      [
        .init("energyPerMWh", \.sites[0].shadowPrices!.energyPerMWh[slot]),
        .init("gpuHour", \.sites[0].shadowPrices!.gpuHour[0].values[slot]),
        .init("gpuHour", \.sites[1].shadowPrices!.gpuHour[0].values[slot]),
      ]
    }
  }

  private var integers: [Field<Int>] {
    var fields: [Field<Int>] = [.init("lateJobs", \.baseline!.lateJobs)]
    for job in [0, 1, 2, 4] { fields.append(.init("gpus", \.jobs[job].segments[0].gpus)) }
    for slot in 0..<8 {
      fields.append(.init("gpusInUse", \.sites[0].slots.gpusInUse[0].values[slot]))
    }
    return fields
  }

  private var instants: [Field<Instant>] {
    [0, 1, 2, 4].flatMap { job -> [Field<Instant>] in
      [
        .init("start", \.jobs[job].segments[0].start), .init("end", \.jobs[job].segments[0].end),
        .init("finish", \.jobs[job].finish),
      ]
    }
  }

  private static let hostile: [Double] = [
    0, -1, 1e308, -1e308, .leastNonzeroMagnitude, .infinity, -.infinity, .nan,
    .greatestFiniteMagnitude,
  ]

  private func changed(_ value: Double, _ random: inout SplitMix) -> Double {
    if Int.random(in: 0..<3, using: &random) == 0 {
      return Self.hostile.randomElement(using: &random)!
    }
    let factor = 1 + Double.random(in: 0.0101...2, using: &random)
    return Bool.random(using: &random) ? value * factor : value / factor - (value == 0 ? 1 : 0)
  }

  @Test func oneFieldChangedByMoreThanAPercentIsAlwaysCaught() throws {
    let verification = Verification(of: try ExamplePlan.problem())
    let (numbers, integers, instants, prices) = (numbers, integers, instants, prices)
    var random = SplitMix(state: 2026)
    for round in 0..<2000 {
      var plan = example
      var mustBeCaught = false
      var name = ""
      switch round % 8 {
      case 0..<4:
        let field = numbers.randomElement(using: &random)!
        let value = field.get(plan)
        let new = changed(value, &random)
        // Of a slack of zero hours a millisecond is no change.
        mustBeCaught = !(abs(new - value) <= max(1e-6, 0.01 * abs(value)))
        field.set(&plan, new)
        name = "\(field.name) \(value) → \(new)"
      case 4:
        let field = prices.randomElement(using: &random)!
        field.set(&plan, changed(field.get(plan), &random))
      case 5:
        let field = integers.randomElement(using: &random)!
        let value = field.get(plan)
        let new = [value - 1, value + 1, .min, .max, -value - 1].randomElement(using: &random)!
        mustBeCaught = true
        field.set(&plan, new)
        name = "\(field.name) \(value) → \(new)"
      case 6:
        let field = instants.randomElement(using: &random)!
        let value = field.get(plan).milliseconds
        let new = [
          Int64.min, .max, 0, value &- 3, value &+ 3, value &+ 3_600_000,
          value &- Int64.random(in: 10...1_000_000_000, using: &random),
        ].randomElement(using: &random)!
        mustBeCaught = true
        field.set(&plan, Instant(milliseconds: new))
        name = "\(field.name) \(value) → \(new)"
      default:
        name = restructure(&plan, &random)
        mustBeCaught = true
      }
      let report = verification.report(on: plan)
      #expect(!mustBeCaught || !report.isSound, "round \(round): \(name)")
    }
  }

  /// Removes or doubles something.
  private func restructure(_ plan: inout PlanDocument, _ random: inout SplitMix) -> String {
    let job = Int.random(in: 0..<5, using: &random)
    let site = Int.random(in: 0..<2, using: &random)
    let kind = Int.random(in: 0..<12, using: &random)
    switch kind {
    case 0: plan.jobs.remove(at: job)
    case 1: plan.jobs.insert(plan.jobs[job], at: 0)
    case 2: plan.jobs[job].segments.append(plan.jobs[0].segments[0])
    case 3: plan.jobs[[0, 1, 2, 4][job % 4]].segments.removeLast()
    case 4: plan.sites.remove(at: site)
    case 5: plan.sites[site].slots.pue.append(nil)
    case 6: plan.sites[site].slots.gpusInUse[0].values = []
    case 7: plan.sites[site].shadowPrices?.gpuHour = []
    case 8: plan.sites[site].shadowPrices?.energyPerMWh.append(0)
    case 9: plan.jobs[job].runNowCost = nil
    case 10: plan.jobs[[0, 1, 2, 4][job % 4]].site = ""
    default: plan.sites[site].slots.gridKW.removeAll()
    }
    return "restructured, kind \(kind)"
  }
}
