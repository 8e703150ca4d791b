/// A schedule under construction, with what it leaves free and what it costs.
struct SearchState {
  let problem: CompiledProblem
  private(set) var placements: [Placement]
  private(set) var occupancy: Occupancy
  /// Sum of the costs of all placements, penalties for jobs that are left out included.
  private(set) var cost: Double
  /// What leaving each job out costs: its value, or a penalty above any cost in the problem.
  let leaveOutCost: [Double]

  init(_ problem: CompiledProblem) {
    self.problem = problem
    let penalty = Self.penaltyPerGPUHour(problem)
    leaveOutCost = problem.jobs.map {
      $0.leaveOutCost.isFinite ? $0.leaveOutCost : penalty * $0.gpuHours
    }
    placements = leaveOutCost.map { Placement(cost: $0) }
    occupancy = Occupancy(problem)
    cost = leaveOutCost.reduce(0, +)
  }

  /// The schedule of the given placements.
  init(_ problem: CompiledProblem, _ placements: [Placement]) {
    self.init(problem)
    for (job, placement) in placements.enumerated() where placement.isPlaced {
      place(job, placement)
    }
  }

  /// More than all the money that is at stake, so that no saving pays for a job left out.
  private static func penaltyPerGPUHour(_ problem: CompiledProblem) -> Double {
    var atStake = 1.0
    let dearest = problem.slotCost.reduce(0) { max($0, abs($1)) }
    for job in problem.jobs {
      if let option = job.options.first.map({ problem.options[$0] }) {
        atStake += dearest * option.addedKW * (option.work + 1)
      }
      if job.leaveOutCost.isFinite { atStake += job.leaveOutCost }
    }
    let smallest = problem.jobs.reduce(1) { min($0, $1.gpuHours) }
    return 2 * atStake / smallest
  }

  mutating func place(_ job: Int, _ placement: Placement) {
    cost += placement.cost - placements[job].cost
    occupancy.remove(placements[job])
    occupancy.add(placement)
    placements[job] = placement
  }

  mutating func leaveOut(_ job: Int) { place(job, Placement(cost: leaveOutCost[job])) }

  /// Jobs that must run and do not.
  var unplacedJobs: [Int] {
    placements.indices.filter {
      !placements[$0].isPlaced && !problem.jobs[$0].leaveOutCost.isFinite
    }
  }

  /// The cost without penalties, summed in job order: what a plan of this schedule costs.
  var trueCost: Double {
    var sum = 0.0
    for (job, placement) in placements.enumerated() {
      if placement.isPlaced || problem.jobs[job].leaveOutCost.isFinite { sum += placement.cost }
    }
    return sum
  }
}
