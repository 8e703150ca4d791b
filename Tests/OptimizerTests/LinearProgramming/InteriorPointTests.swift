import Testing

@testable import Optimizer

struct InteriorPointTests {
  private func solve(_ program: LinearProgram) -> LinearProgramSolution {
    var solver = InteriorPoint(program)
    return solver.solve(program)
  }

  /// Wyndor Glass (Hillier and Lieberman): most of 3 x + 5 y with x ≤ 4, 2 y ≤ 12, 3 x + 2 y ≤ 18.
  private struct Wyndor {
    var program = LinearProgram()
    let (doors, windows): (LinearProgram.Column, LinearProgram.Column)
    var plants: [LinearProgram.Row] = []

    init() {
      doors = program.addColumn(cost: -3, bounds: 0 ... .infinity, stage: .slot(0))
      windows = program.addColumn(cost: -5, bounds: 0 ... .infinity, stage: .slot(0))
      for (hours, uses) in [(4.0, (1.0, 0.0)), (12, (0, 2)), (18, (3, 2))] {
        let plant = program.addRow(rightHandSide: hours, stage: .slot(0))
        let idle = program.addColumn(cost: 0, bounds: 0 ... .infinity, stage: .slot(0))
        program.add(uses.0, to: plant, times: doors)
        program.add(uses.1, to: plant, times: windows)
        program.add(1, to: plant, times: idle)
        plants.append(plant)
      }
    }
  }

  @Test func aTextbookProgrammeAndItsDuals() {
    let wyndor = Wyndor()
    let solution = solve(wyndor.program)
    #expect(solution.status == .optimal)
    #expect(abs(solution[wyndor.doors] - 2) < 1e-7)
    #expect(abs(solution[wyndor.windows] - 6) < 1e-7)
    #expect(abs(solution.objective + 36) < 1e-7)
    #expect(abs(solution.bound + 36) < 1e-7)
    for (plant, dual) in zip(wyndor.plants, [0, -1.5, -1]) {
      #expect(abs(solution[plant] - dual) < 1e-7)
    }
  }

  @Test func reducedCostsSayWhatABoundCosts() {
    var program = LinearProgram()
    let cheap = program.addColumn(cost: 1, bounds: 0...3, stage: .slot(0))
    let dear = program.addColumn(cost: 4, bounds: 0...10, stage: .slot(0))
    let dearest = program.addColumn(cost: 9, bounds: 0...10, stage: .slot(0))
    let demand = program.addRow(rightHandSide: 5, stage: .slot(0))
    for column in [cheap, dear, dearest] { program.add(1, to: demand, times: column) }
    let solution = solve(program)
    #expect(abs(solution[demand] - 4) < 1e-7)
    #expect(abs(solution[reducedCost: cheap] + 3) < 1e-7)
    #expect(abs(solution[reducedCost: dear]) < 1e-7)
    #expect(abs(solution[reducedCost: dearest] - 5) < 1e-7)
  }

  @Test func freeAndFixedColumns() {
    var program = LinearProgram()
    let free = program.addColumn(cost: 1, bounds: -.infinity ... .infinity, stage: .slot(0))
    let fixed = program.addColumn(cost: 7, bounds: 2.5...2.5, stage: .slot(0))
    let bounded = program.addColumn(cost: 0, bounds: -4...4, stage: .slot(1))
    let first = program.addRow(rightHandSide: 1, stage: .slot(0))
    program.add(1, to: first, times: free)
    program.add(2, to: first, times: fixed)
    program.add(1, to: first, times: bounded)
    let solution = solve(program)
    #expect(solution.status == .optimal)
    #expect(solution[fixed] == 2.5)
    #expect(abs(solution[bounded] - 4) < 1e-7)
    #expect(abs(solution[free] + 8) < 1e-7)
  }

  @Test func dependentRowsDoNoHarm() {
    var program = LinearProgram()
    let columns = [1.0, 2, 3].map {
      program.addColumn(cost: $0, bounds: 0...10, stage: .slot(0))
    }
    for factor in [1.0, 2, -0.5] {
      let row = program.addRow(rightHandSide: 12 * factor, stage: .slot(0))
      for column in columns { program.add(factor, to: row, times: column) }
    }
    let solution = solve(program)
    #expect(solution.status == .optimal)
    #expect(abs(solution.objective - 14) < 1e-7)
  }

  @Test func nothingAtAll() {
    let solution = solve(LinearProgram())
    #expect(solution.status == .optimal)
    #expect(solution.objective == 0)
  }

