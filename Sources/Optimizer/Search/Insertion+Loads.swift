/// What a job would pay in each slot of its window at a site whose cost depends on its load.
struct WindowCosts {
  /// At the slots' own indices: for a whole slot, and for its last one.
  private(set) var full: [Double] = []
  private(set) var last: [Double] = []
  private var sums: [Double] = []

  /// Takes the costs of an option's window, prices of GPUs included.
  mutating func take(
    _ option: CompiledOption, _ problem: CompiledProblem, _ rows: PriceRows, _ loads: SiteLoads
  ) {
    if full.isEmpty {
      full = [Double](repeating: 0, count: problem.slotCount)
      last = full
      sums = full + [0]
    }
    let row = loads.costs.row[option.site]
    let window = option.firstSlot..<option.endSlot
    loads.costs(adding: option.addedKW, row: row, slots: window, into: &full)
    if option.lastFraction < 1 || option.latenessPerSlot > 0 {
      let kW = option.lastFraction * option.addedKW
      loads.costs(adding: kW, row: row, slots: window, into: &last)
      addGPUs(option, rows, window, to: &last)
    }
    addGPUs(option, rows, window, to: &full)
  }

  private func addGPUs(
    _ option: CompiledOption, _ rows: PriceRows, _ window: Range<Int>, to costs: inout [Double]
  ) {
    let gpuRow = rows.gpuRow(option)
    let gpus = Double(option.gpus)
    for slot in window {
      costs[slot] += gpus * (rows.gpu[gpuRow + slot + 1] - rows.gpu[gpuRow + slot])
    }
  }

  /// The cheapest start of a run in one piece. O(window).
  mutating func oneRun(
    _ option: CompiledOption, _ problem: CompiledProblem, _ occupancy: borrowing Occupancy,
    blink: Double, random: inout RandomSource
  ) -> (start: Int, cost: Double)? {
    let length = option.slots - 1
    let gpuRow = option.pool * problem.slotCount
    let powerRow = option.site * problem.slotCount
    var best = Double.infinity
    var bestStart = -1
    // The first slot after the last one that is taken; starts before it are out.
    var open = option.firstSlot
    // sums[t] is the cost of the open slots before t.
    sums[option.firstSlot] = 0
    for slot in option.firstSlot..<option.endSlot {
      sums[slot + 1] = sums[slot]
      guard occupancy.freeGPUs[gpuRow + slot] >= option.gpus else {
        open = slot + 1
        if open > option.latestStart { break }
        continue
      }
      let room = occupancy.freeKW[powerRow + slot]
      // Too little for a whole slot; a last, partial slot may still fit.
      let isWhole = room >= option.addedKW
      guard isWhole || room >= option.addedKW * option.lastFraction else {
        open = slot + 1
        continue
      }
      let start = slot - length
      if start >= open {
        let final = option.lastFraction == 1 ? full[slot] : last[slot]
        let cost =
          sums[slot] - sums[start] + final + option.lateness(in: slot, after: option.lastFraction)
        if cost < best, occupancy.mayStart(option, at: start), blink == 0 || random.unit() >= blink
        {
          best = cost
          bestStart = start
        }
      }
      if !isWhole { open = slot + 1 }
      sums[slot + 1] += full[slot]
    }
    return bestStart < 0 ? nil : (bestStart, best)
  }
}
