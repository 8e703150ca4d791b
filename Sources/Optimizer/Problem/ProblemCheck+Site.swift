import GridPricing

extension ProblemCheck {
  mutating func checkSite(_ site: Site, _ index: Int) {
    func place(_ path: String...) -> ProblemIssue.Place { .site(index, path: path) }
    if site.id.isEmpty { report(place("id"), "is empty; expected a name") }
    if site.pools.isEmpty { report(place("pools"), "is empty; expected at least one GPU pool") }
    if !(site.itBase.value.isFinite && site.itBase.value >= 0) {
      report(place("itBaseKW"), "is \(site.itBase.kilowatts); expected 0 kW or more")
    }
    check(site.cooling, at: index)
    if let limit = site.gridLimit { checkEquipment(limit.kilowatts, place("gridLimitKW")) }
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
}
