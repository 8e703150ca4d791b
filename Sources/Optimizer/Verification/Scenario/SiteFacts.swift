import GridPricing

/// What one site is like in each slot.
struct SiteFacts {
  let id: String
  let jurisdictions: [String]
  let pools: [GPUPool]
  let cooling: CoolingFacts
  let battery: Battery?
  let tank: ThermalStorage?
  /// Power that the panels could give.
  let solarKW: [Double]?
  /// The tightest limit on the import; nil in slots without any.
  let gridLimits: [SlotLimit?]
  /// The most by which the grid power changes from one slot to the next.
  let rampKW: Double?
  /// nil where any number of GPUs may start at once.
  let startRampGPUs: StartRamp?
  /// Currency of the objective per kWh from the grid, adders included.
  let pricePerKWh: [Double]
  /// Currency per exported kWh; nil where nothing may be exported.
  let exportPricePerKWh: Double?
  /// nil where the site has no carbon series.
  let carbonKgPerKWh: [Double]?
  /// Price, adders and priced emissions of one kWh from the grid.
  let costPerKWh: [Double]
  let waterPricePerM3: Double
  let charges: [ChargeFacts]
  /// GPUs available to jobs, by pool and slot.
  let available: [[Int]]
  /// IT power of base load, reserved GPUs and idle ones.
  let fixedKW: [Double]

  init(_ site: Site, on horizon: Horizon, objective: Objective, gaps: GapRule) throws(SeriesError) {
    id = site.id
    jurisdictions = site.jurisdictions
    pools = site.pools
    cooling = try CoolingFacts(site, on: horizon, gaps: gaps)
    battery = site.battery
    tank = site.thermalStorage
    solarKW = try site.solar?.sampled(on: horizon, gaps: gaps).values
    gridLimits = (0..<horizon.count).map { SlotLimit(site, in: $0, of: horizon) }
    rampKW = site.rampPerMinute.map { $0.kilowatts * Double(horizon.slotMinutes) }
    startRampGPUs = site.startRampGPUsPerMinute.map {
      StartRamp(gpus: $0 * Double(horizon.slotMinutes))
    }

    let calendar = Self.calendar(of: site)
    charges = site.tariff.demandCharges.map { ChargeFacts($0, on: horizon, in: calendar) }
    exportPricePerKWh = site.tariff.exportPrice?.perKilowattHour
    waterPricePerM3 = objective.waterPrice.perCubicMetre

    // A checked problem has a rate for every currency; nan would make every figure a violation.
    let sameCurrency = site.price.currency == objective.currency
    let rate = sameCurrency ? 1 : objective.exchangeRates[site.price.currency] ?? .nan
    var prices = try site.price.series.sampled(on: horizon, gaps: gaps).values.map { $0 * rate }
    for adder in site.tariff.adders {
      let shares = adder.window.shares(on: horizon, in: calendar)
      for slot in prices.indices { prices[slot] += adder.price.perKilowattHour * shares[slot] }
    }
    pricePerKWh = prices
    carbonKgPerKWh = try site.carbon?.series.sampled(on: horizon, gaps: gaps).values

    var costs = pricePerKWh
    if let carbonKgPerKWh {
      for slot in costs.indices {
        costs[slot] += objective.carbonPrice.perKilogram * carbonKgPerKWh[slot]
      }
    }
    costPerKWh = costs

    var available: [[Int]] = []
    var fixed = [Double](repeating: site.itBase.kilowatts, count: horizon.count)
    for pool in site.pools {
      var gpus = (0..<horizon.count).map { Self.available(pool, in: $0, of: horizon) }
      if let reserved = pool.reserved {
        let held = try Self.held(reserved.gpus, on: horizon, gaps: gaps)
        let heldKW = try reserved.power.sampled(on: horizon, gaps: gaps).values
        for slot in fixed.indices {
          gpus[slot] -= held[slot]
          fixed[slot] += heldKW[slot]
        }
      }
      for slot in fixed.indices {
        fixed[slot] += Double(gpus[slot]) * pool.idlePowerPerGPU.watts / 1000
      }
      available.append(gpus)
    }
    self.available = available
    fixedKW = fixed
  }

  /// A checked problem has no unknown zones.
  private static func calendar(of site: Site) -> LocalCalendar {
    site.timeZone.flatMap { LocalCalendar($0) } ?? LocalCalendar("UTC")!
  }

  /// GPUs in one slot: the tightest value that holds in any part of it.
  private static func available(_ pool: GPUPool, in slot: Int, of horizon: Horizon) -> Int {
    var gpus = pool.gpus
    for window in pool.availability
    where window.start < horizon.edge(slot + 1) && window.end > horizon.edge(slot) {
      gpus = min(gpus, window.gpus)
    }
    return gpus
  }

  /// Reserved GPUs: no fewer than the mean of a slot, nor than any value that holds in a part of it.
  private static func held(
    _ series: Series<GPUCountDimension>, on horizon: Horizon, gaps: GapRule
  ) throws(SeriesError) -> [Int] {
    var most = try series.sampled(on: horizon, gaps: gaps).values
    var firstSlot = 0
    for step in series.steps {
      while firstSlot < horizon.count, horizon.edge(firstSlot + 1) <= step.start { firstSlot += 1 }
      var slot = firstSlot
      while slot < horizon.count, horizon.edge(slot) < step.end {
        most[slot] = max(most[slot], step.value ?? 0)
        slot += 1
      }
    }
    return most.map { Int($0.rounded(.up)) }
  }

  /// Data sovereignty: the site is on the job's list, and in one of its jurisdictions.
  func allows(_ job: Job) -> Bool {
    let siteIsListed = job.sites?.contains(id) ?? true
    guard let demanded = job.jurisdictions else { return siteIsListed }
    return siteIsListed && jurisdictions.contains { demanded.contains($0) }
  }
}
