/// The columns and rows of one site's plant in a linear programme: grid, battery, tank and curtailment
/// against energy prices, demand charges, limits and ramps.
///
/// Limits are soft, at a price above everything else, so that every load has an answer that says what it
/// lacks. Duals are the prices that tie the slots (``FacilityPrices``) and the marginal cost of the
/// facility's power.
struct PlantRows: Sendable {
  let facility: CompiledFacility
  private(set) var slots: [SlotColumns] = []
  private var intervals: [[(row: LinearProgram.Row, slots: [Int])]] = []
  /// Currency per kW and slot for breaking a limit: far above what any kW can earn.
  private let penalty: Double

  struct SlotColumns {
    var grid: LinearProgram.Column
    var excess: LinearProgram.Column
    var export: LinearProgram.Column?
    var curtailed: LinearProgram.Column?
    var charge: LinearProgram.Column?
    var discharge: LinearProgram.Column?
    var energy: LinearProgram.Column?
    var tank: [TankPiece] = []
    var cold: LinearProgram.Column?
    var balance: LinearProgram.Row
    var energyRow: LinearProgram.Row?
    var coldRow: LinearProgram.Row?
    var rampRow: LinearProgram.Row?
  }

  struct TankPiece {
    var column: LinearProgram.Column
    /// What a kW of heat adds to the power of the facility.
    var rise: LinearProgram.Entry
  }

  /// Pieces into which the power of a tank is cut.
  private static let tankPieces = FacilityCurves.Slot.tankLevelCount - 1

  /// Adds what the plant needs to a programme.
  init(_ facility: CompiledFacility, in program: inout LinearProgram) {
    self.facility = facility
    penalty = Self.penalty(facility)
    for slot in 0..<facility.slotCount { addSlot(slot, &program) }
    for charge in facility.charges { addCharge(charge, &program) }
  }

  /// Currency per kW and slot for breaking a limit: more than a kW can earn over the whole horizon.
  private static func penalty(_ facility: CompiledFacility) -> Double {
    let dearest = facility.importCost.reduce(0) { max($0, abs($1)) }
    let charges = facility.charges.reduce(0) { $0 + $1.pricePerKW }
    return 10 * (dearest * facility.slotHours + charges) + 1e-3
  }

  // MARK: Columns and rows

  private mutating func addSlot(_ slot: Int, _ program: inout LinearProgram) {
    let hours = facility.slotHours
    let stage = LinearProgram.Stage.slot(slot)
    let limit = facility.gridLimitKW[slot]
    let price = facility.importCost[slot] * hours
    var columns = SlotColumns(
      grid: program.addColumn(cost: price, bounds: 0...max(0, limit), stage: stage),
      excess: program.addColumn(
        cost: max(price, 0) + penalty, bounds: 0...(limit.isFinite ? .infinity : 0), stage: stage),
      balance: program.addRow(rightHandSide: 0, stage: stage))
    program.add(1, to: columns.balance, times: columns.grid)
    program.add(1, to: columns.balance, times: columns.excess)
    let mostExport = facility.solarKW[slot] + (facility.battery?.powerKW ?? 0)
    if let exportPrice = facility.exportPrice, mostExport > 0 {
      let export = program.addColumn(
        cost: -exportPrice * hours, bounds: 0...mostExport, stage: stage)
      program.add(-1, to: columns.balance, times: export)
      columns.export = export
    }
    if facility.solarKW[slot] > 0 {
      let curtailed = program.addColumn(cost: 0, bounds: 0...facility.solarKW[slot], stage: stage)
      program.add(-1, to: columns.balance, times: curtailed)
      columns.curtailed = curtailed
    }
    addBattery(slot, &columns, &program)
    addTank(slot, &columns, &program)
    if slot > 0, facility.rampKW.isFinite { addRamp(slots[slot - 1], stage, &columns, &program) }
    slots.append(columns)
  }

  private func addBattery(
    _ slot: Int, _ columns: inout SlotColumns, _ program: inout LinearProgram
  ) {
    guard let battery = facility.battery else { return }
    let stage = LinearProgram.Stage.slot(slot)
    let hours = facility.slotHours
    let charge = program.addColumn(cost: 0, bounds: 0...battery.powerKW, stage: stage)
    let discharge = program.addColumn(
      cost: battery.cyclingCost * hours, bounds: 0...battery.powerKW, stage: stage)
    program.add(-1, to: columns.balance, times: charge)
    program.add(1, to: columns.balance, times: discharge)
    let (energy, row) = addState(
      battery, slot, before: slot > 0 ? slots[slot - 1].energy : nil, &program)
    program.add(-hours * battery.efficiency, to: row, times: charge)
    program.add(hours / battery.efficiency, to: row, times: discharge)
    columns.charge = charge
    columns.discharge = discharge
    columns.energy = energy
    columns.energyRow = row
  }

  /// E[t] − r·E[t − 1] = what the slot stores.
  private func addState(
    _ storage: CompiledFacility.Storage, _ slot: Int, before: LinearProgram.Column?,
    _ program: inout LinearProgram
  ) -> (LinearProgram.Column, LinearProgram.Row) {
    let stage = LinearProgram.Stage.slot(slot)
    let isLast = slot == facility.slotCount - 1
    let least = isLast ? min(storage.finalKWh, storage.capacityKWh) : 0
    let energy = program.addColumn(cost: 0, bounds: least...storage.capacityKWh, stage: stage)
    let row = program.addRow(
      rightHandSide: before == nil ? storage.retention * storage.initialKWh : 0, stage: stage)
    program.add(1, to: row, times: energy)
    if let before { program.add(-storage.retention, to: row, times: before) }
    return (energy, row)
  }

