import GridPricing
import Testing

@testable import Optimizer

/// Breaks the plan worked out by hand in one way at a time.
@Suite struct CorruptionTests {
  struct Corruption: Sendable, CustomTestStringConvertible {
    let name: String
    let code: Violation.Code
    let mutate: @Sendable (inout PlanDocument) -> Void
    var testDescription: String { name }

    init(
      _ name: String, _ code: Violation.Code,
      _ mutate: @escaping @Sendable (inout PlanDocument) -> Void
    ) {
      self.name = name
      self.code = code
      self.mutate = mutate
    }
  }

  /// Places in the example: jobs train, batch, tune, demo, sync; sites fra, oslo.
  private static func at(_ hours: Double) -> Instant { ExamplePlan.at(hours) }

  private static func segment(_ from: Double, _ to: Double) -> PlanDocument.Segment {
    .init(start: at(from), end: at(to), gpus: 2, wattsPerGPU: 600)
  }

  @Test(arguments: document + lists + runs + figures + bound)
  func isCaught(_ corruption: Corruption) throws {
    var plan = ExamplePlan.document
    corruption.mutate(&plan)
    #expect(plan != ExamplePlan.document)
    let report = Verification(of: try ExamplePlan.problem()).report(on: plan)
    #expect(report.violations.contains { $0.code == corruption.code }, "\(report.violations)")
    #expect(report.violations.allSatisfy { !$0.description.contains("\n") })
  }

  static let document: [Corruption] = [
    .init("another schema", .schemaVersion) { $0.schemaVersion = "2.0" },
    .init("shifted horizon", .horizon) {
      $0.horizon = Horizon(start: at(1), slotMinutes: 60, count: 8)
    },
    .init("horizon out of this world", .horizon) {
      $0.horizon = Horizon(start: Instant(milliseconds: .min), slotMinutes: .max, count: .max)
    },
    .init("another carbon price", .settings) { $0.settings.carbonPricePerTonne = 80 },
    .init("another gap rule", .settings) { $0.settings.gapFill = .hold },
    .init("another currency", .currency) { $0.objective.currency = "USD" },
    .init("another currency of the baseline", .currency) {
      $0.baseline?.objective.currency = "USD"
    },
    .init("optimal with a gap", .status) { $0.status = .optimal },
    .init("partial with all jobs placed", .status) { $0.status = .partial },
    .init("partial with a bound", .unexpected) { $0.status = .partial },
    .init("infeasible without a shortfall", .status) { $0.status = .infeasible },
    .init("feasible without a job that must run", .status) { $0.jobs[0].status = .unscheduled },
    .init("proven but not optimal", .stop) { $0.stop = .proven },
    .init("no bound", .absent) { $0.bound = nil },
    .init("no baseline", .absent) { $0.baseline = nil },
    .init("no savings", .absent) { $0.savings = nil },
  ]

  static let lists: [Corruption] = [
    .init("job missing", .jobMissing) { $0.jobs.remove(at: 2) },
    .init("no jobs at all", .jobMissing) { $0.jobs = [] },
    .init("job duplicated", .jobRepeated) { $0.jobs.append($0.jobs[0]) },
    .init("unknown job", .jobUnknown) { $0.jobs[0].id = "nobody" },
    .init("jobs out of order", .jobOrder) { $0.jobs.swapAt(0, 1) },
    .init("site missing", .siteList) { $0.sites.removeLast() },
    .init("site twice", .siteList) { $0.sites.append($0.sites[0]) },
    .init("unknown site in the list", .siteList) { $0.sites[0].id = "atlantis" },
    .init("sites out of order", .siteList) { $0.sites.swapAt(0, 1) },
    .init("pool renamed in an array", .poolList) { $0.sites[0].slots.gpusInUse[0].pool = "b200" },
    .init("pool missing in an array", .poolList) { $0.sites[0].slots.gpusInUse.removeLast() },
    .init("pool missing in shadow prices", .poolList) {
      $0.sites[0].shadowPrices?.gpuHour.removeLast()
    },
  ]

