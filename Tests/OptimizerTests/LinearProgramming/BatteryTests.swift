import Testing

@testable import Optimizer

struct BatteryTests {
  private func solve(_ program: LinearProgram) -> LinearProgramSolution {
    var solver = InteriorPoint(program)
    return solver.solve(program)
  }

  @Test func aBatteryBuysCheapAndSellsDear() {
    let dispatch = BatteryProgram(
      prices: [0.10, 0.02, 0.05, 0.30], powerKW: 100, energyKWh: 150, efficiency: 0.8)
    let solution = solve(dispatch.program)
    #expect(solution.status == .optimal)
    // 80 kWh of the cheapest slot, 20 kWh of the next, all sold in the last one.
    #expect(abs(solution[dispatch.charge[1]] - 100) < 1e-6)
    #expect(abs(solution[dispatch.charge[2]] - 25) < 1e-6)
    #expect(abs(solution[dispatch.discharge[3]] - 100) < 1e-6)
    #expect(abs(solution.objective - (2 + 1.25 - 30)) < 1e-7)
    // Energy in store is worth what the marginal slot pays for it.
    #expect(abs(-solution[dispatch.balance[2]] - 0.05 / 0.8) < 1e-7)
  }

  @Test func nothingIsTradedWhereLossesExceedTheSpread() {
    let dispatch = BatteryProgram(
      prices: [0.09, 0.10, 0.09, 0.10], powerKW: 50, energyKWh: 80, efficiency: 0.8)
    let solution = solve(dispatch.program)
    #expect(solution.status == .optimal)
    #expect(abs(solution.objective) < 1e-7)
  }

  @Test(arguments: [0.0, 0.05, -0.05])
  func equalPricesConverge(price: Double) {
    for efficiency in [1, 0.9] {
      var dispatch = BatteryProgram(
        prices: [Double](repeating: price, count: 96), powerKW: 50, energyKWh: 80,
        efficiency: efficiency)
      _ = dispatch.addDemandCharge(price == 0 ? 0 : 1)
      let solution = solve(dispatch.program)
      #expect(solution.status == .optimal)
      #expect(OptimalityProof(solution, of: dispatch.program).worst < 1e-8)
    }
  }

  /// One kWh more per slot costs the demand charge once, whatever the number of slots.
  @Test func aDemandChargeSpreadsTheCharging() {
    var dispatch = BatteryProgram(
      prices: [0.01, 0.01, 0.01, 0.01, 0.50], powerKW: 100, energyKWh: 400, efficiency: 1)
    let peak = dispatch.addDemandCharge(1)
    let solution = solve(dispatch.program)
    #expect(solution.status == .optimal)
    // Selling 100 kWh in the last slot takes a peak of 25 kW in the four before it.
    #expect(abs(solution[peak] - 25) < 1e-6)
    #expect(abs(solution.objective - (1 + 25 - 50)) < 1e-6)
  }

  @Test func amountsAndCostsOfAnyUnitGiveTheSamePlan() {
    let prices = (0..<48).map { 0.05 + 0.01 * Double(($0 * 7) % 11) }
    let reference = solve(
      BatteryProgram(prices: prices, powerKW: 10, energyKWh: 40, efficiency: 0.9).program)
    for (unit, money) in [(1e-3, 1e-9), (1e6, 1e9), (1e6, 1e-9)] {
      let program = BatteryProgram(
        prices: prices.map { $0 * money }, powerKW: 10 * unit, energyKWh: 40 * unit,
        efficiency: 0.9
      ).program
      let solution = solve(program)
      #expect(solution.status == .optimal)
      let ratio = solution.objective / (reference.objective * unit * money)
      #expect(abs(ratio - 1) < 1e-8)
    }
  }

  /// Two weeks of quarter-hours, as the search solves them.
  @Test func aLongHorizonIsSolvedToTheAccuracyAimedAt() {
    let prices = (0..<1344).map { 0.08 + 0.05 * Double(($0 * 37) % 101) / 101 }
    var dispatch = BatteryProgram(prices: prices, powerKW: 250, energyKWh: 1000, efficiency: 0.92)
    _ = dispatch.addDemandCharge(5)
    let solution = solve(dispatch.program)
    #expect(solution.status == .optimal)
    #expect(solution.accuracy.worst <= 1e-9)
    #expect(OptimalityProof(solution, of: dispatch.program).worst < 1e-8)
    #expect(solution.iterations < 40)
  }
}
