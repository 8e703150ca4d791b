import Testing

@testable import Optimizer

/// What jobs that wait for each other answer together, against all their starts.
@Suite struct ChainAgentTests {
  private static let lengths = [2, 1, 3]
  private static let slots = 14

  private func problem(_ preemption: Preemption?) throws -> CompiledProblem {
    try TinyProblem.chain(Self.lengths, preemption: preemption, slots: Self.slots)
  }

  private func rows(_ problem: CompiledProblem, _ random: inout RandomSource) -> PriceRows {
    var rows = PriceRows(problem, nil)
    for slot in 0..<Self.slots {
      rows.energy[slot + 1] = rows.energy[slot] + Double(random.below(50)) - 5
    }
    return rows
  }

  /// By slots of each job that runs, in order: all ways in one piece, or in any pieces.
  private func least(
    _ problem: CompiledProblem, _ rows: PriceRows, isWhole: Bool
  ) -> Double {
    func cost(_ slots: some Sequence<Int>) -> Double {
      slots.reduce(0) { $0 + problem.options[0].addedKW * (rows.energy[$1 + 1] - rows.energy[$1]) }
    }
    func least(_ job: Int, from first: Int) -> Double {
      guard job < Self.lengths.count else { return 0 }
      let length = Self.lengths[job]
      var best = Double.infinity
      for end in first + length..<max(first + length, Self.slots) + 1 where end <= Self.slots {
        let used =
          isWhole
          ? cost(end - length..<end)
          : cost([end - 1])
            + (first..<end - 1).map { cost([$0]) }.sorted().prefix(length - 1).reduce(0, +)
        best = min(best, used + least(job + 1, from: end))
      }
      return best
    }
    return least(0, from: 0)
  }

  @Test func jobsInOnePieceAnswerExactly() throws {
    let problem = try problem(nil)
    var random = RandomSource(seed: 3)
    for _ in 0..<40 {
      let rows = rows(problem, &random)
      let answer = CrowdAnswer(jobs: 0..<3, problem, rows, workPrices: [], isHasty: true)
      #expect(abs(answer.value - least(problem, rows, isWhole: true)) < 1e-9)
      let used = answer.use(of: problem).gpus
      #expect(used.allSatisfy { $0 == 0 || $0 == 1 } && used.reduce(0, +) == 6)
    }
  }

  /// No more than the least, and more than the jobs pay one by one.
  @Test func jobsInPiecesAnswerFromBelow() throws {
    let problem = try problem(Preemption())
    var random = RandomSource(seed: 4)
    var isBetter = 0
    for _ in 0..<40 {
      let rows = rows(problem, &random)
      let answer = CrowdAnswer(jobs: 0..<3, problem, rows, workPrices: [], isHasty: false)
      var responder = JobResponder()
      let alone = problem.options.reduce(0) { $0 + responder.answer($1, problem, rows) }
      #expect(answer.value <= least(problem, rows, isWhole: false) + 1e-9)
      #expect(answer.value >= alone - 1e-9)
      if answer.value > alone + 1e-6 { isBetter += 1 }
    }
    #expect(isBetter > 10)
  }
}
