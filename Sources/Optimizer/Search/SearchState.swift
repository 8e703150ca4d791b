/// A schedule under construction, with what it leaves free and what it costs.
struct SearchState {
  let problem: CompiledProblem
  private(set) var placements: [Placement]
  private(set) var occupancy: Occupancy
  /// The loads of sites whose cost depends on them; nil where there is none.
  private(set) var loads: SiteLoads?
  /// Sum of the costs of all placements, penalties for jobs that are left out included.
  private(set) var placementCost: Double
  /// The same, with what sites cost that depend on their load.
  var cost: Double { placementCost + (loads?.total ?? 0) }
  /// What leaving each job out costs: its value, or a penalty above any cost in the problem.
  let leaveOutCost: [Double]

  init(_ problem: CompiledProblem, _ costs: LoadCosts? = nil) {
    self.problem = problem
    loads = costs.flatMap { $0.rowCount == 0 ? nil : SiteLoads($0) }
    let penalty = problem.leaveOutPenalty
    leaveOutCost = problem.jobs.map {
      $0.leaveOutCost.isFinite ? $0.leaveOutCost : penalty * $0.gpuHours
    }
    placements = leaveOutCost.map { Placement(cost: $0) }
    occupancy = Occupancy(problem)
    placementCost = leaveOutCost.reduce(0, +)
  }

  /// The schedule of the given placements.
  init(_ problem: CompiledProblem, _ placements: [Placement], _ costs: LoadCosts? = nil) {
    self.init(problem, costs)
    for (job, placement) in placements.enumerated() where placement.isPlaced {
      place(job, placement)
    }
  }

  mutating func place(_ job: Int, _ placement: Placement) {
    placementCost += placement.cost - placements[job].cost
    occupancy.remove(placements[job])
    occupancy.add(placement)
    changeLoads(placements[job], sign: -1)
    changeLoads(placement, sign: 1)
    placements[job] = placement
  }

  private mutating func changeLoads(_ placement: Placement, sign: Double) {
    guard loads != nil, placement.isPlaced else { return }
    loads!.add(placement, problem.options[Int(placement.option)], sign: sign)
  }

  /// The edges between which a job must run for those that it waits for, and those that wait for it;
  /// empty where one of the former does not run, nil where nobody waits for it and it waits for nobody.
  ///
  /// - Parameter isPending: by job, whether it still finds its place: its shortest time is kept free;
  ///   empty where none does.
  func edges(for job: Int, isPending: [Bool] = []) -> Range<Int>? {
    problem.precedence?.edges(for: job, placements, isPending: isPending, problem.slotCount)
  }

  /// Jobs that run and wait for one.
  func dependents(of job: Int) -> [Int] {
    problem.precedence?.successors[job].filter { placements[$0].isPlaced } ?? []
  }

  /// Leaves out every job that waits for one that does not run.
  mutating func leaveOutDependents() {
    guard let precedence = problem.precedence else { return }
    for job in precedence.order where placements[job].isPlaced {
      if precedence.predecessors[job].contains(where: { !placements[$0].isPlaced }) {
        leaveOut(job)
      }
    }
  }

  mutating func leaveOut(_ job: Int) { place(job, Placement(cost: leaveOutCost[job])) }

  /// Jobs that must run and do not.
  var unplacedJobs: [Int] {
    placements.indices.filter {
      !placements[$0].isPlaced && !problem.jobs[$0].leaveOutCost.isFinite
    }
  }

  /// The job that is missed least of those that run at a site, in a slot or the one before if there are
  /// such jobs: one that need not run, or the one with the fewest GPU-hours.
  func leastJob(around place: (site: Int, slot: Int)) -> Int? {
    let there = placements.indices.filter { job in
      let placement = placements[job]
      return placement.isPlaced && problem.options[Int(placement.option)].site == place.site
    }
    let near = there.filter { job in
      placements[job].holds(place.slot) || (place.slot > 0 && placements[job].holds(place.slot - 1))
    }
    return (near.isEmpty ? there : near).min { left, right in
      let (first, second) = (problem.jobs[left], problem.jobs[right])
      if first.leaveOutCost.isFinite != second.leaveOutCost.isFinite {
        return first.leaveOutCost.isFinite
      }
      return (first.gpuHours, left) < (second.gpuHours, right)
    }
  }

  /// Whether the placements keep to what GPUs, power, starts and the order of jobs allow.
  var isWithinRoom: Bool {
    occupancy.isWithinRoom
      && placements.indices.allSatisfy { job in
        guard placements[job].isPlaced, let edges = edges(for: job) else { return true }
        return edges.contains(placements[job])
      }
  }

  /// What jobs add at sites whose cost depends on it, by site and slot; zero elsewhere.
  var addedKW: [Double] { problem.addedKW(by: placements) }

  /// The cost without penalties, summed in job order: what a plan of this schedule costs.
  var trueCost: Double { ownCost + (loads?.total ?? 0) }

  /// The same without what sites cost that depend on their load.
  var ownCost: Double {
    var sum = 0.0
    for (job, placement) in placements.enumerated() {
      if placement.isPlaced || problem.jobs[job].leaveOutCost.isFinite { sum += placement.cost }
    }
    return sum
  }
}

extension CompiledProblem {
  /// What placements add at sites whose cost depends on it, by site and slot; zero elsewhere.
  func addedKW(by placements: [Placement]) -> [Double] {
    var added = [Double](repeating: 0, count: siteCount * slotCount)
    for placement in placements where placement.isPlaced {
      let option = options[Int(placement.option)]
      guard facilities[option.site] != nil else { continue }
      placement.forEachSlot(option) { slot, part in
        added[option.site * slotCount + slot] += part * option.addedKW
      }
    }
    return added
  }
}

extension Range<Int> {
  /// Whether a placement lies between the edges.
  func contains(_ placement: Placement) -> Bool {
    lowerBound <= placement.firstSlot && placement.lastSlot < upperBound
  }
}
