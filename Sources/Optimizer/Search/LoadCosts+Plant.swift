/// How freely a search may count on the plant to follow the load.
struct PlantFreedom: Sendable {
  /// Share of the battery's power by which it may leave its present course.
  var battery: Double
  /// Where the peaks that are charged stand between the best that seems possible (0) and the present
  /// ones (1).
  var peaks: Double
}

extension LoadCosts {
  /// The costs around the way in which plants are run.
  ///
  /// - Parameters:
  ///   - runs: by site; nil where the cost is proportional to the load.
  ///   - lowestPeaks: peaks to aim for, by site, charge and period.
  init(
    _ problem: CompiledProblem, _ runs: Plants.Runs, lowestPeaks: [[[Double]]],
    _ freedom: PlantFreedom
  ) {
    self.init(problem)
    let breach = problem.breachCost
    for (site, facility) in problem.facilities.enumerated() {
      guard let facility, let run = runs.bySite[site] else { continue }
      let ceilings = PeakCeilings(facility, run, lowestPeaks[site], freedom.peaks, breach)
      for slot in 0..<slotCount {
        append(facility.corners(slot, run, ceilings.tiers(slot), freedom.battery, breach))
      }
    }
  }
}

extension LoadCosts {
  /// The costs at the market's prices, up to the loads at which given peaks are reached: above them, at
  /// the price of the demand charges too.
  ///
  /// - Parameters:
  ///   - runs: how the plants are run meanwhile, by site.
  ///   - peaks: by site, charge and period, in kW of import.
  init(
    _ problem: CompiledProblem, _ prices: MarketPrices, _ runs: Plants.Runs, peaks: [[[Double]]]
  ) {
    self.init(problem)
    for (site, facility) in problem.facilities.enumerated() {
      guard let facility, let run = runs.bySite[site] else { continue }
      let ceilings = PeakCeilings(facility, run, peaks[site], 0, problem.breachCost)
      for slot in 0..<slotCount {
        let index = site * slotCount + slot
        let price = problem.slotCost[index] + prices.power[index]
        let tiers = ceilings.tiers(slot)
        let curves = facility.curves
        let least = curves.facilityKW(at: facility.fixedKW[slot], in: slot)
        let supplied = run.facilityKW[slot] - run.gridKW[slot]
        var points = [(load: 0.0, cost: 0.0)]
        for tier in tiers.dropLast() where tier.upToKW + supplied > least {
          let load = curves.loadKW(drawing: tier.upToKW + supplied, in: slot)
          let added = load - facility.fixedKW[slot]
          guard added > points[points.count - 1].load else { continue }
          let rise = tier.price - tiers[0].price
          let last = points[points.count - 1]
          points.append((added, last.cost + (price + rise) * (added - last.load)))
        }
        let rise = tiers[tiers.count - 1].price - tiers[0].price
        let last = points[points.count - 1]
        points.append((last.load + 1, last.cost + price + rise))
        append(points)
      }
    }
  }
}

extension LoadCosts {
  /// The costs at the market's prices, dearer above wanted loads and cheaper below, so that a schedule by
  /// them comes near these loads.
  ///
  /// - Parameters:
  ///   - wanted: kW that jobs add, by site and slot.
  ///   - pull: how much dearer and cheaper, as a share of the mean price.
  init(_ problem: CompiledProblem, _ prices: MarketPrices, wanted: [Double], pull: Double) {
    self.init(problem)
    for site in problem.facilities.indices where problem.facilities[site] != nil {
      let places = site * slotCount..<(site + 1) * slotCount
      let price = places.map { problem.slotCost[$0] + prices.power[$0] }
      let step = pull * price.reduce(0) { $0 + abs($1) } / Double(slotCount)
      for (slot, place) in places.enumerated() {
        let load = max(0, wanted[place])
        let corner = (load: load, cost: (price[slot] - step) * load)
        let end = (load: load + 1, cost: corner.cost + price[slot] + step)
        append(load > 0 ? [(0, 0), corner, end] : [corner, end])
      }
    }
  }
}

