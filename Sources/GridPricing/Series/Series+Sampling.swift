extension Series {
  /// The mean of the series over each slot of `horizon`, by exact overlap in time.
  ///
  /// Steps may be coarser or finer than the slots, or offset from them:
  /// `mean = Σ value · overlap / slot`. A slot that lies inside one step takes its value unchanged.
  /// A slot of which any part is not covered is a gap; a rule other than ``GapRule/none`` fills only
  /// the part that is missing.
  ///
  /// - Throws: ``SeriesError`` with the missing slots, where `gaps` fills none or not all of them.
  ///   A horizon of which the series covers nothing is never filled.
  /// - Complexity: O(steps + slots).
  public func sampled(on horizon: Horizon, gaps: GapRule) throws(SeriesError) -> Sampled {
    if let constantValue {
      return Sampled(
        values: Array(repeating: constantValue, count: horizon.count), filledSlots: 0)
    }
    var filler = GapFiller(rule: gaps, steps: steps)
    var values = Array(repeating: 0.0, count: horizon.count)
    var missing: [Int] = []
    var filledSlots = 0
    var touchesData = false
    var index = firstStep(endingAfter: horizon.start)
    for slot in 0..<horizon.count {
      let (start, end) = (horizon.edge(slot), horizon.edge(slot + 1))
      while index < steps.count, steps[index].end <= start { index += 1 }
      if index < steps.count, steps[index].start <= start, steps[index].end >= end,
        let value = steps[index].value
      {
        values[slot] = value
        touchesData = true
        continue
      }
      let overlap = SlotOverlap(start: start, end: end, steps: steps, from: index)
      touchesData = touchesData || overlap.covered > 0
      var sum = overlap.sum
      var isWhole = true
      for gap in overlap.gaps {
        guard let fill = filler.value(from: gap.start, to: gap.end) else {
          isWhole = false
          break
        }
        sum += fill * Double(gap.end - gap.start)
      }
      if isWhole {
        values[slot] = sum / Double(horizon.slotMilliseconds)
        if !overlap.gaps.isEmpty { filledSlots += 1 }
      } else {
        missing.append(slot)
      }
    }
    if !touchesData { missing = Array(0..<horizon.count) }
    guard missing.isEmpty else { throw gapError(missing: missing, horizon: horizon, rule: gaps) }
    return Sampled(values: values, filledSlots: filledSlots)
  }

  private func firstStep(endingAfter instant: Instant) -> Int {
    var low = 0
    var high = steps.count
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].end <= instant { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func gapError(missing: [Int], horizon: Horizon, rule: GapRule) -> SeriesError {
    let isOutside = missing.contains { slot in
      guard let start, let end else { return true }
      return horizon.edge(slot) < start || horizon.edge(slot + 1) > end
    }
    return SeriesError(
      role: role, file: provenance.file, firstMissing: missing.prefix(5).map { horizon.edge($0) },
      missingSlots: missing.count, slots: horizon.count,
      coverage: isOutside ? (steps.isEmpty ? "nothing" : provenance.coverage) : nil, rule: rule)
  }
}

/// What the steps of a series say about one slot.
private struct SlotOverlap {
  /// Σ value · milliseconds over the covered part.
  var sum = 0.0
  /// Milliseconds covered.
  var covered: Int64 = 0
  /// The uncovered parts, in milliseconds since 1970.
  var gaps: [(start: Int64, end: Int64)] = []

  init(start: Instant, end: Instant, steps: [SeriesStep], from first: Int) {
    var cursor = start.milliseconds
    var index = first
    while index < steps.count, steps[index].start < end {
      let step = steps[index]
      index += 1
      guard let value = step.value else { continue }
      let from = max(step.start, start).milliseconds
      let to = min(step.end, end).milliseconds
      if from > cursor { gaps.append((cursor, from)) }
      sum += value * Double(to - from)
      covered += to - from
      cursor = to
    }
    if cursor < end.milliseconds { gaps.append((cursor, end.milliseconds)) }
  }
}
