/// What each added kW costs at sites whose cost is not proportional to their load: one piecewise linear
/// function for every slot, for as long as the plant is run in a given way.
struct LoadCosts: Sendable {
  let slotCount: Int
  /// Row of a site; −1 where its cost is proportional to its load.
  let row: [Int]
  let rowCount: Int
  /// Where the corners of a row's slot begin.
  private(set) var offset: [Int32] = [0]
  private(set) var corners: [Corner] = []

  /// Where the cost of a slot bends.
  struct Corner: Sendable {
    /// Added load, in kW; a slot's corners ascend from zero.
    var loadKW: Double
    /// Currency.
    var cost: Double
    /// Currency per added kW from here on.
    var slope: Double
  }

  /// Without any such site.
  init(_ problem: CompiledProblem) {
    slotCount = problem.slotCount
    var next = 0
    row = problem.facilities.map { facility in
      guard facility != nil else { return -1 }
      next += 1
      return next - 1
    }
    rowCount = next
  }

  /// Appends the next slot, row by row.
  ///
  /// - Parameter points: at least two, in rising order of load, the first at zero.
  mutating func append(_ points: [(load: Double, cost: Double)]) {
    let first = corners.count
    for (number, point) in points.dropLast().enumerated() {
      let next = points[number + 1]
      let width = next.load - point.load
      let slope = width == 0 ? 0 : (next.cost - point.cost) / width
      // A corner on a straight line is none.
      if corners.count > first, let last = corners.last,
        abs(last.slope - slope) <= 1e-12 * abs(slope)
      {
        continue
      }
      corners.append(Corner(loadKW: point.load, cost: point.cost, slope: slope))
    }
    offset.append(Int32(corners.count))
  }

  /// The cost of a load in one place (row and slot), and the corner before it.
  ///
  /// - Parameter hint: a corner near it.
  @inline(__always)
  func cost(place: Int, load: Double, from hint: Int32) -> (cost: Double, corner: Int32) {
    unsafe corners.withUnsafeBufferPointer { corners in
      unsafe offset.withUnsafeBufferPointer { offset in
        var index = Int(hint)
        let end = unsafe Int(offset[place + 1]) - 1
        while unsafe index < end && corners[index + 1].loadKW <= load { index += 1 }
        let begin = unsafe Int(offset[place])
        while unsafe index > begin && corners[index].loadKW > load { index -= 1 }
        let corner = unsafe corners[index]
        return (corner.cost + corner.slope * (load - corner.loadKW), Int32(index))
      }
    }
  }
}
