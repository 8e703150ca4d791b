/// A linear programme in the form that the interior-point method works on: every column counted
/// from one of its bounds, rows and columns scaled to like size.
///
/// Column j is x = reference + columnScale · x̂, row i is multiplied with its scale, and costs are
/// divided by one number. (Ruiz, "A scaling algorithm to equilibrate both rows and columns norms in
/// matrices", 2001, RAL-TR-2001-034.)
struct ScaledProgram: Sendable {
  /// The finite bounds of columns that are not fixed: direction · x̂ ≥ −room.
  struct Bounds: Sendable {
    fileprivate(set) var columns: [Int32] = []
    /// +1 for a lower bound, −1 for an upper one.
    fileprivate(set) var directions: [Double] = []
    /// Distance of the bound from the reference: 0 for the bound that is the reference.
    fileprivate(set) var rooms: [Double] = []

    fileprivate mutating func add(_ column: Int, direction: Double, room: Double) {
      guard room < .infinity else { return }
      columns.append(Int32(column))
      directions.append(direction)
      rooms.append(room)
    }
  }

  private static let equilibrations = 4
  /// What is left of a right-hand side after the shift is rounding if it is smaller than this part
  /// of what went into it.
  private static let rounding = 1e-15

  private(set) var matrix: SparseMatrix
  private(set) var costs: [Double]
  private(set) var rightHandSides: [Double]
  /// Largest amount by row that went into its right-hand side.
  private(set) var amounts: [Double]
  /// How far x̂ may fall below and rise above 0, by column: 0, a range or infinity.
  private(set) var roomBelow: [Double]
  private(set) var roomAbove: [Double]
  private(set) var bounds = Bounds()
  private let references: [Double]
  private var columnScales: [Double]
  private var rowScales: [Double]
  private var costScale = 1.0

  init(_ program: LinearProgram, matrix: SparseMatrix) {
    self.matrix = matrix
    costs = program.costs
    references = zip(program.lower, program.upper).map {
      $0 > -.infinity ? $0 : $1 < .infinity ? $1 : 0
    }
    roomBelow = zip(references, program.lower).map { $0 - $1 }
    roomAbove = zip(references, program.upper).map { $1 - $0 }
    columnScales = [Double](repeating: 1, count: costs.count)
    rowScales = [Double](repeating: 1, count: program.rightHandSides.count)
    rightHandSides = program.rightHandSides
    amounts = program.rightHandSides.map(abs)
    shift()
    for _ in 0..<Self.equilibrations { equilibrate() }
    scaleAmounts()
    scaleCosts()
    for column in costs.indices where !isFixed(column) {
      bounds.add(column, direction: 1, room: roomBelow[column])
      bounds.add(column, direction: -1, room: roomAbove[column])
    }
  }

  /// Whether one value only lies within the bounds of a column.
  func isFixed(_ column: Int) -> Bool { roomBelow[column] + roomAbove[column] == 0 }

  /// x in the units of the programme.
  func values(_ x: [Double]) -> [Double] {
    x.indices.map { column in
      let (below, above) = (roomBelow[column], roomAbove[column])
      return references[column] + columnScales[column] * min(max(x[column], -below), above)
    }
  }

  /// y in the units of the programme.
  func rowDuals(_ y: [Double]) -> [Double] { zip(y, rowScales).map { $0 * $1 * costScale } }

  /// Counts every column from its reference.
  private mutating func shift() {
    for column in costs.indices where references[column] != 0 {
      for place in matrix.places(ofColumn: column) {
        let row = Int(matrix.rows[place])
        let amount = matrix.values[place] * references[column]
        rightHandSides[row] -= amount
        amounts[row] = max(amounts[row], abs(amount))
      }
    }
    for row in amounts.indices where abs(rightHandSides[row]) < Self.rounding * amounts[row] {
      rightHandSides[row] = 0
    }
  }

  /// Divides rows and columns by about the roots of their largest coefficients.
  private mutating func equilibrate() {
    var rowFactors = [Double](repeating: 0, count: matrix.rowCount)
    var columnFactors = [Double](repeating: 0, count: matrix.columnCount)
    for column in costs.indices where !isFixed(column) {
      for place in matrix.places(ofColumn: column) {
        let row = Int(matrix.rows[place])
        let size = abs(matrix.values[place])
        rowFactors[row] = max(rowFactors[row], size)
        columnFactors[column] = max(columnFactors[column], size)
      }
    }
    rowFactors = rowFactors.map { $0 > 0 ? powerOfTwo(1 / $0.squareRoot()) : 1 }
    columnFactors = columnFactors.map { $0 > 0 ? powerOfTwo(1 / $0.squareRoot()) : 1 }
    for column in costs.indices {
      for place in matrix.places(ofColumn: column) {
        matrix.values[place] *= columnFactors[column] * rowFactors[Int(matrix.rows[place])]
      }
      costs[column] *= columnFactors[column]
      stretch(column, by: columnFactors[column])
    }
    for row in rowFactors.indices {
      rowScales[row] *= rowFactors[row]
      rightHandSides[row] *= rowFactors[row]
      amounts[row] *= rowFactors[row]
    }
  }

  private mutating func stretch(_ column: Int, by factor: Double) {
    columnScales[column] *= factor
    roomBelow[column] /= factor
    roomAbove[column] /= factor
  }

  /// Makes the largest right-hand side, or where all are 0 the widest finite range, about 1.
  private mutating func scaleAmounts() {
    var peak = rightHandSides.reduce(0) { max($0, abs($1)) }
    if peak == 0 {
      peak = (roomBelow + roomAbove).reduce(0) { $1 < .infinity ? max($0, $1) : $0 }
    }
    guard peak > 0 else { return }
    let factor = powerOfTwo(peak)
    for column in costs.indices { stretch(column, by: factor) }
    for row in amounts.indices {
      rightHandSides[row] /= factor
      amounts[row] /= factor
    }
  }

  /// Makes the largest cost about 1.
  private mutating func scaleCosts() {
    let peak = costs.reduce(0) { max($0, abs($1)) }
    guard peak > 0 else { return }
    costScale = powerOfTwo(peak)
    for column in costs.indices { costs[column] /= costScale }
  }

  /// The power of two at or below a number: scaling with it rounds nothing.
  private func powerOfTwo(_ value: Double) -> Double {
    Double(sign: .plus, exponent: value.exponent, significand: 1)
  }
}
