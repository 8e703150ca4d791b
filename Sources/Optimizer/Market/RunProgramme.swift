/// The cheapest runs of a job where every slot of work earns a price: a dynamic programme over the slots
/// of its window, each either between runs or in a run with one of the counts.
///
/// A run keeps its first count through its minimum, but for the last run, which has none.
/// O(window · counts²).
struct RunProgramme {
  /// Slots of one run with one count, from the window's beginning.
  struct Stretch {
    var slots: Range<Int>
    var level: Int
  }

  private(set) var levels: [ElasticLevel] = []
  private(set) var first = 0
  /// Slots of the window.
  private(set) var count = 0
  /// By slot and level: what a whole slot costs; infinite where it is not open.
  private(set) var costs: [Double] = []
  /// By slot: whether a run with so many GPUs may begin; empty where nothing limits that.
  private(set) var mayStart: [Bool] = []
  private(set) var minimumRun = 1
  private(set) var restart = 0.0
  private(set) var resize = 0.0
  private(set) var mayPause = false
  private(set) var latenessPerSlot = 0.0
  private(set) var dueSlot = 0.0
  /// The answer, from the last stretch to the first.
  private(set) var stretches: [Stretch] = []
  /// By slot and level: costs of the open slots before it, and the end of the open slots after it.
  private var sums: [Double] = []
  private var openUntil: [Int32] = []
  /// By edge and state: running with each level, running without a minimum, between runs.
  private var values: [Double] = []
  private var before: [Int32] = []

  @inline(__always)
  mutating func prepare(
    _ option: CompiledOption, _ levels: ArraySlice<ElasticLevel>, _ slots: Range<Int>,
    isOpen: (Int, Int32, Double) -> Bool, mayAdd: (Int, Int32) -> Bool,
    cost: (Int, Int32, Double) -> Double
  ) {
    self.levels.removeAll(keepingCapacity: true)
    self.levels.append(contentsOf: levels)
    first = slots.lowerBound
    count = slots.count
    resize = option.resize
    latenessPerSlot = option.latenessPerSlot
    dueSlot = option.dueSlots - Double(first)
    switch option.interruption {
    case .never: (minimumRun, restart, mayPause) = (1, 0, false)
    case .free: (minimumRun, restart, mayPause) = (1, 0, true)
    case .costly(let run, let restart):
      (minimumRun, self.restart, mayPause) = (max(1, run), restart, true)
    }
    costs.removeAll(keepingCapacity: true)
    mayStart.removeAll(keepingCapacity: true)
    for slot in slots {
      for level in levels {
        costs.append(isOpen(slot, level.gpus, 1) ? cost(slot, level.gpus, 1) : .infinity)
        mayStart.append(mayAdd(slot, level.gpus))
      }
    }
    sumUp()
  }

  private mutating func sumUp() {
    let size = (count + 1) * levels.count
    if sums.count < size {
      sums = [Double](repeating: 0, count: size)
      openUntil = [Int32](repeating: 0, count: size)
    }
    let number = levels.count
    for level in 0..<number {
      sums[level] = 0
      openUntil[count * number + level] = Int32(count)
    }
    for index in 0..<count * number {
      sums[index + number] = sums[index] + (costs[index] < .infinity ? costs[index] : 0)
    }
    for index in (0..<count * number).reversed() {
      openUntil[index] =
        costs[index] < .infinity ? openUntil[index + number] : Int32(index / number)
    }
  }

  /// What a slot of work costs on average at the cheapest of the counts.
  var typicalPrice: Double {
    var least = Double.infinity
    for level in levels.indices {
      let open = (0..<count).reduce(0) {
        $0 + (costs[$1 * levels.count + level] < .infinity ? 1 : 0)
      }
      if open > 0 {
        let mean = sums[count * levels.count + level] / Double(open)
        least = min(least, mean / levels[level].speed)
      }
    }
    return least.isFinite ? least : 0
  }

  /// The cost of a run of whole slots; infinite where one of them is not open.
  @inline(__always)
  func cost(_ slots: Range<Int>, _ level: Int) -> Double {
    let start = slots.lowerBound * levels.count + level
    guard Int(openUntil[start]) >= slots.upperBound else { return .infinity }
    return sums[slots.upperBound * levels.count + level] - sums[start]
  }

