import Testing

@testable import Optimizer

/// A feasible point and duals of nearly the same worth prove each other optimal.
struct DualityTests {
  private func expectProofs(_ programs: RandomLinearPrograms, seeds: Range<UInt64>) {
    for seed in seeds {
      let program = programs.program(seed: seed)
      var solver = InteriorPoint(program)
      let solution = solver.solve(program)
      let proof = OptimalityProof(solution, of: program)
      #expect(solution.status == .optimal, "seed \(seed)")
      #expect(proof.worst < 1e-7, "seed \(seed): \(proof)")
      #expect(solution.accuracy.worst < 1e-7, "seed \(seed): \(solution.accuracy)")
    }
  }

  @Test func shortChains() { expectProofs(RandomLinearPrograms(), seeds: 0..<2000) }

  @Test func shortChainsOfAllMagnitudes() {
    expectProofs(RandomLinearPrograms(isWide: true), seeds: 0..<2000)
  }

  @Test func longChains() {
    expectProofs(RandomLinearPrograms(slots: 10...40, columnsPerSlot: 1...6), seeds: 0..<300)
  }

  /// What cannot be solved is not called optimal, and what is called optimal proves itself.
  @Test func arbitraryProgrammes() {
    var counts: [LinearProgramSolution.Status: Int] = [:]
    for seed in UInt64(0)..<1500 {
      let program = RandomLinearPrograms(slots: 1...6, kind: .arbitrary).program(seed: seed)
      var solver = InteriorPoint(program)
      let solution = solver.solve(program)
      counts[solution.status, default: 0] += 1
      switch solution.status {
      case .optimal:
        #expect(OptimalityProof(solution, of: program).worst < 1e-7, "seed \(seed)")
      case .infeasible: expectFarkas(solution, program, seed)
      case .unbounded: expectRay(solution, program, seed)
      case .stalled: break
      }
    }
    #expect(counts[.stalled, default: 0] <= 2)
    for status in [LinearProgramSolution.Status.optimal, .infeasible, .unbounded] {
      #expect(counts[status, default: 0] > 100, "\(status)")
    }
  }

  /// b'y is more than y'A x can be for any x within the bounds.
  private func expectFarkas(
    _ solution: LinearProgramSolution, _ program: LinearProgram, _ seed: UInt64
  ) {
    var excess = zip(program.rightHandSides, solution.rowDuals).reduce(0) { $0 + $1.0 * $1.1 }
    var slopes = program.costs.map { _ in 0.0 }
    for (index, coefficient) in program.coefficients.enumerated() {
      let row = Int(program.pattern.entryRows[index])
      slopes[Int(program.pattern.entryColumns[index])] += coefficient * solution.rowDuals[row]
    }
    for (column, slope) in slopes.enumerated() {
      let end = slope > 0 ? program.upper[column] : program.lower[column]
      if abs(end) < .infinity {
        excess -= slope * end
      } else {
        #expect(abs(slope) < 1e-7, "seed \(seed)")
      }
    }
    #expect(excess > 1e-6, "seed \(seed)")
  }

  /// Along the values the cost falls, no row changes, and no bound is met.
  private func expectRay(
    _ solution: LinearProgramSolution, _ program: LinearProgram, _ seed: UInt64
  ) {
    var changes = program.rightHandSides.map { _ in 0.0 }
    for (index, coefficient) in program.coefficients.enumerated() {
      let column = Int(program.pattern.entryColumns[index])
      changes[Int(program.pattern.entryRows[index])] += coefficient * solution.values[column]
    }
    #expect(changes.allSatisfy { abs($0) < 1e-7 }, "seed \(seed)")
    for (column, step) in solution.values.enumerated() {
      let end = step > 0 ? program.upper[column] : program.lower[column]
      if abs(end) < .infinity { #expect(abs(step) < 1e-9, "seed \(seed)") }
    }
    let cost = zip(program.costs, solution.values).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(cost < -1e-6, "seed \(seed)")
  }
}
