import GridPricing
import Optimizer

/// The optimum of a tiny problem with panels, tariffs, limits and ramps but no storage, by trying
/// every way to run every job.
///
/// Without storage the best use of a plant stands in one line, see ``gridKW(_:site:)``; nothing of it
/// is shared with the optimizer.
struct FacilityBruteForce {
  /// What a site pays and may draw, by slot.
  private struct Place {
    var pue: Double
    /// Currency per imported kWh, with adders and carbon.
    var importCost: [Double]
    /// Currency per exported kWh.
    var exportPrice: Double?
    var solarKW: [Double]
    var limitKW: [Double]
    /// kW from slot to slot.
    var ramp: Double
    var charges: [Charge]
  }

  /// A demand charge as the slots of each metering interval of each period.
  struct Charge {
    var perKW: Double
    var peakSoFarKW: Double
    var periods: [[[Int]]]
  }

  private let problem: Problem
  private let slotHours: Double
  private let ways: [[BruteForce.Way]]
  private var places: [Place] = []
  /// By pool, in the order of sites, and slot.
  private var gpus: [[Int]] = []
  /// By site and slot.
  private var loadKW: [[Double]] = []
  /// Currency; infinite where not all jobs that must run can.
  private(set) var optimum = Double.infinity

  /// - Parameter charges: the demand charges of each site.
  init(_ problem: Problem, charges: [[Charge]]) {
    self.problem = problem
    slotHours = Double(problem.horizon.slotMinutes) / 60
    let jobs = BruteForce(problem)
    ways = problem.jobs.map { jobs.ways(of: $0) }
    for (site, charges) in zip(problem.sites, charges) { read(site, charges) }
    tryAll(0, declined: 0)
  }

  private mutating func read(_ site: Site, _ charges: [Charge]) {
    guard case .fixedPUE(let pue) = site.cooling else {
      preconditionFailure("this optimum is for a fixed PUE")
    }
    let slots = 0..<problem.horizon.count
    let carbonPrice = problem.objective.carbonPrice.perKilogram
    let adders = site.tariff.adders.map(\.price.perKilowattHour).reduce(0, +)
    places.append(
      Place(
        pue: pue,
        importCost: slots.map { slot in
          let carbon = site.carbon.map { value($0.series, slot) } ?? 0
          return value(site.price.series, slot) + adders + carbonPrice * carbon
        },
        exportPrice: site.tariff.exportPrice?.perKilowattHour,
        solarKW: slots.map { slot in site.solar.map { value($0, slot) } ?? 0 },
        limitKW: slots.map { slot in
          let begin = problem.horizon.edge(slot)
          let end = problem.horizon.edge(slot + 1)
          let limits = site.gridLimits.filter { $0.start < end && begin < $0.end }
          let least = limits.map(\.power.kilowatts).min() ?? .infinity
          return min(site.gridLimit?.kilowatts ?? .infinity, least)
        },
        ramp: site.rampPerMinute.map {
          $0.kilowatts * Double(problem.horizon.slotMinutes)
        } ?? .infinity,
        charges: charges))
    var fixed = [Double](repeating: site.itBase.kilowatts, count: slots.count)
    for pool in site.pools {
      precondition(pool.availability.isEmpty)
      gpus.append([Int](repeating: pool.gpus, count: slots.count))
      for slot in slots { fixed[slot] += Double(pool.gpus) * pool.idlePowerPerGPU.kilowatts }
    }
    loadKW.append(fixed)
  }

  /// In the base unit.
  private func value<Dimension>(_ series: Series<Dimension>, _ slot: Int) -> Double {
    if let constant = series.constantValue { return constant }
    let instant = problem.horizon.edge(slot)
    return series.steps.first { $0.start <= instant && instant < $0.end }!.value!
  }

  // MARK: Jobs

  private mutating func tryAll(_ index: Int, declined: Double) {
    guard index < ways.count else {
      optimum = min(optimum, declined + places.indices.reduce(0) { $0 + cost(site: $1) })
      return
    }
    for way in ways[index] where way.slots.allSatisfy({ gpus[way.pool][$0] >= way.gpus }) {
      take(way, 1)
      tryAll(index + 1, declined: declined)
      take(way, -1)
    }
    if let value = problem.jobs[index].value {
      tryAll(index + 1, declined: declined + value.amount)
    }
  }

  private mutating func take(_ way: BruteForce.Way, _ sign: Int) {
    for (slot, kW) in zip(way.slots, way.addedKW) {
      gpus[way.pool][slot] -= sign * way.gpus
      loadKW[way.site][slot] += Double(sign) * kW
    }
  }

  // MARK: The plant

  /// What the loads of a site cost at best; infinite where they break a limit.
  private func cost(site: Int) -> Double {
    let place = places[site]
    let gridKW = gridKW(place, loadKW[site])
    var cost = 0.0
    for (slot, power) in gridKW.enumerated() {
      let limit = place.limitKW[slot]
      if power > limit + 1e-9 * max(1, limit) { return .infinity }
      if slot > 0, abs(power - gridKW[slot - 1]) > place.ramp * (1 + 1e-6) { return .infinity }
      let perKWh = power > 0 ? place.importCost[slot] : place.exportPrice ?? 0
      cost += slotHours * power * perKWh
    }
    return place.charges.reduce(cost) { $0 + demandCost($1, gridKW) }
  }

  /// Solar power is used as far as it goes where energy costs something, and exported where that pays;
  /// where import earns money, it is curtailed as far as the limit allows.
  private func gridKW(_ place: Place, _ loadKW: [Double]) -> [Double] {
    loadKW.enumerated().map { slot, load in
      let facility = place.pue * load
      if place.importCost[slot] < 0 {
        return max(facility - place.solarKW[slot], min(facility, place.limitKW[slot]))
      }
      let exports = place.exportPrice.map { $0 > 0 } ?? false
      let least = facility - place.solarKW[slot]
      return exports ? least : max(0, least)
    }
  }

  private func demandCost(_ charge: Charge, _ gridKW: [Double]) -> Double {
    charge.periods.enumerated().reduce(0) { cost, period in
      let paid = period.offset == 0 ? charge.peakSoFarKW : 0
      let peak = period.element.reduce(paid) { peak, interval in
        let sum = interval.reduce(0) { $0 + max(0, gridKW[$1]) }
        return max(peak, sum / Double(interval.count))
      }
      return cost + charge.perKW * (peak - paid)
    }
  }
}
