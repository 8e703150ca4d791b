import GridPricing

/// Finds everything that is wrong with a problem, in one pass and in the order of its parts.
struct ProblemCheck {
  let horizon: Horizon
  let objective: Objective
  var issues: [ProblemIssue] = []
  var warnings: [Warning] = []

  init(horizon: Horizon, objective: Objective) {
    self.horizon = horizon
    self.objective = objective
  }

  mutating func report(_ place: ProblemIssue.Place, _ message: String, help: String? = nil) {
    issues.append(ProblemIssue(place: place, message: message, help: help))
  }

  mutating func checkObjective() {
    if !objective.carbonPrice.value.isFinite {
      report(.objective(key: "carbonPricePerTonne"), "is not a number; expected a finite price")
    }
    for (currency, rate) in objective.exchangeRates.sorted(by: { $0.key < $1.key })
    where !(rate.isFinite && rate > 0) {
      report(
        .objective(key: "exchangeRates"),
        "the rate of \(quoted(currency)) is \(rate); expected a positive number")
    }
  }

  // MARK: Sites

  mutating func checkSites(_ sites: [Site], gaps: GapRule) -> [SiteSignals]? {
    if sites.isEmpty { report(.objective(key: "sites"), "is empty; expected at least one site") }
    var seen: [String: Int] = [:]
    var signals: [SiteSignals] = []
    for (index, site) in sites.enumerated() {
      if let first = seen.updateValue(index, forKey: site.id) {
        report(
          .site(index, path: ["id"]),
          "the site id \(quoted(site.id)) is used already by site \(first + 1); expected unique ids"
        )
      }
      checkSite(site, index)
      if let sampled = self.signals(of: site, index, gaps: gaps) { signals.append(sampled) }
    }
    return signals.count == sites.count ? signals : nil
  }

  private mutating func checkSite(_ site: Site, _ index: Int) {
    func place(_ path: String...) -> ProblemIssue.Place { .site(index, path: path) }
    if site.id.isEmpty { report(place("id"), "is empty; expected a name") }
    if site.pools.isEmpty { report(place("pools"), "is empty; expected at least one GPU pool") }
    if !(site.itBase.value.isFinite && site.itBase.value >= 0) {
      report(place("itBaseKW"), "is \(site.itBase.kilowatts); expected 0 kW or more")
    }
    if !(site.cooling.pue.isFinite && site.cooling.pue >= 1) {
      report(place("cooling", "pue"), "is \(site.cooling.pue); expected 1 or more")
    }
    if let limit = site.gridLimit, !(limit.value.isFinite && limit.value > 0) {
      report(place("gridLimitKW"), "is \(limit.kilowatts); expected more than 0 kW")
    }
    if site.carbon == nil, objective.carbonPrice.value != 0 {
      report(
        place("carbon"),
        "is missing, but carbonPricePerTonne is \(objective.carbonPrice.perTonne)",
        help: "give the site a carbon series, or set carbonPricePerTonne to 0")
    }
    var seen: Set<String> = []
    for (number, pool) in site.pools.enumerated() {
      let key = String(number)
      if pool.id.isEmpty { report(place("pools", key, "id"), "is empty; expected a name") }
      if !seen.insert(pool.id).inserted {
        report(
          place("pools", key, "id"),
          "the pool id \(quoted(pool.id)) is used twice at this site; expected unique ids")
      }
      checkPool(pool, site: index, key: key)
    }
  }

  private mutating func checkPool(_ pool: GPUPool, site: Int, key: String) {
    func place(_ path: String...) -> ProblemIssue.Place {
      .site(site, path: ["pools", key] + path)
    }
    if !(1...Self.largestCount).contains(pool.gpus) {
      report(place("gpus"), "is \(pool.gpus); expected 1 to \(Self.largestCount)")
    }
    if let perNode = pool.gpusPerNode, perNode < 1 {
      report(place("gpusPerNode"), "is \(perNode); expected 1 or more")
    }
    if !(pool.idlePowerPerGPU.value.isFinite && pool.idlePowerPerGPU.value >= 0) {
      report(
        place("idleWattsPerGPU"), "is \(pool.idlePowerPerGPU.watts); expected 0 W or more")
    }
    for (number, window) in pool.availability.enumerated() {
      if window.end <= window.start {
        report(
          place("availability", String(number), "end"),
          "\(window.end) is not after the start \(window.start)")
      }
      if !(0...max(0, pool.gpus)).contains(window.gpus) {
        report(
          place("availability", String(number), "gpus"),
          "is \(window.gpus); expected 0 to the pool's \(pool.gpus)")
      }
    }
  }

