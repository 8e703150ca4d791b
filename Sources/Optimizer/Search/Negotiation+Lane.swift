extension Negotiation {
  /// Jobs that answer one after the other, while those of other lanes do.
  struct Lane {
    /// Since it last began.
    private(set) var answers: [(job: Int, placement: Placement)] = []
    /// The same of jobs that move together, by the first of them.
    private(set) var chainAnswers: [(head: Int, places: [Placement])] = []
    private var insertion: Insertion
    private var chains: ChainInsertion
    /// By job: whether it moves right now, together with others.
    private var isMoving: [Bool]
    /// Free of jobs but for their starts, which are limited from the first sweep on.
    private var room: Occupancy

    init(_ problem: CompiledProblem, _ placements: [Placement]) {
      insertion = Insertion(problem)
      insertion.isBrief = true
      chains = ChainInsertion(problem)
      isMoving = [Bool](repeating: false, count: problem.precedence?.order.count ?? 0)
      room = Occupancy(problem)
      for placement in placements { room.addStarts(of: placement, sign: 1) }
    }

    /// In job answers: a look at a way to run in a chain counts as one.
    var work: Int { insertion.work + chains.looks }
    var answerCount: Int { answers.count + chainAnswers.count }
    /// With what this lane's jobs have done since it last began.
    var congestion: Congestion { insertion.congestion! }

    /// Hears of what all lanes have done.
    mutating func begin(_ congestion: Congestion) {
      insertion.congestion = congestion
      answers.removeAll(keepingCapacity: true)
      chainAnswers.removeAll(keepingCapacity: true)
    }

    /// Moves jobs that wait for each other to their cheapest places together; one after the other where
    /// that is not possible.
    ///
    /// - Parameter placements: of all jobs, when the lane began.
    mutating func answer(
      _ chain: [Int], _ problem: CompiledProblem, _ rows: PriceRows, _ placements: [Placement]
    ) {
      for job in chain {
        add(placements[job], sign: -1)
        isMoving[job] = true
      }
      let edges = chain.map { job in
        problem.precedence!.edges(for: job, placements, outside: isMoving, problem.slotCount)
      }
      for job in chain { isMoving[job] = false }
      let places =
        places(of: chain, between: edges, problem, rows)
        ?? oneByOne(chain, between: edges, problem, rows)
      for place in places { add(place, sign: 1) }
      chainAnswers.append((chain[0], places))
    }

    /// The cheapest places of jobs that wait for each other and hold nothing; those at the end that are not
    /// worth theirs are left out. Nil where there are none, or none of the jobs is worth its place.
    private mutating func places(
      of chain: [Int], between edges: [Range<Int>], _ problem: CompiledProblem, _ rows: PriceRows
    ) -> [Placement]? {
      guard
        var places = chains.best(chain, between: edges, room, rows, insertion.congestion)
      else { return nil }
      refine(&places, of: chain, between: edges, problem, rows)
      let worthy = worthyCount(places, of: chain, problem)
      guard worthy < chain.count else { return places }
      // The first of them may yet be worth a place of its own.
      guard worthy > 0 else { return nil }
      let ends = chain.dropFirst(worthy).map { Placement(cost: problem.jobs[$0].leaveOutCost) }
      // Without its end the chain may have better places.
      let (rest, edgesOfRest) = (Array(chain.prefix(worthy)), Array(edges.prefix(worthy)))
      return self.places(of: rest, between: edgesOfRest, problem, rows).map { $0 + ends }
    }

    /// Lets jobs that are looked at in one piece, each between its neighbours, run as they may.
    private mutating func refine(
      _ places: inout [Placement], of chain: [Int], between edges: [Range<Int>],
      _ problem: CompiledProblem, _ rows: PriceRows
    ) {
      for (position, (job, own)) in zip(chain, edges).enumerated() {
        let option = problem.options[Int(places[position].option)]
        if option.interruption == .never, option.levels.isEmpty { continue }
        let start = position == 0 ? 0 : places[position - 1].lastSlot + 1
        let end = position + 1 == chain.count ? problem.slotCount : places[position + 1].firstSlot
        if let found = insertion.best(
          problem.jobs[job], room, rows, between: own.clamped(to: start..<end)),
          found.cost < places[position].cost
        {
          places[position] = found
        }
      }
    }

    /// How many jobs of a chain remain where the shortest end that costs more than it is worth is left out.
    private func worthyCount(
      _ places: [Placement], of chain: [Int], _ problem: CompiledProblem
    ) -> Int {
      var gain = 0.0
      for (position, (job, place)) in zip(chain, places).enumerated().reversed() {
        let isNeeded = problem.precedence!.isNeeded[job]
        gain += isNeeded ? .infinity : problem.jobs[job].leaveOutCost - place.cost
        if gain < 0 { return position }
      }
      return chain.count
    }

    /// Places of the same jobs, each the cheapest after those before it.
    private mutating func oneByOne(
      _ chain: [Int], between edges: [Range<Int>], _ problem: CompiledProblem, _ rows: PriceRows
    ) -> [Placement] {
      var places: [Placement] = []
      for (job, edges) in zip(chain, edges) {
        let start = places.last.map { $0.isPlaced ? $0.lastSlot + 1 : problem.slotCount } ?? 0
        let own = edges.clamped(to: min(start, problem.slotCount)..<problem.slotCount)
        places.append(best(job, between: own, problem, rows))
      }
      return places
    }

    /// Moves a job to its cheapest place.
    ///
    /// - Parameter placements: of all jobs, when the lane began.
    mutating func answer(
      _ job: Int, _ problem: CompiledProblem, _ rows: PriceRows, _ placements: [Placement]
    ) {
      add(placements[job], sign: -1)
      let edges = problem.precedence?.edges(for: job, placements, problem.slotCount)
      let found = best(job, between: edges, problem, rows)
      add(found, sign: 1)
      answers.append((job, found))
    }

    /// The cheapest place of a job that holds nothing, or none where it had better be left out.
    private mutating func best(
      _ job: Int, between edges: Range<Int>?, _ problem: CompiledProblem, _ rows: PriceRows
    ) -> Placement {
      let leaveOutCost = problem.jobs[job].leaveOutCost
      let found = insertion.best(
        problem.jobs[job], room, rows, between: edges, urgency: problem.precedence?.urgency[job])
      guard let found, found.cost < leaveOutCost || problem.precedence?.isNeeded[job] == true
      else { return Placement(cost: leaveOutCost) }
      return found
    }

    private mutating func add(_ placement: Placement, sign: Int32) {
      insertion.congestion!.add(placement, sign: Double(sign))
      room.addStarts(of: placement, sign: sign)
    }
  }
}
