import Testing

@testable import Optimizer

struct LinearProgramTests {
  @Test func coefficientsInOnePlaceAddUp() {
    var program = LinearProgram()
    let column = program.addColumn(cost: 1, bounds: 0...10, stage: .slot(0))
    let row = program.addRow(rightHandSide: 6, stage: .slot(0))
    program.add(1, to: row, times: column)
    program.add(2, to: row, times: column)
    var solver = InteriorPoint(program)
    #expect(abs(solver.solve(program)[column] - 2) < 1e-8)
  }

  @Test func valuesReadBack() {
    var program = LinearProgram()
    let column = program.addColumn(cost: 1, bounds: -.infinity...10, stage: .slot(0))
    let row = program.addRow(rightHandSide: 6, stage: .border)
    #expect(program[cost: column] == 1)
    #expect(program[bounds: column] == -.infinity...10)
    #expect(program[rightHandSide: row] == 6)
  }

  @Test func theBorderComesAfterAllSlots() {
    #expect(LinearProgram.Stage.slot(.max) < .border)
    #expect(LinearProgram.Stage.slot(1) < .slot(2))
  }

  @Test func costsAreFinite() async {
    await #expect(processExitsWith: .failure) {
      var program = LinearProgram()
      _ = program.addColumn(cost: .infinity, bounds: 0...1, stage: .border)
    }
  }

  @Test func boundsHoldAFiniteNumber() async {
    await #expect(processExitsWith: .failure) {
      var program = LinearProgram()
      _ = program.addColumn(cost: 0, bounds: .infinity ... .infinity, stage: .border)
    }
  }

  @Test func rightHandSidesAreFinite() async {
    await #expect(processExitsWith: .failure) {
      var program = LinearProgram()
      _ = program.addRow(rightHandSide: .nan, stage: .border)
    }
  }

  @Test func coefficientsAreFinite() async {
    await #expect(processExitsWith: .failure) {
      var program = LinearProgram()
      let column = program.addColumn(cost: 0, bounds: 0...1, stage: .border)
      program.add(.nan, to: program.addRow(rightHandSide: 0, stage: .border), times: column)
    }
  }
}
