/// What a job would pay in each slot of its window where that depends on what others do: at a site whose
/// cost depends on its load, or where a schedule may take more than there is.
struct WindowCosts {
  /// At the slots' own indices: for a whole slot, and for its last one.
  private(set) var full: [Double] = []
  private(set) var last: [Double] = []
  private var sums: [Double] = []

  /// Takes the costs of an option's window, prices of GPUs included.
  mutating func take(
    _ option: CompiledOption, _ problem: CompiledProblem, _ rows: PriceRows, _ loads: SiteLoads?,
    _ congestion: Congestion?
  ) {
    if full.isEmpty {
      full = [Double](repeating: 0, count: problem.slotCount)
      last = full
      sums = full + [0]
    }
    Self.take(option, part: 1, rows, loads, congestion, &full)
    if option.lastFraction < 1 || option.latenessPerSlot > 0 {
      Self.take(option, part: option.lastFraction, rows, loads, congestion, &last)
    }
  }

  /// - Parameter part: of a slot, for which the option draws power.
  private static func take(
    _ option: CompiledOption, part: Double, _ rows: PriceRows, _ loads: SiteLoads?,
    _ congestion: Congestion?, _ costs: inout [Double]
  ) {
    let window = option.firstSlot..<option.endSlot
    let kW = part * option.addedKW
    if let loads {
      loads.costs(adding: kW, row: loads.costs.row[option.site], slots: window, into: &costs)
    } else {
      let row = rows.energyRow(option)
      unsafe rows.energy.withUnsafeBufferPointer { energy in
        unsafe costs.withUnsafeMutableBufferPointer { costs in
          for slot in window {
            unsafe costs[slot] = kW * (energy[row + slot + 1] - energy[row + slot])
          }
        }
      }
    }
    if rows.hasGPUPrices {
      let row = rows.gpuRow(option)
      let gpus = Double(option.gpus)
      for slot in window { costs[slot] += gpus * (rows.gpu[row + slot + 1] - rows.gpu[row + slot]) }
    }
    congestion?.addCosts(option, part: part, slots: window, to: &costs)
  }

  /// Adds up the whole slots of an option's window, for ``cost(_:_:)``.
  mutating func addUp(_ option: CompiledOption) {
    var sum = 0.0
    for slot in option.firstSlot..<option.endSlot {
      sums[slot] = sum
      sum += full[slot]
    }
  }

  /// What a run in one piece costs, apart from lateness, once the option's window is taken and added up.
  func cost(_ slots: Range<Int>, _ option: CompiledOption) -> Double {
    let end = slots.upperBound - 1
    return sums[end] - sums[slots.lowerBound] + (option.lastFraction == 1 ? full : last)[end]
  }

  /// The cheapest start of a run in one piece. O(window).
  ///
  /// Pointers, for it is asked for every job that moves.
  mutating func oneRun(
    _ option: CompiledOption, _ problem: CompiledProblem, _ occupancy: borrowing Occupancy,
    blink: Double, random: inout RandomSource
  ) -> (start: Int, cost: Double)? {
    let length = option.slots - 1
    let gpuRow = option.pool * problem.slotCount
    let powerRow = option.site * problem.slotCount
    let isLimited = problem.isPowerLimited[option.site]
    let isPlain = occupancy.freeStarts.isEmpty && option.latenessPerSlot == 0 && blink == 0
    var best = Double.infinity
    var bestStart = -1
    return unsafe full.withUnsafeBufferPointer { full in
      unsafe (option.lastFraction == 1 ? self.full : last).withUnsafeBufferPointer { last in
        unsafe sums.withUnsafeMutableBufferPointer { sums in
          unsafe occupancy.freeGPUs.withUnsafeBufferPointer { free in
            unsafe occupancy.freeKW.withUnsafeBufferPointer { freeKW in
              // The first slot after the last one that is taken; starts before it are out.
              var open = option.firstSlot
              // sums[t] is the cost of the open slots before t.
              var sum = 0.0
              unsafe sums[option.firstSlot] = 0
              for slot in option.firstSlot..<option.endSlot {
                guard unsafe free[gpuRow + slot] >= option.gpus else {
                  unsafe sums[slot + 1] = sum
                  open = slot + 1
                  if open > option.latestStart { break }
                  continue
                }
                var isWhole = true
                if isLimited {
                  let room = unsafe freeKW[powerRow + slot]
                  // Too little for a whole slot; a last, partial slot may still fit.
                  isWhole = room >= option.addedKW
                  guard isWhole || room >= option.addedKW * option.lastFraction else {
                    unsafe sums[slot + 1] = sum
                    open = slot + 1
                    continue
                  }
                }
                let start = slot - length
                if start >= open {
                  var cost = unsafe sum - sums[start] + last[slot]
                  if !isPlain { cost += option.lateness(in: slot, after: option.lastFraction) }
                  if cost < best,
                    isPlain
                      || (occupancy.mayStart(option, at: start)
                        && (blink == 0 || random.unit() >= blink))
                  {
                    best = cost
                    bestStart = start
                  }
                }
                if !isWhole { open = slot + 1 }
                sum += unsafe full[slot]
                unsafe sums[slot + 1] = sum
              }
              return bestStart < 0 ? nil : (bestStart, best)
            }
          }
        }
      }
    }
  }
}