  private mutating func signals(of site: Site, _ index: Int, gaps: GapRule) -> SiteSignals? {
    let rate = exchangeRate(from: site.price.currency)
    if rate == nil {
      report(
        .site(index, path: ["price"]),
        "is in \(site.price.currency), the objective in \(objective.currency), "
          + "and no exchange rate is given",
        help: "add \"exchangeRates\": { \"\(site.price.currency)\": … } to the objective")
    }
    let price = sample(site.price.series, gaps, .site(index, path: ["price"]))
    let carbon = site.carbon.map { sample($0.series, gaps, .site(index, path: ["carbon"])) }
    guard let rate, let price, carbon == nil || carbon! != nil else { return nil }
    guard
      checkSize(
        of: site, index, perKWh: price.values.map { $0 * rate }, carbon: carbon??.values)
    else { return nil }
    let capacity = site.pools.map { $0.capacity(on: horizon) }
    var fixedKW = [Double](repeating: site.itBase.kilowatts, count: horizon.count)
    for (pool, available) in zip(site.pools, capacity) {
      for slot in fixedKW.indices {
        fixedKW[slot] += Double(available[slot]) * pool.idlePowerPerGPU.kilowatts
      }
    }
    return SiteSignals(
      pricePerKWh: price.values.map { $0 * rate }, carbonKgPerKWh: carbon??.values,
      fixedKW: fixedKW, capacity: capacity, filledPriceSlots: price.filledSlots,
      filledCarbonSlots: carbon??.filledSlots ?? 0)
  }

  /// Whether prices and intensities are small enough for sums of their products to be exact enough.
  private mutating func checkSize(
    of site: Site, _ index: Int, perKWh: [Double], carbon: [Double]?
  ) -> Bool {
    func isTooLarge(_ value: Double, _ limit: Double) -> Bool { !(abs(value) <= limit) }
    func place(_ key: String...) -> ProblemIssue.Place { .site(index, path: key) }
    let carbonPrice = objective.carbonPrice.perKilogram
    for slot in 0..<horizon.count {
      let price = perKWh[slot] * 1000
      let intensity = carbon?[slot] ?? 0
      let cost = (price + carbonPrice * intensity * 1000) * site.cooling.pue
      let start = horizon.edge(slot)
      if isTooLarge(price, Self.largestPricePerMWh) {
        report(
          place("price"),
          "is \(price) \(objective.currency)/MWh at \(start); expected at most \(Self.largestPricePerMWh)"
        )
      } else if isTooLarge(intensity, Self.largestKgPerKWh) {
        report(
          place("carbon"),
          "is \(intensity * 1000) g/kWh at \(start); expected at most \(Self.largestKgPerKWh * 1000)"
        )
      } else if isTooLarge(cost, Self.largestCostPerMWh) {
        report(
          place(),
          "energy and carbon for a MWh of IT power cost \(cost) \(objective.currency) at \(start); "
            + "expected at most \(Self.largestCostPerMWh)")
      } else {
        continue
      }
      return false
    }
    return true
  }

  /// Far beyond any market; wrong units are larger, or smaller.
  static let largestPricePerMWh = 1e9
  static let largestKgPerKWh = 1000.0
  static let largestCostPerMWh = 1e11

  private mutating func sample<Dimension>(
    _ series: Series<Dimension>, _ gaps: GapRule, _ place: ProblemIssue.Place
  ) -> Sampled? {
    do throws(SeriesError) {
      return try series.sampled(on: horizon, gaps: gaps)
    } catch {
      report(place, error.description, help: error.help)
      return nil
    }
  }

  private func exchangeRate(from currency: String) -> Double? {
    currency == objective.currency ? 1 : objective.exchangeRates[currency]
  }

  // MARK: Jobs

  /// A count that any sum of products in the solver can hold exactly.
  static let largestCount = 1 << 24

  /// At least 3.6 ms, so that a run has another end than start where instants are rounded; at most
  /// a century, so that slots can be counted.
  static let hours = 1e-6...1e6

  mutating func checkJobs(_ jobs: [Job], sites: [Site]) {
    var seen: [String: Int] = [:]
    seen.reserveCapacity(jobs.count)
    var clipped = 0
    for (index, job) in jobs.enumerated() {
      if let first = seen.updateValue(index, forKey: job.id) {
        report(
          .job(index, key: "id"),
          "the job id \(quoted(job.id)) is used already by job \(first + 1); expected unique ids")
      }
      let before = issues.count
      checkValues(of: job, index)
      if issues.count == before { checkPlace(job, index, sites) }
      if let deadline = job.deadline, deadline > horizon.end { clipped += 1 }
    }
    if clipped > 0 {
      warnings.append(
        Warning(
          code: "deadline-clipped",
          message: "\(clipped) \(clipped == 1 ? "job has a deadline" : "jobs have deadlines") "
            + "after the horizon; it is clipped at \(horizon.end)"))
    }
  }

