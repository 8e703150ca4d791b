extension Insertion {
  /// The cheapest start of a run in one piece at a site whose cost depends on its load. O(window).
  ///
  /// - Parameter sums: scratch for running sums.
  static func oneRun(
    _ option: CompiledOption, _ problem: CompiledProblem, _ occupancy: borrowing Occupancy,
    _ view: SlotView, sums: inout [Double], blink: Double, random: inout RandomSource
  ) -> (start: Int, cost: Double)? {
    let last = option.slots - 1
    var best = Double.infinity
    var bestStart = -1
    // The first slot after the last one that is taken; starts before it are out.
    var open = option.firstSlot
    // sums[t] is the cost of the open slots before t.
    sums[option.firstSlot] = 0
    for slot in option.firstSlot..<option.endSlot {
      sums[slot + 1] = sums[slot]
      guard occupancy.freeGPUs[view.gpuIndex + slot] >= option.gpus else {
        open = slot + 1
        if open > option.latestStart { break }
        continue
      }
      let room = view.isLimited ? occupancy.freeKW[view.powerIndex + slot] : .infinity
      let isWhole = room >= option.addedKW
      guard isWhole || room >= option.addedKW * option.lastFraction else {
        open = slot + 1
        continue
      }
      let full = view.fullCost(slot)
      let start = slot - last
      if start >= open {
        let final = option.lastFraction == 1 ? full : view.partCost(slot, option.lastFraction)
        let cost = sums[slot] - sums[start] + final
        if cost < best, blink == 0 || random.unit() >= blink {
          best = cost
          bestStart = start
        }
      }
      // Too little for a whole slot; only a last, partial one fits.
      if !isWhole { open = slot + 1 }
      sums[slot + 1] += full
    }
    return bestStart < 0 ? nil : (bestStart, best)
  }
}
