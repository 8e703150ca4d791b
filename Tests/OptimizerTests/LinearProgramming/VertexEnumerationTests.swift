import Testing

@testable import Optimizer

struct VertexEnumerationTests {
  /// Two rows and five or six boxed columns, of small whole numbers: many ties.
  private func program(seed: UInt64) -> LinearProgram {
    var source = RandomProblems.Source(state: seed &* 0x9E37_79B9 &+ 5)
    var program = LinearProgram()
    let columns = (0..<source.within(5...6)).map { index in
      let lower = Double(source.within(-3...2))
      return program.addColumn(
        cost: Double(source.within(-4...4)), bounds: lower...lower + Double(source.within(0...4)),
        stage: index == 0 ? .border : .slot(index / 2))
    }
    for slot in 0..<2 {
      let row = program.addRow(rightHandSide: Double(source.within(-4...6)), stage: .slot(slot))
      for column in columns where source.happens(0.7) {
        program.add(Double(source.within(-3...3)), to: row, times: column)
      }
    }
    return program
  }

  @Test func theOptimumIsTheBestVertex() {
    var optimal = 0
    for seed in UInt64(0)..<600 {
      let program = program(seed: seed)
      var solver = InteriorPoint(program)
      let solution = solver.solve(program)
      if let best = VertexEnumeration(program).leastCost {
        optimal += 1
        #expect(solution.status == .optimal, "seed \(seed)")
        #expect(abs(solution.objective - best) < 1e-6, "seed \(seed)")
      } else if solution.status == .optimal {
        // Dependent rows have no basis of this size; the solution then proves itself.
        #expect(OptimalityProof(solution, of: program).worst < 1e-7, "seed \(seed)")
      }
    }
    #expect(optimal > 100)
  }
}
