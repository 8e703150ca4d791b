@testable import Optimizer

/// Chains of small random slots, drawn from a seed: the same seed gives the same programme.
///
/// With fixed, free, one-sided and boxed columns, border columns and rows, redundant rows and ties.
struct RandomLinearPrograms {
  enum Kind {
    /// A known point and known duals make it feasible and bounded.
    case solvable
    /// Right-hand sides and costs are drawn at will.
    case arbitrary
  }

  var slots = 1...10
  var columnsPerSlot = 1...4
  var kind = Kind.solvable
  /// Whether amounts and costs of the whole and of single columns and rows differ by magnitudes.
  var isWide = false

  private struct Column {
    var slot: Int
    var bounds: ClosedRange<Double>
    /// A value within the bounds, often at one of them.
    var value: Double
  }

  func program(seed: UInt64) -> LinearProgram {
    var source = RandomProblems.Source(state: seed &* 0x1000_0000_01B3 &+ 29)
    let count = source.within(slots)
    let isIntegral = source.happens(0.5)
    let hasTies = source.happens(0.5)
    let freeShare = source.happens(0.5) ? 0.15 : 0
    let columns = columns(count, isIntegral, hasTies, freeShare, &source)
    let (rows, entries) = rows(count, columns, isIntegral, &source)
    var rightHandSides = rows.map { _ in 0.0 }
    for entry in entries { rightHandSides[entry.row] += entry.value * columns[entry.column].value }
    if kind == .arbitrary {
      for row in rows.indices where source.happens(0.1) { rightHandSides[row] += 1 }
    }
    let costs = costs(columns, rows.count, entries, isIntegral, hasTies, &source)
    let unit = isWide ? Self.power(source.within(-3...6)) : 1
    let money = isWide ? Self.power(source.within(-9...9)) : 1
    var program = LinearProgram()
    func stage(_ slot: Int) -> LinearProgram.Stage { slot == count ? .border : .slot(slot) }
    let added = zip(columns, costs).map { column, cost in
      program.addColumn(
        cost: cost * money,
        bounds: column.bounds.lowerBound * unit...column.bounds.upperBound * unit,
        stage: stage(column.slot))
    }
    let addedRows = zip(rows, rightHandSides).map { slot, value in
      program.addRow(rightHandSide: value * unit, stage: stage(slot))
    }
    for entry in entries {
      program.add(entry.value, to: addedRows[entry.row], times: added[entry.column])
    }
    return program
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<abs(exponent)).reduce(1) { value, _ in exponent < 0 ? value / 10 : value * 10 }
  }

  private func number(_ isIntegral: Bool, _ source: inout RandomProblems.Source) -> Double {
    isIntegral ? Double(source.within(-3...3)) : source.unit() * 4 - 2
  }

  private func columns(
    _ count: Int, _ isIntegral: Bool, _ hasTies: Bool, _ freeShare: Double,
    _ source: inout RandomProblems.Source
  ) -> [Column] {
    (0...count).flatMap { slot in
      (0..<(slot == count ? source.below(3) : source.within(columnsPerSlot))).map { _ in
        let scale = isWide && source.happens(0.2) ? Self.power(source.within(-2...2)) : 1
        let bounds = bounds(isIntegral, freeShare, scale, &source)
        let isAtEnd = source.happens(0.6)
        let inside = isAtEnd ? 0 : source.unit() * 5 * scale
        let value: Double
        switch (bounds.lowerBound > -.infinity, bounds.upperBound < .infinity) {
        case (true, true):
          let share = isAtEnd ? Double(source.below(2)) : source.unit()
          value = bounds.lowerBound + share * (bounds.upperBound - bounds.lowerBound)
        case (true, false): value = bounds.lowerBound + inside
        case (false, true): value = bounds.upperBound - inside
        case (false, false): value = number(isIntegral, &source) * scale
        }
        let isNothing = hasTies && bounds.contains(0) && source.happens(0.5)
        return Column(slot: slot, bounds: bounds, value: isNothing ? 0 : value)
      }
    }
  }

  private func bounds(
    _ isIntegral: Bool, _ freeShare: Double, _ scale: Double, _ source: inout RandomProblems.Source
  ) -> ClosedRange<Double> {
    let lower = Double(source.within(-5...5)) * scale
    let range = (isIntegral ? Double(source.within(1...6)) : source.unit() * 6) * scale
    if source.happens(freeShare) { return -.infinity ... .infinity }
    switch source.below(20) {
    case 0: return lower...lower
    case 1...2: return -.infinity...lower
    case 3...8: return lower ... .infinity
    case 9...12: return 0 ... .infinity
    default: return lower...(lower + range)
    }
  }

  private func rows(
    _ count: Int, _ columns: [Column], _ isIntegral: Bool, _ source: inout RandomProblems.Source
  ) -> (slots: [Int], entries: [(row: Int, column: Int, value: Double)]) {
    var slots: [Int] = []
    var entries: [(row: Int, column: Int, value: Double)] = []
    for slot in 0...count {
      for _ in 0..<source.below(slot == count ? 2 : columnsPerSlot.upperBound) {
        let row = slots.count
        let scale = isWide && source.happens(0.2) ? Self.power(source.within(-3...3)) : 1
        slots.append(slot)
        for (index, column) in columns.enumerated() {
          let distance = abs(column.slot - slot)
          let isOnBorder = max(column.slot, slot) == count
          let chance = distance == 0 ? 0.7 : isOnBorder ? 0.3 : distance == 1 ? 0.4 : 0
          guard source.happens(chance) else { continue }
          entries.append((row, index, number(isIntegral, &source) * scale))
        }
        guard row > 0, source.happens(0.1) else { continue }
        let factor = number(isIntegral, &source)
        slots.append(slot)
        for entry in entries where entry.row == row {
          entries.append((row + 1, entry.column, entry.value))
        }
        for entry in entries where entry.row == row - 1 {
          entries.append((row + 1, entry.column, factor * entry.value))
        }
      }
    }
    return (slots, entries)
  }

  private func costs(
    _ columns: [Column], _ rowCount: Int, _ entries: [(row: Int, column: Int, value: Double)],
    _ isIntegral: Bool, _ hasTies: Bool, _ source: inout RandomProblems.Source
  ) -> [Double] {
    func drawn() -> Double { hasTies && source.happens(0.5) ? 0 : number(isIntegral, &source) }
    if kind == .arbitrary { return columns.map { _ in drawn() } }
    if source.happens(0.1) { return columns.map { _ in 0 } }
    let duals = (0..<rowCount).map { _ in drawn() }
    var costs = columns.map { _ in 0.0 }
    for entry in entries { costs[entry.column] += entry.value * duals[entry.row] }
    for (index, column) in columns.enumerated() {
      let slope = abs(drawn())
      if column.value == column.bounds.lowerBound { costs[index] += slope }
      if column.value == column.bounds.upperBound { costs[index] -= slope }
    }
    return costs
  }
}
