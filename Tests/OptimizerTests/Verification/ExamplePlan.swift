import GridPricing

@testable import Optimizer

/// A problem of two sites and five jobs with its plan, both worked out by hand.
///
/// Eight slots of one hour from 2026-01-12T00:00Z; 100 EUR per tonne.
///
///     fra   PUE 1.25, base 10 kW, limit 21 kW; 8 h200 of 100 W idle (6 of them in slot 1, because
///           of 01:15 to 01:45), 4 l4 of 50 W idle
///           slot               0     1     2     3     4     5     6     7
///           EUR/MWh          100    80    60    40    40    60    80   100
///           g/kWh            400   400   300   200   200   300   400   400
///           EUR/kWh in all   .14   .12   .09   .06   .06   .09   .12   .14
///           fixed kW          11  10.8    11    11    11    11    11    11
///     oslo  PUE 1, no base, no limit; 4 h200 of 100 W idle: 0.4 kW; 50 EUR/MWh, 100 g/kWh: .06
enum ExamplePlan {
  static let start = Instant(iso8601: "2026-01-12T00:00:00Z")!
  static let horizon = Horizon(start: start, slotMinutes: 60, count: 8)

  static func at(_ hours: Double) -> Instant { start.advanced(byHours: hours) }

  static let sites = [
    Site(
      id: "fra", jurisdictions: ["EU", "DE"],
      price: PriceSeries(
        currency: "EUR", start: start, stepMinutes: 60,
        perMWh: [100, 80, 60, 40, 40, 60, 80, 100]),
      carbon: CarbonIntensitySeries(
        start: start, stepMinutes: 60, gramsPerKWh: [400, 400, 300, 200, 200, 300, 400, 400]),
      pools: [
        GPUPool(
          id: "h200", gpus: 8, idlePowerPerGPU: .watts(100),
          availability: [.init(start: at(1.25), end: at(1.75), gpus: 6)]),
        GPUPool(id: "l4", gpus: 4, idlePowerPerGPU: .watts(50)),
      ], itBase: .kilowatts(10), cooling: .fixedPUE(1.25), gridLimit: .kilowatts(21)),
    Site(
      id: "oslo", jurisdictions: ["EEA"], price: .constant(perMWh: 50, currency: "EUR"),
      carbon: .constant(gramsPerKWh: 100),
      pools: [GPUPool(id: "h200", gpus: 4, idlePowerPerGPU: .watts(100))]),
  ]

  static let jobs = [
    // Adds 4 × 1 kW.
    Job(
      id: "train", pool: "h200", gpus: 4, hours: 2, powerPerGPU: .watts(1100),
      jurisdictions: ["EU"]),
    // Adds 2 × 0.5 kW; with one resumption it runs for 2.5 h.
    Job(
      id: "batch", pool: "h200", gpus: 2, hours: 2.25, powerPerGPU: .watts(600),
      release: at(0.5), deadline: at(6),
      preemption: Preemption(minimumRunMinutes: 60, restartMinutes: 15)),
    // Adds 3 × 0.3 kW.
    Job(
      id: "tune", pool: "l4", gpus: 3, hours: 1.5, powerPerGPU: .watts(350), deadline: at(5)),
    // Adds 4 × 0.5 kW; the cheapest hour costs 0.12, more than it is worth.
    Job(
      id: "demo", pool: "h200", gpus: 4, hours: 1, powerPerGPU: .watts(600),
      value: .amount(0.05)),
    // Adds 4 × 0.5 kW.
    Job(
      id: "sync", pool: "h200", gpus: 4, hours: 1, powerPerGPU: .watts(600), deadline: at(1),
      sites: ["oslo"]),
  ]

  static func problem(jobs: [Job] = jobs, sites: [Site] = sites) throws -> Problem {
    try Problem(
      jobs: jobs, sites: sites, horizon: horizon,
      objective: Objective(currency: "EUR", carbonPrice: .perTonne(100)))
  }

  // MARK: The plan

  static var document: PlanDocument {
    PlanDocument(
      generator: .init(version: "1.0.0", seed: 1), settings: .init(carbonPricePerTonne: 100),
      status: .feasible, stop: .gap, horizon: horizon, objective: objective, bound: bound,
      totals: totals, baseline: baseline,
      savings: .init(
        costPercent: 100 * (13.48325 - 12.552) / 13.48325,
        emissionsPercent: 100 * (41.9825 - 39.32) / 41.9825,
        energyPercent: 100 * (131.45 - 129.7625) / 131.45),
      jobs: entries, sites: [fra, oslo], provenance: [], warnings: [])
  }

