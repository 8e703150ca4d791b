import GridPricing

extension ProblemCheck {
  /// Whether the job fits alone on the nominal size of one of the pools it may use, with one of the
  /// counts and powers that it may have.
  mutating func checkPlace(_ job: Job, _ index: Int, _ sites: [Site]) {
    guard checkSiteNames(of: job, index, sites) else { return }
    let name = "job \(quoted(job.id)): "
    let withPool = sites.filter { site in site.pools.contains { $0.id == job.pool } }
    guard !withPool.isEmpty else {
      report(
        .job(index, key: "pool"), name + "the pool \(quoted(job.pool)) does not exist",
        help: "the pools are \(list(Set(sites.flatMap(\.pools).map(\.id)).sorted()))")
      return
    }
    var allowed = withPool.filter(job.mayRun(at:))
    guard !allowed.isEmpty else {
      report(
        .job(index, key: job.jurisdictions == nil ? "sites" : "jurisdictions"),
        name + "none of the sites with pool \(quoted(job.pool)) is allowed; "
          + "it exists at \(list(withPool.map(\.id)))")
      return
    }
    if let running = job.running {
      guard checkSite(of: running, job, index, withPool: withPool, allowed: allowed) else { return }
      allowed.removeAll { $0.id != running.site }
    }
    if checkPools(of: job, index, at: allowed) { checkWindow(of: job, index, at: allowed) }
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
  private mutating func checkPools(of job: Job, _ index: Int, at sites: [Site]) -> Bool {
    let name = "job \(quoted(job.id)): "
    let pools = sites.flatMap(\.pools).filter { $0.id == job.pool }
    let largest = pools.map(\.gpus).max() ?? 0
    let fewest = job.scaling?.gpus.min() ?? job.gpus
    if fewest > largest {
      report(
        .job(index, key: job.scaling == nil ? "gpus" : "scaling.gpus"),
        name + "\(job.scaling == nil ? "" : "at least ")\(fewest) GPUs, but pool "
          + "\(quoted(job.pool)) has \(largest)")
      return false
    }
    let powers =
      [("wattsPerGPU", job.powerPerGPU)]
      + job.powerCaps.enumerated().map { ("powerCaps.\($0).wattsPerGPU", $1.powerPerGPU) }
    for pool in pools {
      for (key, power) in powers where power < pool.idlePowerPerGPU {
        report(
          .job(index, key: key),
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

  private mutating func checkWindow(of job: Job, _ index: Int, at sites: [Site]) {
    var best: FastestRun?
    for site in sites {
      guard let run = fastestRun(of: job, at: site) else { continue }
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
  private func fastestRun(of job: Job, at site: Site) -> FastestRun? {
    let gpus = site.pools.filter { $0.id == job.pool }.map(\.gpus).max() ?? 0
    let speed: Double?
    if let scaling = job.scaling {
      speed = zip(scaling.gpus, scaling.speed).filter { $0.0 <= gpus }.map(\.1).max()
    } else {
      speed = job.gpus <= gpus ? 1 : nil
    }
    guard let speed else { return nil }
    var alone = job
    alone.hours = (job.running?.remainingHours ?? job.hours) / speed
    alone.release = job.running == nil ? arrival(of: job, at: site) : nil
    alone.running = nil
    let window = JobWindow(alone, on: horizon)
    return FastestRun(
      window: window, hours: alone.hours, start: horizon.edge(window.firstSlot))
  }

  /// When the job may start at a site: at its release, or once its input has come.
  private func arrival(of job: Job, at site: Site) -> Instant? {
    guard let home = job.homeSite, home != site.id, job.inputGB > 0,
      let rate = transfers.gigabitsPerSecond
    else { return job.release }
    let hours = min(job.inputGB * 8 / rate / 3600, Self.longestTransfer)
    return max(job.release ?? horizon.start, horizon.start).advanced(byHours: hours)
  }

  /// Hours, beyond any horizon.
  static let longestTransfer = 1e7

  private func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map(quoted).joined(separator: ", ")
    return names.count > 8 ? shown + ", … (\(names.count))" : shown
  }
}
