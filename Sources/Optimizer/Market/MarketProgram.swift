/// The market as a linear programme: mixtures of what crowds of jobs have answered so far, and the plants
/// that serve them. (Dantzig and Wolfe 1960, doi 10.1287/opre.8.1.101.)
///
/// Its duals are the prices at which nobody would change, as far as the answers go; what the crowds answer
/// to them comes in as the next columns, until no answer is new.
struct MarketProgram: Sendable {
  private let problem: CompiledProblem
  /// Currency per kW or GPU and slot that is lacking.
  private let penalty: Double
  private var base = LinearProgram()
  private var plants: [PlantRows?] = []
  /// By site and slot, and by pool and slot; nil where nothing limits the use.
  private var powerRows: [LinearProgram.Row?] = []
  private var gpuRows: [LinearProgram.Row] = []
  /// What limits and loads lack.
  private var lacking: [LinearProgram.Column] = []
  /// What each crowd has answered.
  private var answers: [[Answer]] = []
  /// By site and slot; as the jobs asked for it in the last solution.
  private var use: [Double]

  private struct Answer {
    /// Currency, without what is priced in rows.
    var cost: Double
    var gpus: [Double]
    var kW: [Double]
    /// Its share in the last solution.
    var share = 0.0
  }

  /// Prices, and what the jobs ask for on average, by site and slot.
  struct Outcome {
    var prices: MarketPrices
    var use: [Double]
    /// Currency.
    var cost: Double
    /// Whether no limit is broken; prices are those of the penalties where one is.
    var isPossible: Bool
    /// By which a bound may fall short of it.
    var tolerance: Double { 1e-7 * abs(cost) }
  }

  /// The most solutions.
  static let mostRounds = 60

  /// Answers that are kept of each crowd.
  private static let mostAnswers = 12

  /// Whether a problem is small enough; where no site has a plant, subgradient steps come close by
  /// themselves.
  static func isWorthwhile(_ problem: CompiledProblem) -> Bool {
    problem.jobs.count * problem.slotCount <= (problem.hasPlants ? 40_000 : 5_000)
      && problem.slotCount <= 400
  }

  /// Jobs that answer as one: the fewer slots, the more crowds, since each solution takes time with the
  /// square of the answers in every slot.
  static func crowdSize(_ problem: CompiledProblem) -> Int {
    let crowds = max(4, min(24, 1_500 / max(1, problem.slotCount)))
    return max(1, (problem.jobs.count + crowds - 1) / crowds)
  }

  /// - Parameter use: kW that jobs ask for, by site and slot, to begin with.
  init(_ problem: CompiledProblem, use: [Double]) {
    self.problem = problem
    self.use = use
    penalty = problem.breachCost
    for (site, facility) in problem.facilities.enumerated() {
      if let facility {
        let rows = PlantRows(facility, in: &base)
        plants.append(rows)
        for slot in 0..<problem.slotCount { addLoad(facility, rows, slot) }
      } else {
        plants.append(nil)
        for slot in 0..<problem.slotCount {
          powerRows.append(limit(problem.powerRoomKW[site * problem.slotCount + slot], slot))
        }
      }
    }
    for (index, gpus) in problem.capacity.enumerated() {
      gpuRows.append(limit(Double(gpus), index % problem.slotCount)!)
    }
  }

  // MARK: Rows

  /// use + free − lacking = room.
  private mutating func limit(_ room: Double, _ slot: Int) -> LinearProgram.Row? {
    guard room.isFinite else { return nil }
    let row = base.addRow(rightHandSide: room, stage: .slot(slot))
    let free = base.addColumn(cost: 0, bounds: 0...(.infinity), stage: .slot(slot))
    base.add(1, to: row, times: free)
    addLacking(slot, to: row, sign: -1)
    return row
  }

  /// The load in pieces, each with what it adds to the facility's power.
  private mutating func addLoad(_ facility: CompiledFacility, _ plant: PlantRows, _ slot: Int) {
    let row = base.addRow(rightHandSide: 0, stage: .slot(slot))
    powerRows.append(row)
    var points = facility.curves.points(in: slot).filter { $0.storageKW == 0 }
      .map { (load: $0.loadKW, cost: $0.facilityKW) }
    let hull = lowerHull(&points)
    plant.set(facilityKW: hull[0].cost, slot: slot, in: &base)
    let hours = facility.slotHours
    for (low, high) in zip(hull, hull.dropFirst()) {
      let water =
        facility.curves.waterPerHour(at: high.load, in: slot)
        - facility.curves.waterPerHour(at: low.load, in: slot)
      let width = high.load - low.load
      let piece = base.addColumn(
        cost: facility.waterPrice * hours * water / width, bounds: 0...width, stage: .slot(slot))
      base.add(1, to: row, times: piece)
      base.add(-(high.cost - low.cost) / width, to: plant.slots[slot].balance, times: piece)
    }
    addLacking(slot, to: row, sign: 1)
  }

  private mutating func addLacking(_ slot: Int, to row: LinearProgram.Row, sign: Double) {
    let column = base.addColumn(cost: penalty, bounds: 0...(.infinity), stage: .slot(slot))
    base.add(sign, to: row, times: column)
    lacking.append(column)
  }