extension CompiledFacility {
  /// What each added load costs in one slot.
  fileprivate func corners(
    _ slot: Int, _ run: PlantOperator.Run, _ tiers: [SlotConnection.Tier], _ freedom: Double,
    _ breach: Double
  ) -> [(load: Double, cost: Double)] {
    let present = run.dispatch.batteryKW?[slot] ?? 0
    let radius = freedom * (battery?.powerKW ?? 0)
    // Doing less than planned is always possible.
    let most = battery?.powerKW ?? 0
    let range = max(-most, min(present - radius, 0))...min(most, max(present + radius, 0))
    let connection = SlotConnection(
      pricing: self, run.prices, slot, tiers: tiers, battery: range)
    let corridor = RampCorridor(self, run, slot, slackKW: radius)
    let tank = run.dispatch.storageKW?[slot] ?? 0
    var corners: [(load: Double, cost: Double)] = []
    var last = (load: -1.0, power: 0.0)
    for node in slot * curves.nodeCount..<(slot + 1) * curves.nodeCount {
      let load = curves.loadKW[node]
      guard load > last.load else { continue }
      let extra = tank == 0 ? 0 : curves.storage(at: load, in: slot).addedKW(at: tank)
      let power = curves.facilityKW[node] + extra
      let water = waterPrice * slotHours * curves.waterPerHour[node]
      func cost(_ power: Double) -> Double {
        (connection.cost(facilityKW: power) ?? breach * power) + water
          + breach * corridor.excess(power)
      }
      if last.load >= 0 {
        let bends = (connection.bends + corridor.bends).filter { $0 > last.power && $0 < power }
          .sorted()
        for bend in bends {
          let share = (bend - last.power) / (power - last.power)
          corners.append((last.load + share * (load - last.load) - fixedKW[slot], cost(bend)))
        }
      }
      corners.append((load - fixedKW[slot], cost(power)))
      last = (load, power)
    }
    if corners.count == 1 { corners.append((corners[0].load + 1, corners[0].cost)) }
    return corners
  }
}

/// The power of the facility in one slot with which the grid power changes no faster than it may, where the
/// slots before and after keep to their own corridors too.
private struct RampCorridor {
  /// Nil without a limit.
  private var range: ClosedRange<Double>?

  /// - Parameter slackKW: by how much the battery may make up for it.
  init(_ facility: CompiledFacility, _ run: PlantOperator.Run, _ slot: Int, slackKW: Double) {
    guard facility.rampKW.isFinite else { return }
    let present = run.gridKW[slot]
    var low = -Double.infinity
    var high = Double.infinity
    for beside in [slot - 1, slot + 1] where run.gridKW.indices.contains(beside) {
      let middle = (present + run.gridKW[beside]) / 2
      low = max(low, middle - facility.rampKW / 2)
      high = min(high, middle + facility.rampKW / 2)
    }
    let supplied = run.facilityKW[slot] - present
    if low > high { (low, high) = ((low + high) / 2, (low + high) / 2) }
    range = low - slackKW + supplied...high + slackKW + supplied
  }

  /// kW outside.
  func excess(_ power: Double) -> Double {
    range.map { max(0, power - $0.upperBound, $0.lowerBound - power) } ?? 0
  }

  var bends: [Double] {
    range.map { [$0.lowerBound, $0.upperBound].filter { $0 > 0 && $0.isFinite } } ?? []
  }
}

/// Import up to which no demand charge rises, slot by slot.
private struct PeakCeilings {
  private let facility: CompiledFacility
  /// By charge and slot: the ceiling, infinite where the slot does not count, and the price above it.
  private var ceiling: [[Double]]
  private var price: [[Double]]
  private let breach: Double

  init(
    _ facility: CompiledFacility, _ run: PlantOperator.Run, _ lowest: [[Double]], _ mix: Double,
    _ breach: Double
  ) {
    self.facility = facility
    self.breach = breach
    ceiling = facility.charges.map { _ in
      [Double](repeating: .infinity, count: facility.slotCount)
    }
    price = ceiling
    for (number, charge) in facility.charges.enumerated() {
      for (period, peaks) in charge.periods.enumerated() {
        let present = run.peaksKW[number][period]
        let level = lowest[number][period] + mix * (present - lowest[number][period])
        for members in peaks.intervals {
          let count = Double(members.count)
          let mean = members.reduce(0) { $0 + max(0, run.gridKW[$1]) } / count
          for slot in members {
            ceiling[number][slot] = max(0, max(0, run.gridKW[slot]) + level - mean)
            price[number][slot] = charge.pricePerKW / count
          }
        }
      }
    }
  }

  /// Prices of import in a slot: its energy, above ceilings the demand charges, above the limit a
  /// penalty.
  func tiers(_ slot: Int) -> [SlotConnection.Tier] {
    var price = facility.importCost[slot] * facility.slotHours
    let limit = facility.gridLimitKW[slot]
    var tiers: [SlotConnection.Tier] = []
    let charges = facility.charges.indices.filter { ceiling[$0][slot] < limit }
    for charge in charges.sorted(by: { ceiling[$0][slot] < ceiling[$1][slot] }) {
      tiers.append(SlotConnection.Tier(upToKW: ceiling[charge][slot], price: price))
      price += self.price[charge][slot]
    }
    tiers.append(SlotConnection.Tier(upToKW: limit, price: price))
    if limit.isFinite {
      tiers.append(
        SlotConnection.Tier(
          upToKW: .infinity, price: max(price, 0) + breach))
    }
    return tiers
  }
}
