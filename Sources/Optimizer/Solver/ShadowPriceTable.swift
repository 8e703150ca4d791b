import GridPricing

/// Market prices as they are published, and the bound that exactly these numbers prove.
///
/// The published prices are per MWh of IT power and per GPU-hour. Converting rounds the last digit,
/// so the bound is computed again from the published ones: whoever recomputes it gets the same.
struct ShadowPriceTable {
  let entries: [PlanDocument.ShadowPrices]
  let lowerBound: Double

  init(_ problem: Problem, _ prices: MarketPrices) {
    let compiled = problem.compiled
    let slots = compiled.slotCount
    let hours = compiled.slotHours
    var published = prices
    var entries: [PlanDocument.ShadowPrices] = []
    var pool = 0
    for (number, site) in problem.sites.enumerated() {
      var energy: [Double] = []
      for index in number * slots..<(number + 1) * slots {
        let perMWh = (compiled.slotCost[index] + prices.power[index]) / hours * 1000
        energy.append(perMWh)
        published.power[index] =
          prices.power[index] == 0 ? 0 : max(0, perMWh / 1000 * hours - compiled.slotCost[index])
      }
      var gpu: [PlanDocument.PoolSeries<Double>] = []
      for candidate in site.pools {
        let row = prices.gpu[pool * slots..<(pool + 1) * slots].map { $0 / hours }
        for (slot, price) in row.enumerated() {
          published.gpu[pool * slots + slot] = price * hours
        }
        gpu.append(PlanDocument.PoolSeries(pool: candidate.id, values: row))
        pool += 1
      }
      entries.append(PlanDocument.ShadowPrices(energyPerMWh: energy, gpuHour: gpu))
    }
    self.entries = entries
    let market = Market(compiled, threads: 1)
    let rows = PriceRows(compiled, published)
    lowerBound = compiled.fixedCost + market.respond(to: published, rows: rows).bound
  }
}
