extension Negotiation {
  /// Jobs that answer one after the other, while those of other lanes do.
  struct Lane {
    /// Since it last began.
    private(set) var answers: [(job: Int, placement: Placement)] = []
    /// The same of jobs that move together, by the first of them.
    private(set) var chainAnswers: [(head: Int, places: [Placement])] = []
    private var insertion: Insertion
    private var chains: ChainInsertion
    private var isPending: [Bool]
    /// Free of jobs but for their starts, which are limited from the first sweep on.
    private var room: Occupancy

    init(_ problem: CompiledProblem, _ placements: [Placement]) {
      insertion = Insertion(problem)
      insertion.isBrief = true
      chains = ChainInsertion(problem)
      isPending = problem.precedence.map { $0.isFollower.map { _ in false } } ?? []
      room = Occupancy(problem)
      for placement in placements { room.addStarts(of: placement, sign: 1) }
    }

    var work: Int { insertion.work + chains.work }
    /// With what this lane's jobs have done since it last began.
    var congestion: Congestion { insertion.congestion! }

    /// Hears of what all lanes have done.
    mutating func begin(_ congestion: Congestion) {
      insertion.congestion = congestion
      answers.removeAll(keepingCapacity: true)
      chainAnswers.removeAll(keepingCapacity: true)
    }

    /// Moves jobs that wait for each other to their cheapest places together; one by one where that is not
    /// possible.
    ///
    /// - Parameter placements: of all jobs, when the lane began.
    mutating func answer(
      _ chain: [Int], _ problem: CompiledProblem, _ rows: PriceRows, _ placements: [Placement]
    ) {
      for job in chain {
        add(placements[job], sign: -1)
        isPending[job] = true
      }
      let places = places(of: chain, problem, rows, placements)
      for job in chain { isPending[job] = false }
      if let places {
        for place in places { add(place, sign: 1) }
        chainAnswers.append((chain[0], places))
      } else {
        for job in chain { add(placements[job], sign: 1) }
        for job in chain { answer(job, problem, rows, placements) }
      }
    }

    /// The cheapest places of jobs that wait for each other, none of which holds anything; nil where there
    /// are none, or some of the jobs had better be left out.
    private mutating func places(
      of chain: [Int], _ problem: CompiledProblem, _ rows: PriceRows, _ placements: [Placement]
    ) -> [Placement]? {
      guard
        var places = chains.best(
          chain, placements, room, rows, insertion.congestion, isPending: isPending)
      else { return nil }
      for (position, job) in chain.enumerated() {
        let option = problem.options[Int(places[position].option)]
        if option.interruption == .never, option.levels.isEmpty { continue }
        let outer = problem.precedence!.edges(
          for: job, placements, isPending: isPending, problem.slotCount)!
        let start = position == 0 ? 0 : places[position - 1].lastSlot + 1
        let end = position + 1 == chain.count ? problem.slotCount : places[position + 1].firstSlot
        if let found = insertion.best(
          problem.jobs[job], room, rows, between: outer.clamped(to: start..<end)),
          found.cost < places[position].cost
        {
          places[position] = found
        }
      }
      var gain = 0.0
      for (job, place) in zip(chain, places).reversed() {
        gain += problem.jobs[job].leaveOutCost - place.cost
        if gain < 0 { return nil }
      }
      return places
    }

    /// Moves a job to its cheapest place.
    ///
    /// - Parameter placements: of all jobs, when the lane began.
    mutating func answer(
      _ job: Int, _ problem: CompiledProblem, _ rows: PriceRows, _ placements: [Placement]
    ) {
      let leaveOutCost = problem.jobs[job].leaveOutCost
      add(placements[job], sign: -1)
      let found = insertion.best(
        problem.jobs[job], room, rows,
        between: problem.precedence?.edges(for: job, placements, problem.slotCount),
        urgency: problem.precedence?.urgency[job])
      if let found, found.cost < leaveOutCost || problem.precedence?.isNeeded[job] == true {
        add(found, sign: 1)
        answers.append((job, found))
      } else {
        answers.append((job, Placement(cost: leaveOutCost)))
      }
    }

    private mutating func add(_ placement: Placement, sign: Int32) {
      insertion.congestion!.add(placement, sign: Double(sign))
      room.addStarts(of: placement, sign: sign)
    }
  }
}
