import GridPricing

extension ProblemCheck {
  /// Whether the job fits alone on the nominal size of one of the pools it may use, with one of the
  /// counts and powers that it may have.
  mutating func checkPlace(_ job: Job, _ index: Int, _ sites: [Site]) {
    guard checkSiteNames(of: job, index, sites) else { return }
    var name: String { Self.opening(job) }
    func ids(_ numbers: [Int]) -> String { list(numbers.map { sites[$0].id }) }
    let withPool = sites.indices.filter { site in
      sites[site].pools.contains { $0.id == job.pool }
    }
    guard !withPool.isEmpty else {
      report(
        .job(index, key: "pool"), name + "the pool \(quoted(job.pool)) does not exist",
        help: "the pools are \(list(Set(sites.flatMap(\.pools).map(\.id)).sorted()))")
      return
    }
    var allowed = withPool.filter { job.mayRun(at: sites[$0]) }
    guard !allowed.isEmpty else {
      report(
        .job(index, key: job.jurisdictions == nil ? "sites" : "jurisdictions"),
        name + "none of the sites with pool \(quoted(job.pool)) is allowed; "
          + "it exists at \(ids(withPool))")
      return
    }
    if let running = job.running {
      guard
        checkSite(
          of: running, job, index, withPool: withPool.map { sites[$0] },
          allowed: allowed.map { sites[$0] })
      else { return }
      allowed.removeAll { sites[$0].id != running.site }
    }
    if checkPools(of: job, index, sites, allowed) { checkWindow(of: job, index, sites, allowed) }
  }

  /// Whether the sites that the job names exist.
  private mutating func checkSiteNames(of job: Job, _ index: Int, _ sites: [Site]) -> Bool {
    var named = (job.sites ?? []).map { ("sites", $0) }
    if let home = job.homeSite { named.append(("homeSite", home)) }
    if let running = job.running { named.append(("running.site", running.site)) }
    for (key, id) in named where !sites.contains(where: { $0.id == id }) {
      let what = key == "homeSite" ? "the home site" : "the site"
      report(
        .job(index, key: key), "job \(quoted(job.id)): \(what) \(quoted(id)) does not exist",
        help: "the sites are \(list(sites.map(\.id)))")
      return false
    }
    return true
  }

  private mutating func checkSite(
    of running: RunningState, _ job: Job, _ index: Int, withPool: [Site], allowed: [Site]
  ) -> Bool {
    if allowed.contains(where: { $0.id == running.site }) { return true }
    let hasPool = withPool.contains { $0.id == running.site }
    report(
      .job(index, key: "running.site"),
      "job \(quoted(job.id)): runs at the site \(quoted(running.site)), "
        + (hasPool
          ? "where its sites or jurisdictions do not allow it; expected one of "
            + list(allowed.map(\.id))
          : "which has no pool \(quoted(job.pool)); expected one of \(list(withPool.map(\.id)))"))
    return false
  }

  /// Whether the job fits into a pool and draws no less there than idle GPUs do.
  private mutating func checkPools(
    of job: Job, _ index: Int, _ sites: [Site], _ allowed: [Int]
  ) -> Bool {
    var name: String { Self.opening(job) }
    let pools = allowed.flatMap { sites[$0].pools.filter { $0.id == job.pool } }
    let largest = pools.map(\.gpus).max() ?? 0
    let fewest = job.scaling?.gpus.min() ?? job.gpus
    if fewest > largest {
      report(
        .job(index, key: job.scaling == nil ? "gpus" : "scaling.gpus"),
        name + "\(job.scaling == nil ? "" : "at least ")\(fewest) GPUs, but pool "
          + "\(quoted(job.pool)) has \(largest)")
      return false
    }
    let powers = [job.powerPerGPU] + job.powerCaps.map(\.powerPerGPU)
    for pool in pools {
      for (number, power) in powers.enumerated() where power < pool.idlePowerPerGPU {
        report(
          .job(index, key: number == 0 ? "wattsPerGPU" : "powerCaps.\(number - 1).wattsPerGPU"),
          name + "\(power.watts) W per GPU is less than the idle power of pool "
            + "\(quoted(pool.id)), \(pool.idlePowerPerGPU.watts) W, which it includes")
        return false
      }
    }
    return true
  }

  // MARK: Time

  /// A job at one site at its fastest count there: how long it takes, and from when.
  private struct FastestRun {
    var window: JobWindow
    var hours: Double
    var start: Instant
    var finish: Instant { start.advanced(byHours: hours) }
    var fits: Bool { window.latestStart >= window.firstSlot }
  }

  private mutating func checkWindow(
    of job: Job, _ index: Int, _ sites: [Site], _ allowed: [Int]
  ) {
    var best: FastestRun?
    for site in allowed {
      guard let run = fastestRun(of: job, at: sites[site].id, sites[site].pools) else { continue }
      if run.fits { return }
      if run.finish < (best?.finish ?? run.finish.advanced(byHours: 1)) { best = run }
    }
    guard let best else { return }
    let limit = min(job.deadline ?? horizon.end, horizon.end)
    let what = limit == job.deadline ? "deadline" : "end of the horizon"
    report(
      .job(index, key: job.deadline == nil ? "hours" : "deadline"),
      "job \(quoted(job.id)): \(best.hours) hours from \(best.start) end at \(best.finish), after "
        + "the \(what) \(limit)",
      help: "the deadline bounds the finish; runs start on slot edges")
  }

  /// Nil where no count fits into the site's pool.
  private func fastestRun(of job: Job, at site: String, _ pools: [GPUPool]) -> FastestRun? {
    let gpus = pools.reduce(0) { $1.id == job.pool ? max($0, $1.gpus) : $0 }
    let speed: Double?
    if let scaling = job.scaling {
      speed = zip(scaling.gpus, scaling.speed).filter { $0.0 <= gpus }.map(\.1).max()
    } else {
      speed = job.gpus <= gpus ? 1 : nil
    }
    guard let speed else { return nil }
    let window = JobWindow(
      job, on: horizon, speed: speed, delayHours: transferHours(of: job, to: site))
    return FastestRun(
      window: window, hours: job.workHours / speed, start: horizon.edge(window.firstSlot))
  }

  /// How long its input takes to come; none where the job runs already.
  private func transferHours(of job: Job, to site: String) -> Double {
    guard job.running == nil, let home = job.homeSite, home != site, job.inputGB > 0,
      let rate = transfers.gigabitsPerSecond
    else { return 0 }
    return min(job.inputGB * 8 / rate / 3600, Self.longestTransfer)
  }

  /// Hours, beyond any horizon.
  static let longestTransfer = 1e7

  private func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map(quoted).joined(separator: ", ")
    return names.count > 8 ? shown + ", … (\(names.count))" : shown
  }
}
