import GridPricing

@testable import Optimizer

/// A small problem, where its jobs are put, and the plan document that follows, added up without any of
/// the verifier's code.
///
/// Eight slots of one hour; no base or idle power, no losses, no carbon, so that a GPU of 1000 W costs
/// in EUR per hour:
///
///     slot      0     1     2     3     4     5     6     7
///     fra      .1   .08   .06   .04   .04   .06   .08    .1     8 GPUs
///     oslo    .05 throughout                                    4 GPUs
struct KindPlan {
  static let start = Instant(iso8601: "2026-01-12T00:00:00Z")!
  static let horizon = Horizon(start: start, slotMinutes: 60, count: 8)
  static let fraPerMWh: [Double] = [100, 80, 60, 40, 40, 60, 80, 100]

  static func at(_ hours: Double) -> Instant { start.advanced(byHours: hours) }

  /// A run in hours since the start, with so many GPUs.
  struct Run {
    var from: Double
    var to: Double
    var gpus: Int
    var watts: Double

    init(_ from: Double, _ to: Double, gpus: Int, watts: Double = 1000) {
      self.from = from
      self.to = to
      self.gpus = gpus
      self.watts = watts
    }
  }

  /// Where and when a job runs, and what it costs besides energy.
  struct Placed {
    var site = "fra"
    var runs: [Run]
    var lateness = 0.0
    var transfer = 0.0
  }

  var jobs: [Job]
  var transfers = Transfers()
  var startRampGPUsPerMinute: Double?
  /// By job; nil where it is declined.
  var placed: [Placed?]
  var runNow: [Placed]
  /// What the prices of energy prove, as prices of IT power.
  var pricesLower: Double

  var sites: [Site] {
    [
      Site(
        id: "fra", jurisdictions: ["EU", "DE"],
        price: PriceSeries(
          currency: "EUR", start: Self.start, stepMinutes: 60, perMWh: Self.fraPerMWh),
        pools: [GPUPool(id: "p", gpus: 8)], startRampGPUsPerMinute: startRampGPUsPerMinute),
      Site(
        id: "oslo", jurisdictions: ["EEA"], price: .constant(perMWh: 50, currency: "EUR"),
        pools: [GPUPool(id: "p", gpus: 4)]),
    ]
  }

  func report(on plan: PlanDocument) throws -> VerificationReport {
    let facts = try ScenarioFacts(
      jobs: jobs, sites: sites, horizon: Self.horizon, objective: Objective(currency: "EUR"),
      transfers: transfers, gaps: .none)
    return Verification.report(on: plan, facts)
  }

  func report() throws -> VerificationReport { try report(on: document) }

  // MARK: The document

  var document: PlanDocument {
    let (objective, totals) = (objective(placed), totals(placed))
    let (baseObjective, baseTotals) = (self.objective(runNow), self.totals(runNow))
    let difference = objective.total - pricesLower
    return PlanDocument(
      generator: .init(version: "1.0.0", seed: 1), settings: .init(), status: .feasible,
      stop: .gap, horizon: Self.horizon, objective: objective,
      bound: .init(
        lower: pricesLower, gap: difference / max(objective.total, pricesLower),
        absoluteGap: difference, variableGap: difference / objective.total, proof: .prices,
        pricesLower: pricesLower),
      totals: totals,
      baseline: .init(lateJobs: 0, objective: baseObjective, totals: baseTotals),
      savings: .init(
        costPercent: 100 * (baseObjective.total - objective.total) / baseObjective.total,
        emissionsPercent: nil,
        energyPercent: 100 * (baseTotals.energyMWh - totals.energyMWh) / baseTotals.energyMWh),
      jobs: jobs.indices.map(entry), sites: [siteEntry("fra"), siteEntry("oslo")], provenance: [],
      warnings: [])
  }

