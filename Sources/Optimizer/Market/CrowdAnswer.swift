/// The answers of some jobs, added up.
struct CrowdAnswer: Sendable {
  var value = 0.0
  /// Change of the GPUs held at each slot edge, by pool.
  var gpuChange: [Double]
  /// Change of the power at each slot edge, by site.
  var powerChange: [Double]
  /// What a slot of work is worth to each option of the jobs that pay for interruptions.
  var workPrices: [Double?] = []

  /// - Parameter workPrices: those of the last answer, by option of the problem; empty for none.
  init(
    jobs: Range<Int>, _ problem: CompiledProblem, _ rows: PriceRows, workPrices last: [Double?],
    isHasty: Bool
  ) {
    gpuChange = [Double](repeating: 0, count: problem.poolCount * (problem.slotCount + 1))
    powerChange = [Double](repeating: 0, count: problem.siteCount * (problem.slotCount + 1))
    var responder = JobResponder(isHasty: isHasty)
    for index in jobs {
      let job = problem.jobs[index]
      var cost = Double.infinity
      for number in job.options {
        let option = problem.options[number]
        responder.workPrice = last.isEmpty ? nil : last[number]
        let answer = responder.answer(option, problem, rows) + option.ownCost
        workPrices.append(responder.workPrice)
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
  }

  private mutating func add(_ responder: JobResponder, _ problem: CompiledProblem) {
    let option = problem.options[responder.bestOption]
    guard option.levels.isEmpty else { return addCounts(responder, option, problem) }
    let isPriced = problem.isPowerPriced(at: option.site)
    let gpuRow = option.pool * (problem.slotCount + 1)
    let powerRow = option.site * (problem.slotCount + 1)
    let gpus = Double(option.gpus)
    for (number, run) in responder.bestRuns.enumerated() {
      let end = run.start + run.count
      gpuChange[gpuRow + run.start] += gpus
      gpuChange[gpuRow + end] -= gpus
      guard isPriced else { continue }
      powerChange[powerRow + run.start] += option.addedKW
      powerChange[powerRow + end] -= option.addedKW
      if number == responder.bestRuns.count - 1 {
        let unused = (1 - responder.bestFraction) * option.addedKW
        powerChange[powerRow + end - 1] -= unused
        powerChange[powerRow + end] += unused
      }
    }
  }

  private mutating func addCounts(
    _ responder: JobResponder, _ option: CompiledOption, _ problem: CompiledProblem
  ) {
    let gpuRow = option.pool * (problem.slotCount + 1)
    let powerRow = option.site * (problem.slotCount + 1)
    let isPriced = problem.isPowerPriced(at: option.site)
    for (slot, gpus) in responder.bestCounts {
      gpuChange[gpuRow + slot] += Double(gpus)
      gpuChange[gpuRow + slot + 1] -= Double(gpus)
      guard isPriced else { continue }
      powerChange[powerRow + slot] += Double(gpus) * option.addedKWPerGPU
      powerChange[powerRow + slot + 1] -= Double(gpus) * option.addedKWPerGPU
    }
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