  static let runs: [Corruption] = [
    .init("unknown site", .unknownSite) { $0.jobs[0].site = "atlantis" },
    .init("wrong jurisdiction", .residency) { $0.jobs[0].site = "oslo" },
    .init("site not on the job's list", .residency) { $0.jobs[4].site = "fra" },
    .init("site without the pool", .wrongPool) { $0.jobs[2].site = "oslo" },
    .init("another pool", .wrongPool) { $0.jobs[2].pool = "h200" },
    .init("no site", .absent) { $0.jobs[0].site = nil },
    .init("no segments", .absent) { $0.jobs[0].segments = [] },
    .init("declined without value", .jobStatus) { $0.jobs[0].status = .declined },
    .init("unscheduled with value", .jobStatus) { $0.jobs[3].status = .unscheduled },
    .init("declined with figures", .unexpected) { $0.jobs[3].cost = 0 },
    .init("declined with segments", .unexpected) { $0.jobs[3].segments = [segment(0, 1)] },
    .init("job moved", .slotFigure) { $0.jobs[0].segments[0].move(byHours: 1) },
    .init("job moved, its cost not", .jobCost) { $0.jobs[0].segments[0].move(byHours: 1) },
    .init("segment dropped", .work) { $0.jobs[1].segments.removeLast() },
    .init("restart omitted", .work) { $0.jobs[1].segments[1].end = at(5.25) },
    .init("work too long by 3 ms", .work) { $0.jobs[0].segments[0].end.milliseconds += 3 },
    .init("overlapping segments", .segmentOverlap) {
      $0.jobs[1].segments = [segment(2, 5), segment(4, 5.5)]
    },
    .init("segments out of order", .segmentOverlap) {
      $0.jobs[1].segments = [segment(4, 5), segment(2, 3.5)]
    },
    .init("touching segments", .segmentTouch) {
      $0.jobs[1].segments = [segment(3, 4), segment(4, 5.5)]
    },
    .init("segment inside a slot", .segmentEdge) {
      $0.jobs[1].segments = [segment(2, 2.5), segment(4, 6)]
    },
    .init("start 2 ms off the edge", .segmentEdge) {
      $0.jobs[0].segments[0].start.milliseconds += 2
    },
    .init("empty segment", .segmentEmpty) { $0.jobs[0].segments[0].end = at(3) },
    .init("backward segment", .segmentEmpty) { $0.jobs[0].segments[0].end = at(1) },
    .init("segment before the horizon", .segmentOutside) {
      $0.jobs[0].segments[0].move(byHours: -4)
    },
    .init("segment at the end of time", .segmentOutside) {
      $0.jobs[0].segments[0].end = Instant(milliseconds: .max)
    },
    .init("release broken", .release) { $0.jobs[1].segments = [segment(0, 2.25)] },
    .init("deadline broken", .deadline) { $0.jobs[1].segments = [segment(3, 4), segment(5, 6.5)] },
    .init("minimum run holds for restarts too", .work) {
      $0.jobs[1].segments = [segment(1, 2), segment(3, 4), segment(5, 5.5)]
    },
    .init("job split that must not be", .split) {
      $0.jobs[2].segments = [segment(1, 2), segment(3, 3.5)]
    },
    .init("wrong gpus", .gpus) { $0.jobs[0].segments[0].gpus = 3 },
    .init("negative gpus", .gpus) { $0.jobs[0].segments[0].gpus = .min },
    .init("wrong watts", .watts) { $0.jobs[0].segments[0].wattsPerGPU = 1000 },
    .init("capacity exceeded", .capacity) {
      $0.jobs[1].site = "oslo"
      $0.jobs[1].overlapSync()
    },
    .init("wrong finish", .finish) { $0.jobs[0].finish = at(4) },
    .init("finish at the beginning of time", .finish) {
      $0.jobs[0].finish = Instant(milliseconds: .min)
    },
    .init("no finish", .absent) { $0.jobs[0].finish = nil },
    .init("wrong slack", .slack) { $0.jobs[0].slackHours = 2.9 },
  ]

  static let figures: [Corruption] = [
    .init("wrong cost", .jobCost) { $0.jobs[0].cost = 0.61 },
    .init("infinite cost", .jobCost) { $0.jobs[0].cost = .infinity },
    .init("wrong energy", .jobEnergy) { $0.jobs[1].energyKWh = 3.2 },
    .init("wrong emissions", .jobEmissions) { $0.jobs[1].emissionsKg = 0.8 },
    .init("no emissions", .absent) { $0.jobs[1].emissionsKg = nil },
    .init("wrong run-now cost", .runNowCost) { $0.jobs[3].runNowCost = 0.11 },
    .init("wrong run-now emissions", .runNowEmissions) { $0.jobs[3].runNowEmissionsKg = 0.21 },
    .init("array shortened", .arrayLength) { $0.sites[0].slots.itKW.removeLast() },
    .init("array emptied", .arrayLength) { $0.sites[0].slots.pricePerMWh = [] },
    .init("wrong IT power", .slotFigure) { $0.sites[0].slots.itKW[3] = 16 },
    .init("wrong facility power", .slotFigure) { $0.sites[0].slots.facilityKW[3] = 20 },
    .init("wrong grid power", .slotFigure) { $0.sites[0].slots.gridKW[3] = 20 },
    .init("wrong PUE", .slotFigure) { $0.sites[0].slots.pue[0] = 1.2 },
    .init("no PUE", .slotFigure) { $0.sites[0].slots.pue[0] = nil },
    .init("wrong price array", .slotFigure) { $0.sites[0].slots.pricePerMWh[7] = 99 },
    .init("wrong carbon array", .slotFigure) { $0.sites[0].slots.carbonGramsPerKWh?[0] = 390 },
    .init("no carbon array", .absent) { $0.sites[0].slots.carbonGramsPerKWh = nil },
    .init("wrong GPUs in use", .slotFigure) { $0.sites[0].slots.gpusInUse[1].values[3] = 4 },
    .init("unallocated wrong", .unallocated) { $0.sites[0].unallocated.cost = 11 },
    .init("unallocated energy wrong", .unallocated) { $0.sites[1].unallocated.energyKWh = 3.3 },
    .init("wrong total", .objective) { $0.objective.total = 12.5 },
    .init("wrong energy cost", .objective) { $0.objective.energyCost = 8.5 },
    .init("wrong carbon cost", .objective) { $0.objective.carbonCost = 3.9 },
    .init("wrong declined", .objective) { $0.objective.declined = 0 },
    .init("wrong energy total", .totals) { $0.totals.energyMWh = 0.13 },
    .init("wrong emissions total", .totals) { $0.totals.emissionsTonnes = 0.039 },
    .init("wrong PUE total", .totals) { $0.totals.pue = 1.2 },
    .init("wrong peak", .totals) { $0.totals.peakGridKW = 21 },
    .init("wrong savings", .savings) { $0.savings?.costPercent = 10 },
    .init("savings left out", .absent) { $0.savings?.energyPercent = nil },
    .init("wrong baseline", .baseline) { $0.baseline?.objective.total = 14 },
    .init("wrong policy", .baseline) { $0.baseline?.policy = "earliest-deadline-first" },
    .init("wrong late jobs", .baseline) { $0.baseline?.lateJobs = 0 },
    .init("wrong baseline peak", .baseline) { $0.baseline?.totals.peakGridKW = 22 },
  ]

