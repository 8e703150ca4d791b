/// What each added kW costs at sites whose cost is not proportional to their load: one piecewise linear
/// function for every slot, for as long as the plant is run in a given way.
struct LoadCosts: Sendable {
  let slotCount: Int
  /// Row of a site; −1 where its cost is proportional to its load.
  let row: [Int]
  let rowCount: Int
  /// Where the corners of a row's slot begin.
  private(set) var offset: [Int32] = [0]
  /// Added load at each corner, in kW, ascending from zero.
  private(set) var loadKW: [Double] = []
  /// Cost at each corner, in the currency of the objective.
  private(set) var cost: [Double] = []
  /// Cost per added kW from each corner on.
  private(set) var slope: [Double] = []

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
  /// - Parameter corners: at least two, in rising order of load, the first at zero.
  mutating func append(_ corners: [(load: Double, cost: Double)]) {
    var kept = 0
    for (number, corner) in corners.enumerated() {
      let isLast = number == corners.count - 1
      let next = isLast ? corners[number - 1] : corners[number + 1]
      let width = next.load - corner.load
      let slope = width == 0 ? 0 : (next.cost - corner.cost) / width
      // A corner on a straight line is none.
      if kept > 0, !isLast, abs(self.slope[self.slope.count - 1] - slope) <= 1e-12 * abs(slope) {
        continue
      }
      if isLast, kept > 0 { break }
      loadKW.append(corner.load)
      cost.append(corner.cost)
      self.slope.append(slope)
      kept += 1
    }
    offset.append(Int32(loadKW.count))
  }

  /// The cost of a load in one place (row and slot), and the corner before it.
  ///
  /// - Parameter hint: a corner near it.
  @inline(__always)
  func cost(place: Int, load: Double, from hint: Int32) -> (cost: Double, corner: Int32) {
    var corner = Int(hint)
    let end = Int(offset[place + 1]) - 1
    while corner < end, loadKW[corner + 1] <= load { corner += 1 }
    let begin = Int(offset[place])
    while corner > begin, loadKW[corner] > load { corner -= 1 }
    return (cost[corner] + slope[corner] * (load - loadKW[corner]), Int32(corner))
  }
}

/// The loads that jobs add at such sites, and what they cost.
struct SiteLoads: Sendable {
  let costs: LoadCosts
  /// By row and slot.
  private(set) var loadKW: [Double]
  private var cost: [Double]
  private var corner: [Int32]
  /// What all rows and slots cost.
  private(set) var total = 0.0

  init(_ costs: LoadCosts) {
    self.costs = costs
    let places = costs.rowCount * costs.slotCount
    loadKW = [Double](repeating: 0, count: places)
    cost = loadKW
    corner = costs.offset.prefix(places).map(\.self)
    for place in 0..<places {
      cost[place] = costs.cost(place: place, load: 0, from: corner[place]).cost
      total += cost[place]
    }
  }

  @inline(__always)
  mutating func add(_ kW: Double, place: Int) {
    loadKW[place] += kW
    let new = costs.cost(place: place, load: loadKW[place], from: corner[place])
    total += new.cost - cost[place]
    cost[place] = new.cost
    corner[place] = new.corner
  }

  /// What so much more would cost.
  @inline(__always)
  func cost(adding kW: Double, place: Int) -> Double {
    costs.cost(place: place, load: loadKW[place] + kW, from: corner[place]).cost - cost[place]
  }
}