  // MARK: Answers

  /// Takes what crowds answer to some prices.
  ///
  /// - Returns: whether any answer is new.
  @discardableResult
  mutating func add(_ found: [CrowdAnswer], to prices: MarketPrices) -> Bool {
    if answers.isEmpty { answers = found.map { _ in [] } }
    var isNew = false
    for (crowd, answer) in found.enumerated() {
      let (gpus, kW) = answer.use(of: problem)
      var cost = answer.value
      for index in gpus.indices { cost -= prices.gpu[index] * gpus[index] }
      for index in kW.indices where powerRows[index] != nil {
        cost -= price(index, prices) * kW[index]
      }
      guard
        !answers[crowd].contains(where: {
          $0.gpus == gpus && $0.kW == kW && $0.cost <= cost + 1e-9 * abs(cost)
        })
      else { continue }
      answers[crowd].append(Answer(cost: cost, gpus: gpus, kW: kW))
      isNew = true
    }
    return isNew
  }

  /// What a row's dual stands for.
  private func price(_ index: Int, _ prices: MarketPrices) -> Double {
    prices.power[index] + (hasPlant(index) ? problem.slotCost[index] : 0)
  }

  /// Whether a place, by site and slot, is served by a plant.
  private func hasPlant(_ index: Int) -> Bool { plants[index / problem.slotCount] != nil }

  /// Job answers that take as long as the next solution.
  var work: Int {
    let columns = answers.reduce(0) { $0 + $1.count }
    return base.costs.count * (1 + columns * columns / 4_000)
  }

  // MARK: Solution

  /// Nil where numbers fail.
  mutating func solve() -> Outcome? {
    dropUnused()
    var program = base
    var storage = plants.map { _ in [FacilityCurves.StorageCurve]() }
    for (site, plant) in plants.enumerated() {
      guard let plant, plant.facility.tank != nil else { continue }
      for slot in 0..<problem.slotCount {
        let load = plant.facility.fixedKW[slot] + use[site * problem.slotCount + slot]
        let curve = plant.facility.curves.storage(at: load, in: slot)
        storage[site].append(curve)
        plant.setTank(slot, curve, in: &program)
      }
    }
    var columns: [[LinearProgram.Column]] = []
    for crowd in answers {
      let sum = program.addRow(rightHandSide: 1, stage: .border)
      columns.append(crowd.map { add($0, sum, &program) })
    }
    var solver = InteriorPoint(program)
    let solution = solver.optimum(of: program)
    guard solution.accuracy.worst < 1e-4 else { return nil }
    use = use.map { _ in 0 }
    for (crowd, columns) in columns.enumerated() {
      for (number, column) in columns.enumerated() {
        answers[crowd][number].share = solution[column]
        for (index, kW) in answers[crowd][number].kW.enumerated() {
          use[index] += solution[column] * kW
        }
      }
    }
    let cost = solution.objective - paidPeaks
    let lack = lacking.reduce(0) { $0 + solution[$1] }
    return Outcome(
      prices: prices(solution), use: use, cost: cost,
      isPossible: lack * penalty <= 1e-6 * abs(cost))
  }

  /// What peaks that are paid for already cost in the programme.
  private var paidPeaks: Double {
    plants.reduce(0) { sum, plant in
      (plant?.facility.charges ?? []).reduce(sum) { sum, charge in
        charge.periods.reduce(sum) { $0 + charge.pricePerKW * $1.paidKW }
      }
    }
  }

  private func add(
    _ answer: Answer, _ sum: LinearProgram.Row, _ program: inout LinearProgram
  ) -> LinearProgram.Column {
    let column = program.addColumn(cost: answer.cost, bounds: 0...(.infinity), stage: .border)
    program.add(1, to: sum, times: column)
    for (index, gpus) in answer.gpus.enumerated() where gpus != 0 {
      program.add(gpus, to: gpuRows[index], times: column)
    }
    for (index, kW) in answer.kW.enumerated() where kW != 0 {
      guard let row = powerRows[index] else { continue }
      program.add(hasPlant(index) ? -kW : kW, to: row, times: column)
    }
    return column
  }

  private func prices(_ solution: LinearProgramSolution) -> MarketPrices {
    var prices = MarketPrices.free(for: problem)
    for (index, row) in gpuRows.enumerated() { prices.gpu[index] = max(0, -solution[row]) }
    for (index, row) in powerRows.enumerated() {
      guard let row else { continue }
      prices.power[index] =
        hasPlant(index) ? solution[row] - problem.slotCost[index] : max(0, -solution[row])
    }
    for (site, plant) in plants.enumerated() {
      if let plant { prices.facilities[site] = plant.prices(solution) }
    }
    return prices
  }

  /// Keeps the answers that the last solution used most, and the newest.
  private mutating func dropUnused() {
    for crowd in answers.indices {
      while answers[crowd].count > Self.mostAnswers {
        let least = answers[crowd].indices.dropLast(2).min {
          answers[crowd][$0].share < answers[crowd][$1].share
        }!
        answers[crowd].remove(at: least)
      }
    }
  }
}
