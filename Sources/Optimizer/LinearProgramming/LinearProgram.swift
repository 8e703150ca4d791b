/// A linear programme: minimise c'x subject to A x = b and l ≤ x ≤ u.
///
/// ```swift
/// var program = LinearProgram()
/// let bought = program.addColumn(cost: 0.08, bounds: 0...500, stage: .slot(0))
/// let balance = program.addRow(rightHandSide: 320, stage: .slot(0))
/// program.add(1, to: balance, times: bought)
/// var solver = InteriorPoint(program)
/// solver.solve(program)[bought]  // 320
/// ```
///
/// Bounds may be infinite: `-.infinity ... .infinity` is a free column, `5...5` a fixed one. An
/// inequality is a row with a slack column of cost 0. Costs, bounds, right-hand sides and
/// coefficients may change between solves; what has been analysed is kept as long as the places of
/// the coefficients stay.
struct LinearProgram: Sendable {
  struct Column: Hashable, Sendable {
    let index: Int
  }

  struct Row: Hashable, Sendable {
    let index: Int
  }

  /// One summand of a row.
  struct Entry: Hashable, Sendable {
    let index: Int
  }

  /// Where a row or column stands in the order of elimination.
  ///
  /// Rows that share a column should be few slots apart, so that the factor stays narrow. What
  /// touches many slots, a peak or a total, belongs on the border, which comes last.
  enum Stage: Comparable, Sendable {
    case slot(Int)
    case border
  }

  var costs: [Double] = []
  var lower: [Double] = []
  var upper: [Double] = []
  var rightHandSides: [Double] = []
  private(set) var coefficients: [Double] = []
  private(set) var pattern = Pattern()

  /// The places of the coefficients, without their values.
  struct Pattern: Equatable, Sendable {
    var columnStages: [Stage] = []
    var rowStages: [Stage] = []
    /// Row and column of each coefficient, in the order of addition.
    var entryRows: [Int32] = []
    var entryColumns: [Int32] = []
  }

  /// Adds a variable.
  ///
  /// - Precondition: the cost is finite, and some finite number lies within the bounds.
  mutating func addColumn(cost: Double, bounds: ClosedRange<Double>, stage: Stage) -> Column {
    let column = Column(index: costs.count)
    costs.append(0)
    lower.append(0)
    upper.append(0)
    pattern.columnStages.append(stage)
    self[cost: column] = cost
    self[bounds: column] = bounds
    return column
  }

  /// Adds an equation.
  ///
  /// - Precondition: the right-hand side is finite.
  mutating func addRow(rightHandSide: Double, stage: Stage) -> Row {
    let row = Row(index: rightHandSides.count)
    rightHandSides.append(0)
    pattern.rowStages.append(stage)
    self[rightHandSide: row] = rightHandSide
    return row
  }

  /// Adds `coefficient` · `column` to the left-hand side of `row`; twice in one place adds up.
  ///
  /// - Precondition: the coefficient is finite.
  @discardableResult
  mutating func add(_ coefficient: Double, to row: Row, times column: Column) -> Entry {
    precondition(coefficient.isFinite, "the coefficient \(coefficient) is not finite")
    pattern.entryRows.append(Int32(row.index))
    pattern.entryColumns.append(Int32(column.index))
    coefficients.append(coefficient)
    return Entry(index: coefficients.count - 1)
  }

  subscript(coefficient entry: Entry) -> Double {
    get { coefficients[entry.index] }
    set {
      precondition(newValue.isFinite, "the coefficient \(newValue) is not finite")
      coefficients[entry.index] = newValue
    }
  }

  subscript(cost column: Column) -> Double {
    get { costs[column.index] }
    set {
      precondition(newValue.isFinite, "the cost \(newValue) is not finite")
      costs[column.index] = newValue
    }
  }

  subscript(bounds column: Column) -> ClosedRange<Double> {
    get { lower[column.index]...upper[column.index] }
    set {
      precondition(
        newValue.lowerBound < .infinity && newValue.upperBound > -.infinity,
        "no finite number lies within \(newValue)")
      lower[column.index] = newValue.lowerBound
      upper[column.index] = newValue.upperBound
    }
  }

  subscript(rightHandSide row: Row) -> Double {
    get { rightHandSides[row.index] }
    set {
      precondition(newValue.isFinite, "the right-hand side \(newValue) is not finite")
      rightHandSides[row.index] = newValue
    }
  }
}