  @Test func columnsWithoutRowsGoToTheirCheaperBound() {
    var program = LinearProgram()
    let falling = program.addColumn(cost: -2, bounds: -1...3, stage: .slot(0))
    let rising = program.addColumn(cost: 2, bounds: -1 ... .infinity, stage: .border)
    let solution = solve(program)
    #expect(solution.status == .optimal)
    #expect(abs(solution[falling] - 3) < 1e-7)
    #expect(abs(solution[rising] + 1) < 1e-7)
  }

  @Test func contradictingRowsAreInfeasible() {
    var program = LinearProgram()
    let column = program.addColumn(cost: 1, bounds: 0 ... .infinity, stage: .slot(0))
    for value in [1.0, 2] {
      program.add(1, to: program.addRow(rightHandSide: value, stage: .slot(0)), times: column)
    }
    #expect(solve(program).status == .infeasible)
  }

  @Test func demandBeyondAllBoundsIsInfeasible() {
    var program = LinearProgram()
    let row = program.addRow(rightHandSide: 10.001, stage: .slot(0))
    for _ in 0..<2 {
      let column = program.addColumn(cost: 1, bounds: 0...5, stage: .slot(0))
      program.add(1, to: row, times: column)
    }
    #expect(solve(program).status == .infeasible)
    program[rightHandSide: row] = 10
    #expect(solve(program).status == .optimal)
  }

  @Test func anEmptyRowHoldsOnlyFor0() {
    var program = LinearProgram()
    let row = program.addRow(rightHandSide: 1, stage: .border)
    #expect(solve(program).status == .infeasible)
    program[rightHandSide: row] = 0
    #expect(solve(program).status == .optimal)
  }

  @Test func aFallingRayIsUnbounded() {
    var program = LinearProgram()
    let out = program.addColumn(cost: 1, bounds: 0 ... .infinity, stage: .slot(0))
    let back = program.addColumn(cost: -2, bounds: 0 ... .infinity, stage: .slot(0))
    let row = program.addRow(rightHandSide: 1, stage: .slot(0))
    program.add(1, to: row, times: out)
    program.add(-1, to: row, times: back)
    let solution = solve(program)
    #expect(solution.status == .unbounded)
    #expect(solution[out] > 0 && abs(solution[out] - solution[back]) < 1e-7)
  }

  @Test func aSolverServesProgrammesWithOtherValues() {
    var wyndor = Wyndor()
    var solver = InteriorPoint(wyndor.program)
    #expect(abs(solver.solve(wyndor.program).objective + 36) < 1e-7)
    wyndor.program[cost: wyndor.doors] = -9
    wyndor.program[rightHandSide: wyndor.plants[0]] = 3
    wyndor.program[bounds: wyndor.windows] = 1...4
    let changed = solver.solve(wyndor.program)
    #expect(abs(changed.objective + 47) < 1e-7)
    #expect(changed.values == solve(wyndor.program).values)
  }

  @Test func coefficientsMayChange() {
    var program = LinearProgram()
    let column = program.addColumn(cost: 1, bounds: 0...10, stage: .slot(0))
    let row = program.addRow(rightHandSide: 6, stage: .slot(0))
    let entry = program.add(2, to: row, times: column)
    var solver = InteriorPoint(program)
    #expect(abs(solver.solve(program)[column] - 3) < 1e-7)
    program[coefficient: entry] = 1.5
    #expect(abs(solver.solve(program)[column] - 4) < 1e-7)
  }

  @Test func anotherPatternIsAnalysedAnew() {
    let wyndor = Wyndor()
    var other = wyndor.program
    let limit = other.addRow(rightHandSide: 1, stage: .border)
    other.add(1, to: limit, times: wyndor.doors)
    var solver = InteriorPoint(wyndor.program)
    #expect(abs(solver.solve(other).objective + 33) < 1e-7)
    #expect(abs(solver.solve(wyndor.program).objective + 36) < 1e-7)
  }

  @Test func tooFewIterationsStall() {
    let wyndor = Wyndor()
    var solver = InteriorPoint(wyndor.program)
    solver.parameters.iterations = 2
    let solution = solver.solve(wyndor.program)
    #expect(solution.status == .stalled)
    #expect(solution.accuracy.worst > 1e-7 && solution.accuracy.worst.isFinite)
  }

  @Test func theSameProgrammeHasTheSameSolution() {
    let program = RandomLinearPrograms(slots: 20...20).program(seed: 3)
    #expect(solve(program).values == solve(program).values)
  }
}