  static let bound: [Corruption] = [
    .init("raised prices bound", .pricesLower) { $0.bound?.pricesLower = 12.5 },
    .init("raised bound", .boundLower) { $0.bound?.lower = 12.5 },
    .init("bound above the plan", .boundLower) {
      $0.bound?.lower = 13
      $0.bound?.proof = .search
    },
    .init("search worse than prices", .boundLower) {
      $0.bound?.lower = 12
      $0.bound?.proof = .search
    },
    .init("proof forged", .boundLower) {
      $0.bound?.lower = 12.552
      $0.bound?.gap = 0
      $0.bound?.absoluteGap = 0
      $0.bound?.variableGap = 0
    },
    .init("forged shadow price", .pricesLower) {
      $0.sites[0].shadowPrices?.energyPerMWh[4] = 120
    },
    .init("forged price of GPUs", .pricesLower) {
      $0.sites[0].shadowPrices?.gpuHour[0].values[7] = 1
    },
    .init("negative price of GPUs", .shadowPrice) {
      $0.sites[0].shadowPrices?.gpuHour[1].values[7] = -0.01
    },
    .init("price that is not a number", .shadowPrice) {
      $0.sites[0].shadowPrices?.energyPerMWh[0] = .nan
    },
    .init("price beyond all sums", .shadowPrice) {
      $0.sites[0].shadowPrices?.energyPerMWh[0] = 1e308
    },
    .init("prices that cancel beyond precision", .shadowPrice) {
      $0.sites[0].shadowPrices?.gpuHour[0].values = Array(repeating: 1e11, count: 8)
    },
    .init("shadow prices shortened", .arrayLength) {
      $0.sites[0].shadowPrices?.energyPerMWh.removeLast()
    },
    .init("shadow prices left out", .absent) { $0.sites[1].shadowPrices = nil },
    .init("shadow prices left out, the bound kept", .pricesLower) {
      $0.sites[1].shadowPrices = nil
    },
    .init("wrong gap", .gap) { $0.bound?.gap = 0.001 },
    .init("no gap", .absent) { $0.bound?.gap = nil },
    .init("wrong absolute gap", .gap) { $0.bound?.absoluteGap = 0.1 },
    .init("wrong variable gap", .gap) { $0.bound?.variableGap = 0.01 },
  ]

  @Test func aRunShorterThanTheMinimumIsCaught() throws {
    var jobs = ExamplePlan.jobs
    jobs[1].preemption?.minimumRunMinutes = 61  // Two slots, but the first run has one.
    let report = Verification(of: try ExamplePlan.problem(jobs: jobs))
      .report(on: ExamplePlan.document)
    #expect(report.violations.contains { $0.code == .minimumRun })
  }
}

extension PlanDocument.Segment {
  fileprivate mutating func move(byHours hours: Double) {
    start = start.advanced(byHours: hours)
    end = end.advanced(byHours: hours)
  }
}

extension PlanDocument.JobEntry {
  /// Runs in slot 0, where another job holds all GPUs of oslo.
  fileprivate mutating func overlapSync() {
    segments = [
      .init(
        start: ExamplePlan.at(0), end: ExamplePlan.at(2.25), gpus: 2, wattsPerGPU: 600)
    ]
  }
}
