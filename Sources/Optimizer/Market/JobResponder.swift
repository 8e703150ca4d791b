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
  private(set) var bestCounts: [(slot: Int, gpus: Int32)] = []
  private var elastic = ElasticRelaxation()
  private var resizing: ResizingRelaxation
  private var counts: [(slot: Int, gpus: Int32)] = []

  /// Above this many states a job that restarts answers with its relaxation.
  static let largestExactSize = 40_000
  /// The same in passes that only look for prices.
  static let largestHastySize = 500
  private let largestSize: Int
  private var restarting: RestartingRelaxation
  /// What a slot of work was worth to the option in its last answer, if the answer looks for that.
  var workPrice: Double?

  init(isHasty: Bool = false) {
    resizing = ResizingRelaxation(isHasty: isHasty)
    restarting = RestartingRelaxation(isHasty: isHasty)
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
    return unsafe rows.energy.withUnsafeBufferPointer { energy in
      unsafe rows.gpu.withUnsafeBufferPointer { gpu in
        let energy = unsafe energy.baseAddress! + rows.energyRow(option)
        let gpu = unsafe gpu.baseAddress! + rows.gpuRow(option)
        func energyCost(_ slot: Int) -> Double {
          unsafe kWPerGPU * (energy[slot + 1] - energy[slot])
        }
        func heldCost(_ slot: Int) -> Double { unsafe gpu[slot + 1] - gpu[slot] }
        let levels = problem.levels[option.levels]
        if option.isDivisible || workPrice == nil {
          let isPossible = elastic.solve(option, levels, problem.slotCount) { slot, gpus in
            Double(gpus) * (energyCost(slot) + heldCost(slot))
          }
          guard isPossible else { return .infinity }
          counts = elastic.counts
          if option.isDivisible { return elastic.value }
        }
        resizing.workPrice = workPrice
        resizing.solve(
          option, levels, problem.slotCount, typical: elastic.workPrice, energyCost: energyCost,
          heldCost: heldCost)
        workPrice = resizing.workPrice
        counts = resizing.counts
        return resizing.value
      }
    }
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
        restarting.workPrice = workPrice
        restarting.solve(option, fullCost: full, heldCost: held)
        workPrice = restarting.workPrice
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
    swap(&bestCounts, &counts)
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
  /// Whether the slots of a malleable job do their work independently of each other.
  fileprivate var isDivisible: Bool {
    interruption == .free && latenessPerSlot == 0 && (resize == 0 || levels.count < 2)
  }

  /// Whether answers look for the price of work.
  var hasWorkPrice: Bool {
    guard levels.isEmpty else { return !isDivisible }
    if case .costly = interruption { return true }
    return false
  }

  /// Slots that an agent looks at to answer prices; a job in one piece looks at its starts once.
  var answerSlots: Int {
    let window = max(1, endSlot - firstSlot)
    guard levels.isEmpty else {
      let steps = isDivisible ? 1 : WorkPriceClimb.mostStepsFromStart
      return 4 * steps * levels.count * window
    }
    switch interruption {
    case .never: return max(1, latestStart - firstSlot + 1)
    case .free: return 4 * window
    case .costly: return 2 * WorkPriceClimb.mostStepsFromStart * window
    }
  }
}
