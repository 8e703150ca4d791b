import GridPricing

/// The jobs of a problem as one crowd that answers prices.
///
/// Jobs answer in blocks of fixed size, whatever the number of threads, and the answers are added
/// up in block order: the same prices give the same bits.
struct Market: Sendable {
  let problem: CompiledProblem
  let blocks: ParallelBlocks
  private let blockSize: Int
  /// Slots that the agents of all jobs look at, in proportion to what that takes.
  let slotsPerPass: Int
  /// Slots that agents look at for the price of work.
  private let slotsForWorkPrices: Int
  /// Whether some answers look for the price of work.
  var hasWorkPrices: Bool { slotsForWorkPrices > 0 }
  /// Whether most of what a pass takes goes into looking for the price of work.
  var looksMostlyForWorkPrices: Bool { 2 * slotsForWorkPrices > slotsPerPass }

  /// - Parameter blockSize: jobs that answer as one, where all are asked.
  init(_ problem: CompiledProblem, threads: Int, blockSize: Int? = nil) {
    self.problem = problem
    let jobs = problem.jobs.count
    self.blockSize = blockSize ?? max(64, min(jobs / 16, max(2048, jobs / 64)))
    blocks = ParallelBlocks(threads: threads)
    slotsPerPass = problem.options.reduce(0) { $0 + $1.answerSlots }
    slotsForWorkPrices = problem.options.reduce(0) {
      $0 + ($1.hasWorkPrice ? $1.answerSlots : 0)
    }
  }

  /// What the crowd answers: a lower bound, and the demand that it makes.
  struct Response: Sendable {
    /// L(λ, μ) without the fixed cost of the sites.
    var bound: Double
    /// GPUs asked for minus GPUs there are, by pool and slot.
    var gpuExcess: [Double]
    /// kW asked for minus kW there are, or that the facility offers, by site and slot; zero where
    /// nothing limits the power.
    var powerExcess: [Double]
    /// kW asked for, by site and slot; zero where nothing limits the power.
    var powerUse: [Double]
    /// Import with which facilities serve what they offer, by site and slot; zero elsewhere.
    var importKW: [Double]
    /// kW of import for one kW more of IT power there; zero where nothing is imported.
    var slope: [Double]
    /// What blocks of jobs answer.
    var answers: [CrowdAnswer]
  }

  /// - Parameters:
  ///   - offers: by site, where the cost depends on the load.
  ///   - slack: currency by which an offer's load may miss its best.
  ///   - workPrices: by option, what a slot of work was worth in the last answer; empty for none.
  ///   - isHasty: whether jobs may answer with a lower value than need be.
  ///   - sample: the jobs that answer for all.
  func respond(
    to prices: MarketPrices, rows: PriceRows, offers: [FacilityOffer?], slack: Double = 0,
    workPrices: [Double?] = [], isHasty: Bool = false, sample: JobSample = .all
  ) -> Response {
    let blockSize = max(blockSize, min(blockSize * sample.stride, problem.jobs.count / 16))
    let count = (problem.jobs.count + blockSize - 1) / blockSize
    let answers = blocks.map(count) { block in
      let first = block * blockSize
      return CrowdAnswer(
        jobs: first..<min(first + blockSize, problem.jobs.count), problem, rows,
        workPrices: workPrices, isHasty: isHasty, sample: sample)
    }
    return merge(answers, prices, offers, slack)
  }

  private func merge(
    _ answers: [CrowdAnswer], _ prices: MarketPrices, _ offers: [FacilityOffer?], _ slack: Double
  ) -> Response {
    let slots = problem.slotCount
    var bound = 0.0
    var gpu = [Double](repeating: 0, count: problem.poolCount * slots)
    var power = [Double](repeating: 0, count: problem.siteCount * slots)
    var use = power
    var imports = power
    var slope = power
    for answer in answers { bound += answer.value }
    for pool in 0..<problem.poolCount {
      var held = 0.0
      for slot in 0..<slots {
        for answer in answers { held += answer.gpuChange[pool * (slots + 1) + slot] }
        let index = pool * slots + slot
        let capacity = Double(problem.capacity[index])
        gpu[index] = held - capacity
        bound -= prices.gpu[index] * capacity
      }
    }
    for site in 0..<problem.siteCount where problem.isPowerPriced(at: site) {
      var used = 0.0
      for slot in 0..<slots {
        for answer in answers { used += answer.powerChange[site * (slots + 1) + slot] }
        let index = site * slots + slot
        use[index] = used
        if let offer = offers[site] {
          let price = problem.slotCost[index] + prices.power[index]
          let answer = offer.answer(slot: slot, price: price, wanted: used, slack: slack)
          let excess = used - answer.loadKW
          // Rounding would pass for a demand that no price meets.
          power[index] = abs(excess) > 1e-9 * (1 + abs(used)) ? excess : 0
          imports[index] = answer.importKW
          let curves = problem.facilities[site]!.curves
          let load = problem.facilities[site]!.fixedKW[slot] + used
          slope[index] = answer.importKW > 0 ? curves.slope(at: load, in: slot) : 0
          bound += answer.value
        } else if problem.facilities[site] == nil, problem.powerRoomKW[index].isFinite {
          power[index] = used - problem.powerRoomKW[index]
          bound -= prices.power[index] * problem.powerRoomKW[index]
        }
      }
    }
    for offer in offers { bound += offer?.constant ?? 0 }
    return Response(
      bound: bound, gpuExcess: gpu, powerExcess: power, powerUse: use, importKW: imports,
      slope: slope, answers: answers)
  }
}