  private func addTank(
    _ slot: Int, _ columns: inout SlotColumns, _ program: inout LinearProgram
  ) {
    guard let tank = facility.tank else { return }
    let stage = LinearProgram.Stage.slot(slot)
    let (cold, row) = addState(
      tank, slot, before: slot > 0 ? slots[slot - 1].cold : nil, &program)
    for _ in 0..<Self.tankPieces {
      // Bounds and slopes follow the load.
      let piece = program.addColumn(cost: 0, bounds: 0...1, stage: stage)
      let rise = program.add(-1, to: columns.balance, times: piece)
      program.add(-facility.slotHours, to: row, times: piece)
      columns.tank.append(TankPiece(column: piece, rise: rise))
    }
    columns.cold = cold
    columns.coldRow = row
  }

  private func addRamp(
    _ before: SlotColumns, _ stage: LinearProgram.Stage, _ columns: inout SlotColumns,
    _ program: inout LinearProgram
  ) {
    let row = program.addRow(rightHandSide: 0, stage: stage)
    for (slot, sign) in [(columns, 1.0), (before, -1.0)] {
      program.add(sign, to: row, times: slot.grid)
      program.add(sign, to: row, times: slot.excess)
      if let export = slot.export { program.add(-sign, to: row, times: export) }
    }
    let change = program.addColumn(
      cost: 0, bounds: -facility.rampKW...facility.rampKW, stage: stage)
    program.add(-1, to: row, times: change)
    for sign in [-1.0, 1] {
      let breach = program.addColumn(cost: penalty, bounds: 0...(.infinity), stage: stage)
      program.add(sign, to: row, times: breach)
    }
    columns.rampRow = row
  }

  /// mean import − peak ≤ 0 in every metering interval.
  private mutating func addCharge(
    _ charge: CompiledFacility.Charge, _ program: inout LinearProgram
  ) {
    var rows: [(row: LinearProgram.Row, slots: [Int])] = []
    for period in charge.periods {
      let peak = program.addColumn(
        cost: charge.pricePerKW, bounds: period.paidKW...(.infinity), stage: .border)
      for members in period.intervals {
        let stage = LinearProgram.Stage.slot(members[members.count - 1])
        let row = program.addRow(rightHandSide: 0, stage: stage)
        for slot in members {
          let share = 1 / Double(members.count)
          program.add(share, to: row, times: slots[slot].grid)
          program.add(share, to: row, times: slots[slot].excess)
        }
        program.add(-1, to: row, times: peak)
        let slack = program.addColumn(cost: 0, bounds: 0...(.infinity), stage: stage)
        program.add(1, to: row, times: slack)
        rows.append((row, members))
      }
    }
    intervals.append(rows)
  }

  // MARK: One load

  /// Takes a power of the facility with an idle tank.
  func set(facilityKW: Double, slot: Int, in program: inout LinearProgram) {
    program[rightHandSide: slots[slot].balance] = facilityKW - facility.solarKW[slot]
  }

  /// Cuts the tank's power into pieces from its largest discharge up.
  func setTank(
    _ slot: Int, _ curve: FacilityCurves.StorageCurve, in program: inout LinearProgram
  ) {
    // Variables run from zero upwards: the balance is that of the largest discharge.
    let lowest = curve.levelsKW[0]
    program[rightHandSide: slots[slot].balance] =
      program[rightHandSide: slots[slot].balance] + curve.addedKW[0]
    let row = slots[slot].coldRow!
    let initial = slot == 0 ? facility.tank!.retention * facility.tank!.initialKWh : 0
    program[rightHandSide: row] = initial + facility.slotHours * lowest
    for (number, piece) in slots[slot].tank.enumerated() {
      let width = curve.levelsKW[number + 1] - curve.levelsKW[number]
      let rise = curve.addedKW[number + 1] - curve.addedKW[number]
      program[bounds: piece.column] = 0...max(0, width)
      program[coefficient: piece.rise] = width > 0 ? -rise / width : 0
    }
  }

  // MARK: What a solution says

  func prices(_ solution: LinearProgramSolution) -> FacilityPrices {
    var prices = FacilityPrices(for: facility)
    for (slot, columns) in slots.enumerated() {
      if let row = columns.energyRow { prices.battery[slot] = -solution[row] }
      if let row = columns.coldRow { prices.tank[slot] = -solution[row] }
      if let row = columns.rampRow { prices.ramp[slot] = -solution[row] }
    }
    for (charge, rows) in intervals.enumerated() {
      for (row, members) in rows {
        let price = max(0, -solution[row]) / Double(members.count)
        for slot in members { prices.demand[charge][slot] = price }
      }
    }
    prices.keepDemandWithinCharges(of: facility)
    return prices
  }

  /// - Parameter storage: what the tank adds to the facility's power, by slot; empty without a tank.
  func dispatch(
    _ solution: LinearProgramSolution, _ storage: [FacilityCurves.StorageCurve]
  ) -> Dispatch {
    Dispatch(
      batteryKW: facility.battery.map { battery in
        StorageRun(storage: battery, slotHours: facility.slotHours).powers(
          slots.map { solution[$0.charge!] - solution[$0.discharge!] })
      },
      storageKW: facility.tank.map { tank in
        let wanted = slots.indices.map { slot in
          slots[slot].tank.reduce(storage[slot].levelsKW[0]) { $0 + solution[$1.column] }
        }
        let ranges = storage.map { $0.levelsKW[0]...$0.levelsKW[$0.levelsKW.count - 1] }
        return StorageRun(storage: tank, slotHours: facility.slotHours).powers(
          wanted, within: ranges)
      },
      curtailedKW: slots.map { slot in slot.curtailed.map { solution[$0] } ?? 0 })
  }
}
