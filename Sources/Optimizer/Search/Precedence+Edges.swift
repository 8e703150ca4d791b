extension Precedence {
  /// The edges between which a job must run for those that it waits for, and those that wait for it;
  /// empty where one of the former does not run, nil where nobody waits for it and it waits for nobody.
  ///
  /// - Parameters:
  ///   - placements: of all jobs.
  ///   - isPending: by job, whether it finds another place: its shortest time is kept free; empty where
  ///     none does.
  func edges(
    for job: Int, _ placements: [Placement], isPending: [Bool] = [], _ slotCount: Int
  ) -> Range<Int>? {
    guard isLinked(job) else { return nil }
    let start = earliestStart(of: job, placements, isPending, slotCount)
    let end = latestEnd(of: job, placements, isPending, slotCount)
    return start < end ? start..<end : 0..<0
  }

  private func earliestStart(
    of job: Int, _ placements: [Placement], _ isPending: [Bool], _ slotCount: Int
  ) -> Int {
    predecessors[job].reduce(0) { start, other in
      guard !isPending.isEmpty, isPending[other] else {
        return placements[other].isPlaced ? max(start, placements[other].lastSlot + 1) : slotCount
      }
      let first = max(
        windows[other].lowerBound, earliestStart(of: other, placements, isPending, slotCount))
      return max(start, first + shortest[other])
    }
  }

  private func latestEnd(
    of job: Int, _ placements: [Placement], _ isPending: [Bool], _ slotCount: Int
  ) -> Int {
    successors[job].reduce(slotCount) { end, other in
      guard !isPending.isEmpty, isPending[other] else {
        return placements[other].isPlaced ? min(end, placements[other].firstSlot) : end
      }
      let last = min(
        windows[other].upperBound, latestEnd(of: other, placements, isPending, slotCount))
      return min(end, last - shortest[other])
    }
  }
}