  private func objective(_ placed: [Placed?]) -> PlanDocument.ObjectiveFigures {
    var figures = PlanDocument.ObjectiveFigures(currency: "EUR")
    for (job, placed) in zip(jobs, placed) {
      if let placed {
        figures.energyCost += energyCost(placed)
        figures.latenessCost += placed.lateness
        figures.transferCost += placed.transfer
      } else {
        figures.declined += job.value!.amount
      }
    }
    figures.total =
      figures.energyCost + figures.latenessCost + figures.transferCost + figures.declined
    return figures
  }

  private func totals(_ placed: [Placed?]) -> PlanDocument.TotalFigures {
    var figures = PlanDocument.TotalFigures()
    let kW = zip(kW(placed, at: "fra"), kW(placed, at: "oslo")).map { $0 + $1 }
    figures.energyMWh = kW.reduce(0, +) / 1000
    figures.itEnergyMWh = figures.energyMWh
    figures.pue = 1
    figures.pueReference = 1
    figures.peakGridKW = kW.max()!
    return figures
  }

  private func entry(_ number: Int) -> PlanDocument.JobEntry {
    var entry = PlanDocument.JobEntry(id: jobs[number].id, status: .declined, pool: "p")
    entry.runNowCost = cost(runNow[number])
    guard let placed = placed[number] else { return entry }
    entry.status = .scheduled
    entry.site = placed.site
    entry.segments = placed.runs.map {
      .init(
        start: Self.at($0.from), end: Self.at($0.to), gpus: $0.gpus, wattsPerGPU: $0.watts)
    }
    entry.finish = Self.at(placed.runs.last!.to)
    let deadline = jobs[number].deadline ?? Self.horizon.end
    entry.slackHours = entry.finish!.hours(to: deadline)
    entry.energyKWh = kW([placed], at: placed.site).reduce(0, +)
    entry.cost = cost(placed)
    return entry
  }

  private func siteEntry(_ id: String) -> PlanDocument.SiteEntry {
    let perMWh = perMWh(id)
    var slots = PlanDocument.SlotFigures()
    slots.itKW = kW(placed, at: id)
    slots.itReferenceKW = slots.itKW
    slots.facilityKW = slots.itKW
    slots.gridKW = slots.itKW
    slots.pue = slots.itKW.map { $0 > 0 ? 1 : nil }
    slots.pricePerMWh = perMWh
    slots.gpusInUse = [.init(pool: "p", values: gpusInUse(at: id))]
    var entry = PlanDocument.SiteEntry(id: id, unallocated: .init(), slots: slots)
    entry.shadowPrices = .init(
      energyPerMWh: perMWh, gpuHour: [.init(pool: "p", values: perMWh.map { _ in 0 })])
    return entry
  }

  // MARK: Sums

  private func perMWh(_ site: String) -> [Double] {
    site == "fra" ? Self.fraPerMWh : Self.fraPerMWh.map { _ in 50 }
  }

  private func cost(_ placed: Placed) -> Double {
    energyCost(placed) + placed.lateness + placed.transfer
  }

  private func energyCost(_ placed: Placed) -> Double {
    zip(kW([placed], at: placed.site), perMWh(placed.site)).reduce(0) { $0 + $1.0 * $1.1 / 1000 }
  }

  /// Mean power in each slot.
  private func kW(_ placed: [Placed?], at site: String) -> [Double] {
    (0..<8).map { slot in
      placed.compactMap(\.self).filter { $0.site == site }.flatMap(\.runs).reduce(0) { sum, run in
        let hours = max(0, min(run.to, Double(slot + 1)) - max(run.from, Double(slot)))
        return sum + hours * Double(run.gpus) * run.watts / 1000
      }
    }
  }

  private func gpusInUse(at site: String) -> [Int] {
    (0..<8).map { slot in
      placed.compactMap(\.self).filter { $0.site == site }.flatMap(\.runs)
        .filter { $0.from < Double(slot + 1) && $0.to > Double(slot) }
        .reduce(0) { $0 + $1.gpus }
    }
  }
}
