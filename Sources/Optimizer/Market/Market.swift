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
  let hasRestarts: Bool

  /// - Parameter blockSize: jobs that answer as one.
  init(_ problem: CompiledProblem, threads: Int, blockSize: Int? = nil) {
    self.problem = problem
    self.blockSize = blockSize ?? max(64, min(problem.jobs.count / 16, 2048))
    blocks = ParallelBlocks(threads: threads)
    slotsPerPass = problem.options.reduce(0) { $0 + $1.answerSlots }
    hasRestarts = problem.options.contains {
      if case .costly = $0.interruption { $0.levels.isEmpty } else { false }
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
  func respond(
    to prices: MarketPrices, rows: PriceRows, offers: [FacilityOffer?], slack: Double = 0,
    workPrices: [Double?] = [], isHasty: Bool = false
  ) -> Response {
    let count = (problem.jobs.count + blockSize - 1) / blockSize
    let answers = blocks.map(count) { block in
      let first = block * blockSize
      return CrowdAnswer(
        jobs: first..<min(first + blockSize, problem.jobs.count), problem, rows,
        workPrices: workPrices, isHasty: isHasty)
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

/// Lets one job after the other answer, and keeps the best answer of each.
struct JobResponder {
  private var agent = PreemptibleAgent()
  private var chosen: [Int32] = []
  private var runs: [RestartingAgent.Run] = []
  private var fraction = 1.0
  private(set) var bestOption = -1
  private(set) var bestRuns: [RestartingAgent.Run] = []
  private(set) var bestFraction = 1.0
  /// GPUs in each slot that runs, of a malleable job.
  var bestCounts: [(slot: Int, gpus: Int32)] { bestElastic.counts }
  private var elastic = ElasticRelaxation()
  private var bestElastic = ElasticRelaxation()

  /// Above this many states a job that restarts answers with its relaxation.
  static let largestExactSize = 40_000
  /// The same in passes that only look for prices.
  static let largestHastySize = 500
  private let largestSize: Int
  private var restarting = RestartingRelaxation()
  /// What a slot of work was worth to the option in its last answer, if it pays for interruptions.
  var workPrice: Double? {
    get { restarting.workPrice }
    set { restarting.workPrice = newValue }
  }

  init(isHasty: Bool = false) {
    largestSize = isHasty ? Self.largestHastySize : Self.largestExactSize
  }

  /// A value that no schedule of the option undercuts, with a schedule near it; without its own cost.
  mutating func answer(
    _ option: CompiledOption, _ problem: CompiledProblem, _ rows: PriceRows
  ) -> Double {
    guard option.levels.isEmpty else { return elasticAnswer(option, problem, rows) }
    return unsafe rows.energy.withUnsafeBufferPointer { energy in
      unsafe rows.gpu.withUnsafeBufferPointer { gpu in
        unsafe answer(
          option, energy: energy.baseAddress! + rows.energyRow(option),
          gpu: gpu.baseAddress! + rows.gpuRow(option))
      }
    }
  }

  private mutating func elasticAnswer(
    _ option: CompiledOption, _ problem: CompiledProblem, _ rows: PriceRows
  ) -> Double {
    let kWPerGPU = option.addedKWPerGPU
    let isPossible = unsafe rows.energy.withUnsafeBufferPointer { energy in
      unsafe rows.gpu.withUnsafeBufferPointer { gpu in
        let energy = unsafe energy.baseAddress! + rows.energyRow(option)
        let gpu = unsafe gpu.baseAddress! + rows.gpuRow(option)
        return elastic.solve(option, problem.levels[option.levels], problem.slotCount) {
          slot, gpus in
          unsafe Double(gpus)
            * (kWPerGPU * (energy[slot + 1] - energy[slot]) + gpu[slot + 1] - gpu[slot])
        }
      }
    }
    guard isPossible else { return .infinity }
    let soonest = Double(option.firstSlot) + option.work
    return elastic.value + option.lateness(in: 0, after: soonest)
  }

  private mutating func answer(
    _ option: CompiledOption, energy: UnsafePointer<Double>, gpu: UnsafePointer<Double>
  ) -> Double {
    let gpus = Double(option.gpus)
    let kW = option.addedKW
    func held(_ slot: Int) -> Double { unsafe gpus * (gpu[slot + 1] - gpu[slot]) }
    func full(_ slot: Int) -> Double { unsafe kW * (energy[slot + 1] - energy[slot]) + held(slot) }
    func part(_ slot: Int, _ fraction: Double) -> Double {
      unsafe fraction * kW * (energy[slot + 1] - energy[slot]) + held(slot)
    }
    func last(_ slot: Int, _ fraction: Double) -> Double {
      part(slot, fraction) + option.lateness(in: slot, after: fraction)
    }
    fraction = option.lastFraction
    switch option.interruption {
    case .never:
      let answer =
        unsafe option.latenessPerSlot == 0
        ? RigidAgent.answer(option, energy: energy, gpu: gpu)
        : RigidAgent.lateAnswer(option, energy: energy, gpu: gpu)
      runs.removeAll(keepingCapacity: true)
      runs.append(RestartingAgent.Run(start: answer.start, count: option.slots))
      return answer.cost
    case .free:
      let cost = agent.answer(
        option, isOpen: { _, _ in true }, fullCost: full,
        lastCost: { last($0, option.lastFraction) }, chosen: &chosen)
      runs.removeAll(keepingCapacity: true)
      RestartingAgent.Run.append(&runs, chosen)
      return cost ?? .infinity
    case .costly:
      guard let agent = RestartingAgent(option, mostRuns: nil) else { return .infinity }
      if agent.size > largestSize {
        restarting.solve(option, fullCost: full, heldCost: held)
        runs.removeAll(keepingCapacity: true)
        runs.append(contentsOf: restarting.runs)
        return restarting.value
      }
      guard let answer = agent.answer(isOpen: { _, _ in true }, fullCost: full, lastCost: last)
      else {
        return .infinity
      }
      runs = answer.runs
      fraction = answer.lastFraction
      return answer.cost
    }
  }

  /// Remembers the last answer as the best one so far.
  mutating func keep(_ option: Int) {
    bestOption = option
    swap(&bestRuns, &runs)
    swap(&bestElastic, &elastic)
    bestFraction = fraction
  }
}

extension RestartingAgent.Run {
  /// Joins slots in order into runs.
  static func append(_ runs: inout [RestartingAgent.Run], _ slots: some Sequence<Int32>) {
    for slot in slots {
      if let last = runs.last, last.start + last.count == Int(slot) {
        runs[runs.count - 1].count += 1
      } else {
        runs.append(RestartingAgent.Run(start: Int(slot), count: 1))
      }
    }
  }
}

extension CompiledOption {
  /// Slots that an agent looks at to answer prices; a job in one piece looks at its starts once.
  fileprivate var answerSlots: Int {
    let window = max(1, endSlot - firstSlot)
    guard levels.isEmpty else { return 4 * levels.count * window }
    switch interruption {
    case .never: return max(1, latestStart - firstSlot + 1)
    case .free: return 4 * window
    case .costly: return 2 * RestartingRelaxation.mostStepsFromStart * window
    }
  }
}