  private mutating func checkValues(of job: Job, _ index: Int) {
    func place(_ key: String) -> ProblemIssue.Place { .job(index, key: key) }
    let name = "job \(quoted(job.id)): "
    if job.id.isEmpty { report(place("id"), "is empty; expected a name") }
    if !(1...Self.largestCount).contains(job.gpus) {
      report(place("gpus"), name + "\(job.gpus) GPUs; expected 1 to \(Self.largestCount)")
    }
    if !(Self.hours.contains(job.hours)) {
      report(
        place("hours"),
        name + "\(job.hours) hours; expected \(Self.hours.lowerBound) to \(Self.hours.upperBound)")
    }
    if !(job.powerPerGPU.value.isFinite && job.powerPerGPU.value > 0) {
      report(
        place("wattsPerGPU"), name + "\(job.powerPerGPU.watts) W per GPU; expected more than 0")
    }
    if let value = job.value, !(value.amount.isFinite && value.amount >= 0) {
      report(place("value"), name + "a value of \(value.amount); expected 0 or more")
    }
    for (key, minutes) in [
      ("preemption.minimumRunMinutes", job.preemption?.minimumRunMinutes ?? 0),
      ("preemption.restartMinutes", job.preemption?.restartMinutes ?? 0),
    ] where !(0...60 * Self.hours.upperBound).contains(minutes) {
      report(
        place(key), name + "\(minutes) minutes; expected 0 to \(60 * Self.hours.upperBound)")
    }
    if let sites = job.sites, sites.isEmpty {
      report(place("sites"), name + "an empty list of sites; expected at least one, or no list")
    }
    if let jurisdictions = job.jurisdictions, jurisdictions.isEmpty {
      report(
        place("jurisdictions"),
        name + "an empty list of jurisdictions; expected at least one, or no list")
    }
  }

  /// Whether the job fits alone on the nominal size of one of the pools it may use.
  private mutating func checkPlace(_ job: Job, _ index: Int, _ sites: [Site]) {
    let name = "job \(quoted(job.id)): "
    for id in job.sites ?? [] where !sites.contains(where: { $0.id == id }) {
      report(
        .job(index, key: "sites"), name + "the site \(quoted(id)) does not exist",
        help: "the sites are \(list(sites.map(\.id)))")
      return
    }
    let withPool = sites.filter { site in site.pools.contains { $0.id == job.pool } }
    guard !withPool.isEmpty else {
      report(
        .job(index, key: "pool"), name + "the pool \(quoted(job.pool)) does not exist",
        help: "the pools are \(list(Set(sites.flatMap(\.pools).map(\.id)).sorted()))")
      return
    }
    let allowed = withPool.filter(job.mayRun(at:))
    guard !allowed.isEmpty else {
      report(
        .job(index, key: job.jurisdictions == nil ? "sites" : "jurisdictions"),
        name + "none of the sites with pool \(quoted(job.pool)) is allowed; "
          + "it exists at \(list(withPool.map(\.id)))")
      return
    }
    let pools = allowed.flatMap(\.pools).filter { $0.id == job.pool }
    let largest = pools.map(\.gpus).max() ?? 0
    if job.gpus > largest {
      report(
        .job(index, key: "gpus"),
        name + "\(job.gpus) GPUs, but pool \(quoted(job.pool)) has \(largest)")
    }
    for pool in pools where job.powerPerGPU < pool.idlePowerPerGPU {
      report(
        .job(index, key: "wattsPerGPU"),
        name + "\(job.powerPerGPU.watts) W per GPU is less than the idle power of pool "
          + "\(quoted(pool.id)), \(pool.idlePowerPerGPU.watts) W, which it includes")
      return
    }
    checkWindow(of: job, index)
  }

  private mutating func checkWindow(of job: Job, _ index: Int) {
    let window = JobWindow(job, on: horizon)
    guard window.latestStart < window.firstSlot else { return }
    let name = "job \(quoted(job.id)): "
    let start = horizon.edge(window.firstSlot)
    let finish = start.advanced(byHours: job.hours)
    let limit = min(job.deadline ?? horizon.end, horizon.end)
    let what = limit == job.deadline ? "deadline" : "end of the horizon"
    report(
      .job(index, key: job.deadline == nil ? "hours" : "deadline"),
      name + "\(job.hours) hours from \(start) end at \(finish), after the \(what) \(limit)",
      help: "the deadline bounds the finish; runs start on slot edges")
  }

  private func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map(quoted).joined(separator: ", ")
    return names.count > 8 ? shown + ", … (\(names.count))" : shown
  }
}
