@testable import Optimizer

/// A battery that buys and sells at given prices, with efficiency and ramp limits.
struct BatteryProgram {
  var program = LinearProgram()
  /// By slot.
  var charge: [LinearProgram.Column] = []
  var discharge: [LinearProgram.Column] = []
  var level: [LinearProgram.Column] = []
  var balance: [LinearProgram.Row] = []

  /// Slots of one hour; the battery starts and may end empty.
  init(prices: [Double], powerKW: Double, energyKWh: Double, efficiency: Double) {
    for (slot, price) in prices.enumerated() {
      let stage = LinearProgram.Stage.slot(slot)
      charge.append(program.addColumn(cost: price, bounds: 0...powerKW, stage: stage))
      discharge.append(program.addColumn(cost: -price, bounds: 0...powerKW, stage: stage))
      level.append(program.addColumn(cost: 0, bounds: 0...energyKWh, stage: stage))
      balance.append(program.addRow(rightHandSide: 0, stage: stage))
      program.add(1, to: balance[slot], times: level[slot])
      program.add(-efficiency, to: balance[slot], times: charge[slot])
      program.add(1, to: balance[slot], times: discharge[slot])
      if slot > 0 { program.add(-1, to: balance[slot], times: level[slot - 1]) }
    }
  }

  /// Adds a demand charge on the largest charging power.
  mutating func addDemandCharge(_ cost: Double) -> LinearProgram.Column {
    let peak = program.addColumn(cost: cost, bounds: 0 ... .infinity, stage: .border)
    for slot in charge.indices {
      let stage = LinearProgram.Stage.slot(slot)
      let room = program.addColumn(cost: 0, bounds: 0 ... .infinity, stage: stage)
      let row = program.addRow(rightHandSide: 0, stage: stage)
      program.add(1, to: row, times: charge[slot])
      program.add(1, to: row, times: room)
      program.add(-1, to: row, times: peak)
    }
    return peak
  }
}
