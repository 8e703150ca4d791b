import GridPricing

@testable import Optimizer

/// Tiny problems that mix every kind of job, drawn from a seed.
struct RandomKinds {
  typealias Source = RandomProblems.Source

  enum Feature: CaseIterable {
    case late, capped, moldable, malleable, transferred, chained, running, ramped
  }

  /// The features that problems take some of.
  var features = Feature.allCases
  var jobs = 1...3

  func problem(seed: UInt64) -> Problem {
    for attempt in 0... {
      if let problem = drawn(seed &* 1000 &+ UInt64(attempt)) { return problem }
    }
    preconditionFailure()
  }

  private func drawn(_ seed: UInt64) -> Problem? {
    var source = Source(state: seed &* 0x1000_0000_01B3 &+ 29)
    let slotMinutes = source.pick([30, 60, 60])
    let start = Instant(iso8601: "2026-03-01T00:00:00Z")!
    let horizon = Horizon(start: start, slotMinutes: slotMinutes, count: source.within(4...6))
    var chosen = features.filter { _ in source.happens(0.35) }
    if chosen.isEmpty { chosen = [source.pick(features)] }
    let siteCount = chosen.contains(.transferred) ? 2 : source.pick([1, 1, 2])
    let carbonPrice = source.happens(0.3) ? 80.0 : 0
    let sites = (0..<siteCount).map { site($0, horizon, carbonPrice > 0, chosen, &source) }
    var jobs: [Job] = []
    for number in 0..<source.within(self.jobs) {
      jobs.append(job(number, jobs, sites, horizon, chosen, &source))
    }
    let transfers = Transfers(
      costPerGB: .amount(source.pick([0, 0.01, 0.05])), kWhPerGB: source.pick([0, 0.1]),
      gigabitsPerSecond: source.pick([nil, 0.05, 0.2]))
    let problem = try? Problem(
      jobs: jobs, sites: sites, horizon: horizon,
      objective: Objective(currency: "EUR", carbonPrice: .perTonne(carbonPrice)),
      transfers: transfers, threads: 1)
    return problem.flatMap { $0.compiled.jobs.allSatisfy { !$0.options.isEmpty } ? $0 : nil }
  }

  private func site(
    _ number: Int, _ horizon: Horizon, _ hasCarbon: Bool, _ chosen: [Feature],
    _ source: inout Source
  ) -> Site {
    let steps = (0..<horizon.count).map { _ in Double(source.within(-2...20)) * 10 }
    let intensity = (0..<horizon.count).map { _ in Double(source.within(1...8)) * 100 }
    var site = Site(
      id: "site\(number)",
      price: PriceSeries(
        currency: "EUR", start: horizon.start, stepMinutes: horizon.slotMinutes, perMWh: steps),
      carbon: hasCarbon
        ? CarbonIntensitySeries(
          start: horizon.start, stepMinutes: horizon.slotMinutes, gramsPerKWh: intensity) : nil,
      pools: [
        GPUPool(
          id: "pool", gpus: source.within(2...6),
          idlePowerPerGPU: .watts(source.pick([0, 60])))
      ], cooling: .fixedPUE(source.pick([1, 1.2])))
    if source.happens(0.2) { site.gridLimit = .kilowatts(Double(source.within(2...5))) }
    if chosen.contains(.ramped), source.happens(0.8) {
      site.startRampGPUsPerMinute = Double(source.within(2...5)) / Double(horizon.slotMinutes)
    }
    return site
  }

  private func job(
    _ number: Int, _ before: [Job], _ sites: [Site], _ horizon: Horizon, _ chosen: [Feature],
    _ source: inout Source
  ) -> Job {
    let slots = Double(source.within(1...5)) * source.pick([0.5, 0.7, 1])
    let hours = slots * horizon.slotHours
    var job = Job(
      id: "job\(number)", pool: "pool", gpus: source.within(1...3), hours: hours,
      powerPerGPU: .watts(source.pick([400, 700, 1000])))
    if source.happens(0.3) { job.release = horizon.edge(source.within(0...1)) }
    if source.happens(0.4) { job.deadline = horizon.edge(source.within(3...horizon.count)) }
    if source.happens(0.3) { job.value = .amount(Double(source.within(1...20)) / 20) }
    if source.happens(0.45) {
      job.preemption = Preemption(
        minimumRunMinutes: source.pick([0, 0, 60]), restartMinutes: source.pick([0, 6, 18]))
    }
    for feature in chosen where source.happens(0.7) {
      add(feature, to: &job, before, sites, horizon, &source)
    }
    return job
  }

  private func add(
    _ feature: Feature, to job: inout Job, _ before: [Job], _ sites: [Site], _ horizon: Horizon,
    _ source: inout Source
  ) {
    switch feature {
    case .late:
      job.due = horizon.start.advanced(byHours: source.unit() * 4 * horizon.slotHours)
      job.latenessCostPerHour = .amount(Double(source.within(1...10)) / 20)
    case .capped:
      job.powerCaps = [
        PowerCap(
          powerPerGPU: job.powerPerGPU * source.pick([0.6, 0.8]),
          speed: source.pick([0.7, 0.85, 0.9]))
      ]
    case .moldable, .malleable:
      guard job.scaling == nil, feature == .malleable || job.running == nil else { return }
      let isResizable = feature == .malleable
      job.gpus = source.within(1...2)
      job.scaling = Scaling(
        gpus: [job.gpus, job.gpus + 1, job.gpus + 2],
        speed: source.pick([[1, 1.8, 2.4], [1, 1.2, 2.6], [1, 1.5, 1.6]]),
        isResizable: isResizable, resizeMinutes: isResizable ? source.pick([0, 0, 5]) : 0)
    case .transferred:
      guard job.running == nil else { return }
      job.homeSite = source.pick(sites).id
      job.inputGB = Double(source.within(1...20))
    case .chained:
      job.after = before.filter { _ in source.happens(0.6) }.map(\.id)
    case .running:
      guard job.scaling?.isResizable != false else { return }
      job.homeSite = nil
      job.inputGB = 0
      job.after = []
      job.running = RunningState(
        since: horizon.start.advanced(byHours: -1), site: source.pick(sites).id,
        remainingHours: job.hours * source.pick([1, 0.6]))
    case .ramped: return
    }
  }
}