  /// fra: 1.375 + 1.08 + .9 + .795 + .8225 + .8625 + 1.1 + 1.375 = 8.31; oslo: 5.2 kWh × .05 = .26.
  /// Emissions: fra 5.5 + 5.4 + 4.5 + 3.975 + 4.1125 + 4.3125 + 5.5 + 5.5 = 38.8 kg; oslo .52 kg.
  private static var objective: PlanDocument.ObjectiveFigures {
    var figures = PlanDocument.ObjectiveFigures(currency: "EUR")
    figures.energyCost = 8.57
    figures.carbonCost = 3.932
    figures.declined = 0.05
    figures.total = 12.552
    return figures
  }

  private static var totals: PlanDocument.TotalFigures {
    var figures = PlanDocument.TotalFigures()
    figures.energyMWh = 0.1297625  // 124.5625 + 5.2 kWh
    figures.itEnergyMWh = 0.10485  // 99.65 + 5.2 kWh
    figures.emissionsTonnes = 0.03932
    figures.pue = 129.7625 / 104.85
    figures.pueReference = figures.pue
    figures.peakGridKW = 20.9625  // slot 4: 20.5625 + 0.4
    return figures
  }

  /// Order: train, tune, demo, sync, then batch, which is released later.
  ///
  ///     train fra 0–2; tune fra 0–1.5; demo: fra lacks power in 0 and GPUs in 1, so oslo 0;
  ///     sync oslo 1 (late); batch fra 1–3.25
  ///     fra  IT kW  15.9 16.25 12 11.25 11 11 11 11: 99.4 kWh, grid 124.25 kWh
  ///          cost   1.9875 + 1.625 + .9 + .5625 + .55 + .825 + 1.1 + 1.375 = 8.925
  ///          kg     7.95 + 8.125 + 4.5 + 2.8125 + 2.75 + 4.125 + 5.5 + 5.5 = 41.2625
  ///     oslo IT kW  2.4 2.4 .4 …: 7.2 kWh, cost .36, .72 kg
  private static var baseline: PlanDocument.BaselineFigures {
    var objective = PlanDocument.ObjectiveFigures(currency: "EUR")
    objective.energyCost = 9.285
    objective.carbonCost = 4.19825
    objective.total = 13.48325
    var totals = PlanDocument.TotalFigures()
    totals.energyMWh = 0.13145
    totals.itEnergyMWh = 0.1066
    totals.emissionsTonnes = 0.0419825
    totals.pue = 131.45 / 106.6
    totals.pueReference = totals.pue
    totals.peakGridKW = 22.7125  // slot 1: 16.25 × 1.25 + 2.4
    return .init(lateJobs: 1, objective: objective, totals: totals)
  }

  /// λ is the marginal cost of IT power (fra: 1.25 × EUR/kWh), but 5 EUR/MWh more in slot 4.
  ///
  ///     sites     11.245 + .192 without jobs; slot 4: (.075 − .08) × min(21/1.25 − 11, 8 + 1.2)
  ///               = −.005 × 5.8                                                     = 11.408
  ///     GPUs      fra .01 × 8 × 2 slots, oslo .02 × 4                               = −0.24
  ///     train     slots 3, 4: 4 × (.075 + .08) + 4 × .02                            =  0.70
  ///     batch     at oslo in one piece: 2.25 × .06                                  =  0.135
  ///     tune      slots 3, 4: .9 × (.075 + .5 × .08)                                =  0.1035
  ///     demo      its value                                                         =  0.05
  ///     sync      oslo, slot 0: 2 × .06 + 4 × .02                                   =  0.20
  private static var bound: PlanDocument.BoundFigures {
    .init(
      lower: 12.3565, gap: 0.1955 / 12.552, absoluteGap: 0.1955,
      variableGap: 0.1955 / (12.552 - 11.437), proof: .prices, pricesLower: 12.3565)
  }