  @inline(__always)
  func lateness(_ finish: Double) -> Double {
    latenessPerSlot == 0 ? 0 : latenessPerSlot * max(0, finish - dueSlot)
  }

  /// - Parameter price: what a slot of work earns.
  /// - Returns: the cost, less what the work earns; nil where no slot is open.
  mutating func solve(_ price: Double) -> Double? {
    let number = levels.count
    let states = 2 * number + 1
    let size = (count + 1) * states
    if values.count < size {
      values = [Double](repeating: .infinity, count: size)
      before = [Int32](repeating: 0, count: size)
    }
    // Moved out for the time being: the programme reads what else there is.
    var (values, before): ([Double], [Int32]) = ([], [])
    swap(&values, &self.values)
    swap(&before, &self.before)
    let end = unsafe values.withUnsafeMutableBufferPointer { values in
      unsafe before.withUnsafeMutableBufferPointer { before in
        unsafe costs.withUnsafeBufferPointer { costs in
          unsafe fill(
            price, values.baseAddress!, before.baseAddress!, costs.baseAddress!, size)
        }
      }
    }
    swap(&values, &self.values)
    swap(&before, &self.before)
    guard let end else { return nil }
    trace(end.place, states)
    return end.value
  }

  @inline(__always)
  private func fill(
    _ price: Double, _ values: UnsafeMutablePointer<Double>, _ before: UnsafeMutablePointer<Int32>,
    _ costs: UnsafePointer<Double>, _ size: Int
  ) -> (place: Int, value: Double)? {
    let number = levels.count
    let states = 2 * number + 1
    let between = 2 * number
    // Runs without a minimum need states of their own only where there is one.
    let last = minimumRun > 1 ? 2 : 1
    for index in 0..<size { unsafe values[index] = .infinity }
    var best = Double.infinity
    var bestPlace = -1
    for edge in 0..<count {
      let here = edge * states
      let next = here + states
      if mayPause {
        for level in 0..<number where unsafe values[here + level] < values[here + between] {
          unsafe values[here + between] = values[here + level]
          unsafe before[here + between] = Int32(here + level)
        }
        if unsafe values[here + between] < values[next + between] {
          unsafe values[next + between] = values[here + between]
          unsafe before[next + between] = before[here + between]
        }
      }
      let late = lateness(Double(edge + 1))
      for level in 0..<number {
        let cost = unsafe costs[edge * number + level]
        guard cost < .infinity else { continue }
        let speed = levels[level].speed
        let paid = cost - price * speed
        if mayStart[edge * number + level] {
          var start = 0.0
          var origin = Int32(-1 - edge)
          let resumed = unsafe values[here + between] + price * speed * restart
          if resumed < 0 {
            start = resumed
            origin = Int32(here + between)
          }
          if minimumRun > 1 {
            let stop = edge + minimumRun
            if stop <= count {
              let value =
                start + self.cost(edge..<stop, level) - price * speed * Double(minimumRun)
              let place = stop * states + level
              if unsafe value < values[place] {
                unsafe values[place] = value
                unsafe before[place] = origin
              }
            }
          }
          let place = next + (last - 1) * number + level
          if unsafe start + paid < values[place] {
            unsafe values[place] = start + paid
            unsafe before[place] = origin
          }
        }
        for kind in 0..<last {
          let row = here + kind * number
          let place = next + kind * number + level
          for other in 0..<number {
            var value = unsafe values[row + other] + paid
            if other != level {
              guard other > level || mayStart[edge * number + level] else { continue }
              value += price * speed * resize
            }
            if unsafe value < values[place] {
              unsafe values[place] = value
              unsafe before[place] = Int32(row + other)
            }
          }
          if unsafe values[place] + late < best {
            best = unsafe values[place] + late
            bestPlace = place
          }
        }
      }
    }
    return bestPlace < 0 ? nil : (bestPlace, best)
  }

  private mutating func trace(_ end: Int, _ states: Int) {
    stretches.removeAll(keepingCapacity: true)
    var place = end
    while true {
      let state = place % states
      let origin = Int(before[place])
      if state == 2 * levels.count {
        place = origin
        continue
      }
      let start = origin < 0 ? -1 - origin : origin / states
      stretches.append(
        Stretch(slots: start..<place / states, level: state % levels.count))
      if origin < 0 { return }
      place = origin
    }
  }
}
