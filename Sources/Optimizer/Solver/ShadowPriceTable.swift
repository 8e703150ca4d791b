import GridPricing

/// Market prices as they are published, and the bound that exactly these numbers prove.
///
/// The published prices are per MWh of IT power and per GPU-hour. Converting rounds the last digit,
/// so the bound is computed again from the published ones: whoever recomputes it gets the same.
struct ShadowPriceTable {
  private(set) var entries: [PlanDocument.ShadowPrices] = []
  private(set) var lowerBound: Double

  /// - Parameter workPrices: by option, what a slot of work is worth about; empty for none.
  init(_ problem: Problem, _ prices: MarketPrices, workPrices: [Double?], threads: Int) {
    let compiled = problem.compiled
    var published = prices
    lowerBound = compiled.fixedCost
    var pool = 0
    for (number, site) in problem.sites.enumerated() {
      var entry = PlanDocument.ShadowPrices(
        energyPerMWh: Self.publishEnergy(&published, compiled, site: number), gpuHour: [])
      for candidate in site.pools {
        entry.gpuHour.append(
          PlanDocument.PoolSeries(
            pool: candidate.id, values: Self.publishGPUs(&published, compiled, pool: pool)))
        pool += 1
      }
      if let facility = compiled.facilities[number] {
        published.facilities[number]!.publish(to: &entry, site.tariff)
        lowerBound += Self.siteBound(facility, published.facilities[number]!, entry)
      }
      entries.append(entry)
    }
    let rows = PriceRows(compiled, published)
    lowerBound +=
      Market(compiled, threads: threads)
      .respond(
        to: published, rows: rows, offers: compiled.facilities.map { _ in nil },
        workPrices: workPrices
      ).bound
  }

  /// Per MWh; `prices` become what the published figures say.
  private static func publishEnergy(
    _ prices: inout MarketPrices, _ problem: CompiledProblem, site: Int
  ) -> [Double] {
    (site * problem.slotCount..<(site + 1) * problem.slotCount).map { index in
      let perMWh = (problem.slotCost[index] + prices.power[index]) / problem.slotHours * 1000
      let published = perMWh / 1000 * problem.slotHours - problem.slotCost[index]
      if problem.facilities[site] != nil {
        prices.power[index] = published
      } else if prices.power[index] != 0 {
        prices.power[index] = max(0, published)
      }
      return perMWh
    }
  }

  private static func publishGPUs(
    _ prices: inout MarketPrices, _ problem: CompiledProblem, pool: Int
  ) -> [Double] {
    (pool * problem.slotCount..<(pool + 1) * problem.slotCount).map { index in
      let perHour = prices.gpu[index] / problem.slotHours
      prices.gpu[index] = perHour * problem.slotHours
      return perHour
    }
  }

  /// What a plant costs at least at the published prices, less what its load earns.
  private static func siteBound(
    _ facility: CompiledFacility, _ prices: FacilityPrices, _ entry: PlanDocument.ShadowPrices
  ) -> Double {
    var minimum = SlotMinimum(facility, prices)
    var sum = prices.constant(for: facility)
    for slot in 0..<facility.slotCount {
      let energyPrice = entry.energyPerMWh[slot] / 1000 * facility.slotHours
      sum += minimum.value(slot: slot, energyPrice: energyPrice)
    }
    return sum
  }
}

extension FacilityPrices {
  /// Writes the prices per MWh and kW, and becomes what they say.
  fileprivate mutating func publish(to entry: inout PlanDocument.ShadowPrices, _ tariff: Tariff) {
    func perMWh(_ prices: inout [Double]) -> [Double]? {
      guard !prices.isEmpty else { return nil }
      let published = prices.map { $0 * 1000 }
      prices = published.map { $0 / 1000 }
      return published
    }
    entry.batteryPerMWh = perMWh(&battery)
    entry.storagePerMWhThermal = perMWh(&tank)
    entry.demandPerKW = zip(tariff.demandCharges, demand).map {
      PlanDocument.ChargeSeries(charge: $0.name, values: $1)
    }
    entry.rampPerKW = ramp.isEmpty ? nil : ramp
  }
}
