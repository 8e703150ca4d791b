/// What GPUs and power cost a job where a schedule may take more of them than there is: a price that rises
/// with what is taken too much, and falls with what is left.
///
/// The augmented Lagrangian of what is limited (Hestenes 1969, doi 10.1007/BF00927673).
struct Congestion: Sendable {
  private let problem: CompiledProblem
  private var gpus: PricedSlots
  private var power: PricedSlots
  /// Loads of plants beside those at which their prices were named: dearer above, cheaper below.
  private var plants: PricedSlots
  /// Plants follow a load; how steeply their prices rise has an end.
  private static let mostStiffnessOfPlants = 30.0
  /// Share of the highest load by which one answer of a plant may move the loads of jobs.
  private static let moveOfPlants = 0.05
  /// Currency per kW and slot, where sites have plants.
  private let meanPriceOfPlants: Double

  /// Nothing taken yet.
  ///
  /// - Parameters:
  ///   - prices: what GPUs and limited power cost where just all of it is taken.
  ///   - load: kW at which plants named their prices, by site and slot.
  init(_ problem: CompiledProblem, _ prices: MarketPrices, load: [Double]) {
    self.problem = problem
    let slots = problem.slotCount
    let meanEnergy = (0..<problem.siteCount).map { site in
      problem.slotCost[site * slots..<(site + 1) * slots].reduce(1e-12) { $0 + abs($1) }
        / Double(slots)
    }
    let withPlant = meanEnergy.indices.filter { problem.facilities[$0] != nil }
    meanPriceOfPlants =
      withPlant.reduce(0) { $0 + meanEnergy[$1] } / Double(max(1, withPlant.count))
    let kWPerGPU = Self.meanKWPerGPU(problem)
    gpus = PricedSlots(
      slotCount: slots, price: prices.gpu, available: problem.capacity.map(Double.init),
      meanPrice: problem.poolSite.map { meanEnergy[$0] * kWPerGPU })
    var limited = prices.power
    for site in 0..<problem.siteCount where problem.facilities[site] != nil {
      for place in site * slots..<(site + 1) * slots { limited[place] = 0 }
    }
    power = PricedSlots(
      slotCount: slots, price: limited, available: problem.powerRoomKW, meanPrice: meanEnergy)
    plants = PricedSlots(
      slotCount: slots, price: limited.map { _ in 0 }, available: load, meanPrice: meanEnergy,
      least: -.infinity)
  }

  private static func meanKWPerGPU(_ problem: CompiledProblem) -> Double {
    var sum = (kW: 1e-9, gpus: 1e-9)
    for job in problem.jobs {
      guard let option = job.options.first.map({ problem.options[$0] }) else { continue }
      sum.kW += abs(option.addedKW) * option.work
      sum.gpus += Double(option.gpus) * option.work
    }
    return sum.kW / sum.gpus
  }

  /// - Parameter stiffness: by how many mean prices a price rises where twice as much is taken as there
  ///   is.
  mutating func stiffen(to stiffness: Double) {
    gpus.stiffness = stiffness
    power.stiffness = stiffness
    plants.stiffness = min(stiffness, Self.mostStiffnessOfPlants)
  }

  /// - Parameter reserve: share of what there is that prices want to stay free: jobs that fill all of it
  ///   find hardly a place where they fit exactly.
  mutating func leave(_ reserve: Double) {
    gpus.reserve = reserve
    power.reserve = reserve
  }

  /// What is taken too much, as a share of what there is.
  var excess: Double { max(gpus.excessShare, power.excessShare) }

  /// Currency per kW and slot by which the next prices of plants may differ: the steeper the prices of
  /// loads, the more it takes to move them.
  var reachOfPlants: Double { Self.moveOfPlants * plants.stiffness * meanPriceOfPlants }

  /// Goes on from the prices that have come of what is taken.
  mutating func takePrices() {
    gpus.takePrices()
    power.takePrices()
  }

  /// Plants have named prices for the loads that there are now.
  mutating func takeLoads() { plants.takeLoads() }

  /// Adds what a placement takes, or gives it back.
  mutating func add(_ placement: Placement, sign: Double) {
    guard placement.isPlaced else { return }
    let option = problem.options[Int(placement.option)]
    let pool = option.pool * problem.slotCount
    if placement.counts.isEmpty {
      let count = sign * Double(option.gpus)
      placement.forEachRun { gpus.add(count, to: pool + $0.lowerBound..<pool + $0.upperBound) }
    } else {
      placement.forEachCount { slot, count, _ in
        gpus.add(sign * Double(count), to: pool + slot..<pool + slot + 1)
      }
    }
    let isLimited = problem.isPowerLimited[option.site]
    let hasPlant = problem.facilities[option.site] != nil
    guard isLimited || hasPlant else { return }
    let site = option.site * problem.slotCount
    placement.forEachSlot(option) { slot, part in
      let kW = sign * part * option.addedKW
      if isLimited { power.add(kW, to: site + slot..<site + slot + 1) }
      if hasPlant { plants.add(kW, to: site + slot..<site + slot + 1) }
    }
  }

  /// Takes what has been added to copies of this.
  ///
  /// - Precondition: there is a copy.
  mutating func merge(_ copies: [Congestion]) {
    gpus.merge(copies.map(\.gpus))
    power.merge(copies.map(\.power))
    plants.merge(copies.map(\.plants))
  }

  /// Whether a job stands in somebody's way, or has no place yet.
  func hasToMove(_ placement: Placement) -> Bool {
    placement.cost == .infinity || isOverfull(at: placement)
  }

