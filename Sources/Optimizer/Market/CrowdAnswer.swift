/// The answers of some jobs, added up.
struct CrowdAnswer: Sendable {
  var value = 0.0
  /// Change of the GPUs held at each slot edge, by pool.
  var gpuChange: [Double]
  /// Change of the power at each slot edge, by site.
  var powerChange: [Double]
  /// What a slot of work is worth to the options that look for that.
  private(set) var workPrices: [(option: Int, price: Double)] = []

  /// - Parameters:
  ///   - jobs: those that answer, each with what follows it in its chain; followers are passed over.
  ///   - last: the work prices of the last answer, by option of the problem; empty for none.
  ///   - sample: those of them that answer for all.
  init(
    jobs: Range<Int>, _ problem: CompiledProblem, _ rows: PriceRows, workPrices last: [Double?],
    isHasty: Bool, sample: JobSample = .all
  ) {
    gpuChange = [Double](repeating: 0, count: problem.poolCount * (problem.slotCount + 1))
    powerChange = [Double](repeating: 0, count: problem.siteCount * (problem.slotCount + 1))
    var responder = JobResponder(isHasty: isHasty)
    var chainAgent = ChainAgent()
    for index in sample.members(of: jobs) {
      if problem.precedence?.isFollower[index] == true { continue }
      if let chain = problem.precedence?.chains[index] {
        add(chain, &chainAgent, &responder, problem, rows, last)
      } else {
        add(index, &responder, problem, rows, last)
      }
    }
    if sample.stride > 1 { scale(Double(sample.stride)) }
  }

  private mutating func scale(_ factor: Double) {
    value *= factor
    for index in gpuChange.indices { gpuChange[index] *= factor }
    for index in powerChange.indices { powerChange[index] *= factor }
  }

  private mutating func add(
    _ index: Int, _ responder: inout JobResponder, _ problem: CompiledProblem, _ rows: PriceRows,
    _ last: [Double?]
  ) {
    let job = problem.jobs[index]
    var cost = Double.infinity
    for number in job.options {
      let answer = alone(number, &responder, problem, rows, last) + problem.options[number].ownCost
      if answer < cost {
        cost = answer
        responder.keep(number)
      }
    }
    if job.leaveOutCost <= cost {
      value += job.leaveOutCost
    } else {
      value += cost
      add(responder, problem)
    }
  }

  /// The answer of an option's agent, without the option's own cost.
  private mutating func alone(
    _ number: Int, _ responder: inout JobResponder, _ problem: CompiledProblem, _ rows: PriceRows,
    _ last: [Double?]
  ) -> Double {
    responder.workPrice = last.isEmpty ? nil : last[number]
    let answer = responder.answer(problem.options[number], problem, rows)
    if let price = responder.workPrice { workPrices.append((number, price)) }
    return answer
  }

  private mutating func add(
    _ chain: [Int], _ agent: inout ChainAgent, _ responder: inout JobResponder,
    _ problem: CompiledProblem, _ rows: PriceRows, _ last: [Double?]
  ) {
    let answer = agent.solve(chain, problem, rows) {
      alone($0, &responder, problem, rows, last)
    }
    value += answer.cost
    agent.forEachUse(answer.running, problem, rows) { number, use in
      let option = problem.options[number]
      switch use {
      case .inOnePiece(let start):
        add(
          [RestartingAgent.Run(start: start, count: option.slots)], option.lastFraction, option,
          problem)
      case .alone:
        _ = alone(number, &responder, problem, rows, last)
        responder.keep(number)
        add(responder, problem)
      case .parts(let parts):
        for part in parts { add(part.gpus, in: part.slot, option, problem) }
      }
    }
  }

  private mutating func add(_ responder: JobResponder, _ problem: CompiledProblem) {
    let option = problem.options[responder.bestOption]
    if option.levels.isEmpty {
      add(responder.bestRuns, responder.bestFraction, option, problem)
    } else {
      for (slot, gpus) in responder.bestCounts { add(Double(gpus), in: slot, option, problem) }
    }
  }

  private mutating func add(
    _ runs: [RestartingAgent.Run], _ lastFraction: Double, _ option: CompiledOption,
    _ problem: CompiledProblem
  ) {
    let isPriced = problem.isPowerPriced(at: option.site)
    let gpuRow = option.pool * (problem.slotCount + 1)
    let powerRow = option.site * (problem.slotCount + 1)
    let gpus = Double(option.gpus)
    for (number, run) in runs.enumerated() {
      let end = run.start + run.count
      gpuChange[gpuRow + run.start] += gpus
      gpuChange[gpuRow + end] -= gpus
      guard isPriced else { continue }
      powerChange[powerRow + run.start] += option.addedKW
      powerChange[powerRow + end] -= option.addedKW
      if number == runs.count - 1 {
        let unused = (1 - lastFraction) * option.addedKW
        powerChange[powerRow + end - 1] -= unused
        powerChange[powerRow + end] += unused
      }
    }
  }

  private mutating func add(
    _ gpus: Double, in slot: Int, _ option: CompiledOption, _ problem: CompiledProblem
  ) {
    let gpuRow = option.pool * (problem.slotCount + 1)
    gpuChange[gpuRow + slot] += gpus
    gpuChange[gpuRow + slot + 1] -= gpus
    guard problem.isPowerPriced(at: option.site) else { return }
    let powerRow = option.site * (problem.slotCount + 1)
    powerChange[powerRow + slot] += gpus * option.addedKWPerGPU
    powerChange[powerRow + slot + 1] -= gpus * option.addedKWPerGPU
  }

  /// What the jobs ask for, by pool and slot: GPUs; and by site and slot: kW, where power has a price.
  func use(of problem: CompiledProblem) -> (gpus: [Double], kW: [Double]) {
    (Self.levels(gpuChange, problem.slotCount), Self.levels(powerChange, problem.slotCount))
  }

  private static func levels(_ changes: [Double], _ slotCount: Int) -> [Double] {
    var levels: [Double] = []
    for row in stride(from: 0, to: changes.count, by: slotCount + 1) {
      var level = 0.0
      for slot in row..<row + slotCount {
        level += changes[slot]
        levels.append(level)
      }
    }
    return levels
  }
}
