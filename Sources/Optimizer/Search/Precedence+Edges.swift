extension Precedence {
  /// The edges between which a job must run for those that it waits for, and those that wait for it;
  /// empty where one of the former does not run, nil where nobody waits for it and it waits for nobody.
  ///
  /// - Parameters:
  ///   - placements: of all jobs.
  ///   - isPending: by job, whether it still finds its place: its shortest time is kept free; empty where
  ///     none does.
  func edges(
    for job: Int, _ placements: [Placement], isPending: [Bool] = [], _ slotCount: Int
  ) -> Range<Int>? {
    guard isLinked(job) else { return nil }
    let start = earliestStart(of: job, placements, isPending, slotCount)
    let end = latestEnd(of: job, placements, isPending, slotCount)
    return start < end ? start..<end : 0..<0
  }

  /// The edges that jobs outside a chain leave a member of it; empty where one that it waits for does not
  /// run.
  ///
  /// - Parameters:
  ///   - placements: of all jobs.
  ///   - isMember: by job, whether it is of the chain.
  func edges(
    for job: Int, _ placements: [Placement], outside isMember: [Bool], _ slotCount: Int
  ) -> Range<Int> {
    var start = 0
    for other in predecessors[job] where !isMember[other] {
      start = max(start, placements[other].isPlaced ? placements[other].lastSlot + 1 : slotCount)
    }
    var end = slotCount
    for other in successors[job] where !isMember[other] && placements[other].isPlaced {
      end = min(end, placements[other].firstSlot)
    }
    return start < end ? start..<end : 0..<0
  }

  private func earliestStart(
    of job: Int, _ placements: [Placement], _ isPending: [Bool], _ slotCount: Int
  ) -> Int {
    predecessors[job].reduce(0) { start, other in
      if placements[other].isPlaced { return max(start, placements[other].lastSlot + 1) }
      guard !isPending.isEmpty, isPending[other] else { return slotCount }
      let first = max(
        windows[other].lowerBound, earliestStart(of: other, placements, isPending, slotCount))
      return max(start, first + shortest[other])
    }
  }

  private func latestEnd(
    of job: Int, _ placements: [Placement], _ isPending: [Bool], _ slotCount: Int
  ) -> Int {
    successors[job].reduce(slotCount) { end, other in
      if placements[other].isPlaced { return min(end, placements[other].firstSlot) }
      guard !isPending.isEmpty, isPending[other] else { return end }
      let last = min(
        windows[other].upperBound, latestEnd(of: other, placements, isPending, slotCount))
      return min(end, last - shortest[other])
    }
  }
}