  /// Whether a placement stands where too much is taken.
  func isOverfull(at placement: Placement) -> Bool {
    guard placement.isPlaced else { return false }
    let option = problem.options[Int(placement.option)]
    let isLimited = problem.isPowerLimited[option.site]
    var isOverfull = false
    placement.forEachRun { run in
      isOverfull =
        isOverfull || gpus.isOverfull(row: option.pool, slots: run)
        || (isLimited && power.isOverfull(row: option.site, slots: run))
    }
    return isOverfull
  }

  /// What so many GPUs, and so much power, of an option would cost in a slot.
  func cost(_ option: CompiledOption, gpus count: Double, kW: Double, in slot: Int) -> Double {
    var cost = gpus.cost(of: count, row: option.pool, slot: slot)
    if problem.isPowerLimited[option.site] {
      cost += power.cost(of: kW, row: option.site, slot: slot)
    }
    if problem.facilities[option.site] != nil {
      cost += plants.cost(of: kW, row: option.site, slot: slot)
    }
    return cost
  }

  /// Adds what an option would cost in each of some slots, at the slots' own indices.
  ///
  /// - Parameter part: of a slot, for which it draws power.
  func addCosts(
    _ option: CompiledOption, part: Double, slots: Range<Int>, to costs: inout [Double]
  ) {
    gpus.addCosts(of: Double(option.gpus), row: option.pool, slots: slots, to: &costs)
    let kW = part * option.addedKW
    if problem.isPowerLimited[option.site] {
      power.addCosts(of: kW, row: option.site, slots: slots, to: &costs)
    }
    if problem.facilities[option.site] != nil {
      plants.addCosts(of: kW, row: option.site, slots: slots, to: &costs)
    }
  }
}

/// Something that is bought slot by slot, by rows. Where x is price + slope · (taken − wanted), what is taken
/// costs max(least, x)² / (2 · slope); wanted is what is available but for a reserve.
private struct PricedSlots: Sendable {
  private let slotCount: Int
  /// Currency per unit and slot.
  private var price: [Double]
  /// Zero where it has no limit.
  private let available: [Double]
  /// Taken beyond what there is; negative where some is left.
  private var excess: [Double]
  /// By row: what a price rises by with each unit, at a stiffness of 1.
  private let unitSlope: [Double]
  /// No price falls below.
  private let least: Double
  var stiffness = 1.0
  /// Share of what is available.
  var reserve = 0.0

  /// - Parameter meanPrice: by row, of the size that prices have.
  init(
    slotCount: Int, price: [Double], available: [Double], meanPrice: [Double], least: Double = 0
  ) {
    self.slotCount = slotCount
    self.price = price
    self.least = least
    self.available = available.map { $0.isFinite ? $0 : 0 }
    excess = available.map { -$0 }
    unitSlope = meanPrice.enumerated().map { row, price in
      let finite = available[row * slotCount..<(row + 1) * slotCount].lazy.filter(\.isFinite)
      return price / max(1, finite.reduce(0, max))
    }
  }

  @inline(__always)
  mutating func add(_ amount: Double, to places: Range<Int>) {
    for place in places { excess[place] += amount }
  }

  mutating func merge(_ copies: [PricedSlots]) {
    let before = excess
    excess = copies[0].excess
    for copy in copies.dropFirst() {
      for place in before.indices { excess[place] += copy.excess[place] - before[place] }
    }
  }

  /// Taken beyond what there is, as a share of it.
  var excessShare: Double {
    let taken = zip(excess, available).reduce(0) { $1.1 > 0 ? $0 + max(0, $1.0) : $0 }
    return taken == 0 ? 0 : taken / available.reduce(0, +)
  }

  /// Where rounding is no excess.
  func isOverfull(row: Int, slots: Range<Int>) -> Bool {
    let first = row * slotCount
    return slots.contains { excess[first + $0] > 1e-6 }
  }

  mutating func takePrices() {
    for row in unitSlope.indices {
      let slope = stiffness * unitSlope[row]
      for place in row * slotCount..<(row + 1) * slotCount {
        let taken = excess[place] + reserve * available[place]
        price[place] = max(least, price[place] + slope * taken)
      }
    }
  }

  /// What is taken now is what there is.
  mutating func takeLoads() {
    for place in excess.indices { excess[place] = 0 }
  }

  func cost(of amount: Double, row: Int, slot: Int) -> Double {
    let slope = stiffness * unitSlope[row]
    let place = row * slotCount + slot
    let x = price[place] + slope * (excess[place] + reserve * available[place])
    let (before, after) = (max(least, x), max(least, x + slope * amount))
    return (after * after - before * before) / (2 * slope)
  }

  /// The kernel of a negotiation.
  func addCosts(of amount: Double, row: Int, slots: Range<Int>, to costs: inout [Double]) {
    let slope = stiffness * unitSlope[row]
    let rise = slope * amount
    let scale = 1 / (2 * slope)
    let first = row * slotCount
    let (least, reserve) = (least, reserve)
    unsafe price.withUnsafeBufferPointer { price in
      unsafe excess.withUnsafeBufferPointer { excess in
        unsafe available.withUnsafeBufferPointer { available in
          unsafe costs.withUnsafeMutableBufferPointer { costs in
            for slot in slots {
              let place = first + slot
              let x = unsafe price[place] + slope * (excess[place] + reserve * available[place])
              let (before, after) = (max(least, x), max(least, x + rise))
              unsafe costs[slot] += scale * (after * after - before * before)
            }
          }
        }
      }
    }
  }
}