  private static var entries: [PlanDocument.JobEntry] {
    var train = PlanDocument.JobEntry(id: "train", status: .scheduled, pool: "h200")
    train.site = "fra"
    train.segments = [.init(start: at(3), end: at(5), gpus: 4, wattsPerGPU: 1100)]
    train.finish = at(5)
    train.slackHours = 3
    train.energyKWh = 10  // 4 kW × 2 h × 1.25
    train.cost = 0.6
    train.emissionsKg = 2
    train.runNowCost = 1.3  // 5 × .14 + 5 × .12
    train.runNowEmissionsKg = 4

    var batch = PlanDocument.JobEntry(id: "batch", status: .scheduled, pool: "h200")
    batch.site = "fra"
    batch.segments = [
      .init(start: at(2), end: at(3), gpus: 2, wattsPerGPU: 600),
      .init(start: at(4), end: at(5.5), gpus: 2, wattsPerGPU: 600),
    ]
    batch.finish = at(5.5)
    batch.slackHours = 0.5
    batch.energyKWh = 3.125  // 1.25 + 1.25 + .625
    batch.cost = 0.24375  // 1.25 × .09 + 1.25 × .06 + .625 × .09
    batch.emissionsKg = 0.8125
    batch.runNowCost = 0.28125  // 1.25 × .12 + 1.25 × .09 + .3125 × .06
    batch.runNowEmissionsKg = 0.9375

    var tune = PlanDocument.JobEntry(id: "tune", status: .scheduled, pool: "l4")
    tune.site = "fra"
    tune.segments = [.init(start: at(3), end: at(4.5), gpus: 3, wattsPerGPU: 350)]
    tune.finish = at(4.5)
    tune.slackHours = 0.5
    tune.energyKWh = 1.6875  // .9 × 1.5 × 1.25
    tune.cost = 0.10125
    tune.emissionsKg = 0.3375
    tune.runNowCost = 0.225  // 1.125 × .14 + .5625 × .12
    tune.runNowEmissionsKg = 0.675

    var demo = PlanDocument.JobEntry(id: "demo", status: .declined, pool: "h200")
    demo.reason = "worth less than it costs"
    demo.runNowCost = 0.12
    demo.runNowEmissionsKg = 0.2

    var sync = PlanDocument.JobEntry(id: "sync", status: .scheduled, pool: "h200")
    sync.site = "oslo"
    sync.segments = [.init(start: at(0), end: at(1), gpus: 4, wattsPerGPU: 600)]
    sync.finish = at(1)
    sync.slackHours = 0
    sync.energyKWh = 2
    sync.cost = 0.12
    sync.emissionsKg = 0.2
    sync.runNowCost = 0.12
    sync.runNowEmissionsKg = 0.2
    return [train, batch, tune, demo, sync]
  }

  private static var fra: PlanDocument.SiteEntry {
    var slots = PlanDocument.SlotFigures()
    slots.itKW = [11, 10.8, 12, 15.9, 16.45, 11.5, 11, 11]
    slots.itReferenceKW = slots.itKW
    slots.facilityKW = [13.75, 13.5, 15, 19.875, 20.5625, 14.375, 13.75, 13.75]
    slots.gridKW = slots.facilityKW
    slots.pue = Array(repeating: 1.25, count: 8)
    slots.pricePerMWh = [100, 80, 60, 40, 40, 60, 80, 100]
    slots.carbonGramsPerKWh = [400, 400, 300, 200, 200, 300, 400, 400]
    slots.gpusInUse = [
      .init(pool: "h200", values: [0, 0, 2, 4, 6, 2, 0, 0]),
      .init(pool: "l4", values: [0, 0, 0, 3, 3, 0, 0, 0]),
    ]
    var unallocated = PlanDocument.UnallocatedFigures()
    unallocated.energyKWh = 109.75  // 87.8 × 1.25
    unallocated.cost = 11.245  // 13.75 × .70 + 13.5 × .12
    unallocated.emissionsKg = 35.65
    var entry = PlanDocument.SiteEntry(id: "fra", unallocated: unallocated, slots: slots)
    entry.shadowPrices = .init(
      energyPerMWh: [175, 150, 112.5, 75, 80, 112.5, 150, 175],
      gpuHour: [
        .init(pool: "h200", values: [0, 0, 0, 0.01, 0.01, 0, 0, 0]),
        .init(pool: "l4", values: Array(repeating: 0, count: 8)),
      ])
    return entry
  }

  private static var oslo: PlanDocument.SiteEntry {
    var slots = PlanDocument.SlotFigures()
    slots.itKW = [2.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4]
    slots.itReferenceKW = slots.itKW
    slots.facilityKW = slots.itKW
    slots.gridKW = slots.itKW
    slots.pue = Array(repeating: 1, count: 8)
    slots.pricePerMWh = Array(repeating: 50, count: 8)
    slots.carbonGramsPerKWh = Array(repeating: 100, count: 8)
    slots.gpusInUse = [.init(pool: "h200", values: [4, 0, 0, 0, 0, 0, 0, 0])]
    var unallocated = PlanDocument.UnallocatedFigures()
    unallocated.energyKWh = 3.2
    unallocated.cost = 0.192
    unallocated.emissionsKg = 0.32
    var entry = PlanDocument.SiteEntry(id: "oslo", unallocated: unallocated, slots: slots)
    entry.shadowPrices = .init(
      energyPerMWh: Array(repeating: 60, count: 8),
      gpuHour: [.init(pool: "h200", values: [0.02, 0, 0, 0, 0, 0, 0, 0])])
    return entry
  }
}
