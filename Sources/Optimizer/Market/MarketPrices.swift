import GridPricing

/// A price for everything that jobs compete for; any choice of them proves a lower bound.
struct MarketPrices: Sendable, Equatable {
  /// μ: currency per GPU held through one slot, by pool and slot; never negative.
  var gpu: [Double]
  /// ν: currency per kW of IT power through one slot, on top of what the energy costs, by site and
  /// slot. Never negative, and zero where nothing limits the power; at a site whose cost depends on its
  /// load, the difference to the slot's typical cost, of any sign.
  var power: [Double]
  /// What ties the slots of such a site, by site; nil elsewhere.
  var facilities: [FacilityPrices?]

  static func free(for problem: CompiledProblem) -> MarketPrices {
    MarketPrices(
      gpu: [Double](repeating: 0, count: problem.poolCount * problem.slotCount),
      power: [Double](repeating: 0, count: problem.siteCount * problem.slotCount),
      facilities: problem.facilities.map { $0.map(FacilityPrices.init(for:)) })
  }
}

extension MarketPrices {
  /// Moves the prices of energy, and of what ties slots, towards others.
  mutating func mix(_ other: MarketPrices, weight: Double) {
    Self.mix(&power, other.power, weight)
    for site in facilities.indices where facilities[site] != nil {
      facilities[site]!.mix(other.facilities[site]!, weight: weight)
    }
  }

  /// Moves all prices towards others.
  mutating func mix(_ other: MarketPrices, share: Double) {
    mix(other, weight: share)
    Self.mix(&gpu, other.gpu, share)
  }

  static func mix(_ values: inout [Double], _ others: [Double], _ weight: Double) {
    for index in values.indices { values[index] += weight * (others[index] - values[index]) }
  }
}

/// What one kW and one GPU cost through each slot, as running sums for the job agents.
///
/// Rows have `slotCount + 1` elements: `energy[t]` is the cost of one kW from slot 0 to the edge
/// before slot `t`, so that any stretch costs one subtraction.
struct PriceRows: Sendable {
  let slotCount: Int
  /// By site: energy cost plus ν.
  var energy: [Double]
  /// By pool: μ.
  var gpu: [Double]
  /// By option: what no place of it undercuts; empty where nobody has looked.
  private(set) var leastCosts: [Double] = []
  /// Whether there is anything beside true costs.
  let isPriced: Bool
  /// Whether GPUs cost anything.
  private(set) var hasGPUPrices = false
  /// The options of each job, those with the least cost first; empty where nobody has looked.
  private(set) var cheapestFirst: [Int32] = []

  init(_ problem: CompiledProblem, _ prices: MarketPrices?) {
    slotCount = problem.slotCount
    isPriced = prices != nil
    energy = [Double](repeating: 0, count: problem.siteCount * (slotCount + 1))
    gpu = [Double](repeating: 0, count: problem.poolCount * (slotCount + 1))
    fill(problem, prices)
  }

  /// Energy at its price where the cost of a site depends on its load, at its cost elsewhere; GPUs cost
  /// nothing.
  init(_ problem: CompiledProblem, plants prices: MarketPrices) {
    var energy = MarketPrices.free(for: problem)
    for site in 0..<problem.siteCount where problem.facilities[site] != nil {
      let slots = site * problem.slotCount..<(site + 1) * problem.slotCount
      energy.power.replaceSubrange(slots, with: prices.power[slots])
    }
    self.init(problem, energy)
  }

  /// Recomputes the rows for new prices, in place.
  mutating func fill(_ problem: CompiledProblem, _ prices: MarketPrices?) {
    leastCosts = []
    cheapestFirst = []
    for site in 0..<problem.siteCount {
      let source = site * slotCount
      let target = site * (slotCount + 1)
      var sum = 0.0
      for slot in 0..<slotCount {
        sum += problem.slotCost[source + slot] + (prices?.power[source + slot] ?? 0)
        energy[target + slot + 1] = sum
      }
    }
    hasGPUPrices = prices?.gpu.contains { $0 != 0 } ?? false
    guard let prices else { return }
    for pool in 0..<problem.poolCount {
      let source = pool * slotCount
      let target = pool * (slotCount + 1)
      var sum = 0.0
      for slot in 0..<slotCount {
        sum += prices.gpu[source + slot]
        gpu[target + slot + 1] = sum
      }
    }
  }

  /// Rows that know which options a search need not look at; as they were where jobs have no choice of
  /// options, or a place costs what the load makes of it.
  func withLeastCosts(_ problem: CompiledProblem, _ blocks: ParallelBlocks) -> PriceRows {
    guard problem.options.count > problem.jobs.count, !problem.hasPlants else { return self }
    let leastCosts = blocks.flatMap(problem.jobs.count, by: 64) { jobs in
      var responder = JobResponder(isHasty: true)
      return problem.jobs[jobs].flatMap(\.options).map { number in
        let option = problem.options[number]
        responder.workPrice = nil
        return responder.answer(option, problem, self) + option.ownCost
      }
    }
    var rows = self
    rows.leastCosts = leastCosts
    rows.cheapestFirst = problem.jobs.flatMap { job in
      job.options.map(Int32.init).sorted {
        (rows.leastCosts[Int($0)], $0) < (rows.leastCosts[Int($1)], $1)
      }
    }
    return rows
  }

  func energyRow(_ option: CompiledOption) -> Int { option.site * (slotCount + 1) }
  func gpuRow(_ option: CompiledOption) -> Int { option.pool * (slotCount + 1) }
}
