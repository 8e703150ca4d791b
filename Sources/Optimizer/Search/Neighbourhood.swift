/// Which jobs a move takes out: those that run around one instant.
///
/// Jobs are listed by stretches of the horizon that their windows touch, so that a sample of the
/// jobs near an instant costs no scan of all jobs.
struct Neighbourhood: Sendable {
  let problem: CompiledProblem
  private let stretch: Int
  /// Jobs by stretch, one after the other; `offsets` says where each stretch begins.
  private let members: [Int32]
  private let offsets: [Int]

  init(_ problem: CompiledProblem) {
    self.problem = problem
    let windows = problem.jobs.map { job in
      job.options.reduce(Int.max..<Int.max) { range, number in
        let option = problem.options[number]
        return range.lowerBound == .max ? option.firstSlot..<option.endSlot : range
      }
    }
    let total = windows.reduce(0) { $0 + $1.count }
    stretch = max(1, total / max(1, problem.jobs.count) / 4)
    let stretches = (problem.slotCount + stretch - 1) / stretch
    var counts = [Int](repeating: 0, count: stretches + 1)
    for window in windows where !window.isEmpty {
      for index in window.lowerBound / stretch...(window.upperBound - 1) / stretch {
        counts[index + 1] += 1
      }
    }
    for index in 0..<stretches { counts[index + 1] += counts[index] }
    offsets = counts
    var next = counts
    var members = [Int32](repeating: 0, count: counts[stretches])
    for (job, window) in windows.enumerated() where !window.isEmpty {
      for index in window.lowerBound / stretch...(window.upperBound - 1) / stretch {
        members[next[index]] = Int32(job)
        next[index] += 1
      }
    }
    self.members = members
  }

  /// The jobs that hold GPUs of a pool in a slot.
  func holders(
    of pool: Int, in slot: Int, _ state: borrowing SearchState, into found: inout [Int]
  ) {
    found.removeAll(keepingCapacity: true)
    let index = slot / stretch
    for member in offsets[index]..<offsets[index + 1] {
      let job = Int(members[member])
      let placement = state.placements[job]
      guard placement.isPlaced, problem.options[Int(placement.option)].pool == pool,
        placement.holds(slot)
      else { continue }
      found.append(job)
    }
  }

  /// A random job that holds GPUs of a pool in a slot; nil where a few draws find none.
  func randomHolder(
    of pool: Int, in slot: Int, _ state: borrowing SearchState, _ random: inout RandomSource
  ) -> Int? {
    let index = slot / stretch
    let size = offsets[index + 1] - offsets[index]
    for _ in 0..<16 where size > 0 {
      let job = Int(members[offsets[index] + random.below(size)])
      let placement = state.placements[job]
      if placement.isPlaced, problem.options[Int(placement.option)].pool == pool,
        placement.holds(slot)
      {
        return job
      }
    }
    return nil
  }

  /// Up to `count` different jobs that run near a random instant of a random job, that job first,
  /// or that are left out and could run there; half the time, in the same pool.
  func sample(
    _ count: Int, spread: Int, _ state: borrowing SearchState, _ random: inout RandomSource,
    into chosen: inout [Int]
  ) {
    chosen.removeAll(keepingCapacity: true)
    let first = random.below(problem.jobs.count)
    chosen.append(first)
    let placement = state.placements[first]
    let pool =
      problem.poolCount > 1 && placement.isPlaced && random.below(2) == 0
      ? problem.options[Int(placement.option)].pool : nil
    let instant: Int
    if placement.isPlaced {
      let position = random.below(Int(placement.count))
      instant =
        placement.slots.isEmpty ? Int(placement.start) + position : Int(placement.slots[position])
    } else {
      let option = problem.options[problem.jobs[first].options.lowerBound]
      instant = option.firstSlot + random.below(max(1, option.endSlot - option.firstSlot))
    }
    fill(count, spread, instant, pool, state, &random, &chosen)
  }

  /// Up to `count` different jobs that run near a random slot of a place, in its pool or in any.
  func sample(
    _ count: Int, spread: Int, around place: Placement, _ state: borrowing SearchState,
    _ random: inout RandomSource, into chosen: inout [Int]
  ) {
    chosen.removeAll(keepingCapacity: true)
    let position = random.below(Int(place.count))
    let instant = place.slots.isEmpty ? Int(place.start) + position : Int(place.slots[position])
    let pool =
      problem.poolCount > 1 && random.below(2) == 0
      ? problem.options[Int(place.option)].pool : nil
    fill(count, spread, instant, pool, state, &random, &chosen)
  }

  private func fill(
    _ count: Int, _ spread: Int, _ instant: Int, _ pool: Int?, _ state: borrowing SearchState,
    _ random: inout RandomSource, _ chosen: inout [Int]
  ) {
    var tries = 0
    while chosen.count < count, tries < 12 * count {
      tries += 1
      let near = instant + random.below(2 * spread + 1) - spread
      guard near >= 0, near < problem.slotCount else { continue }
      let index = near / stretch
      let size = offsets[index + 1] - offsets[index]
      guard size > 0 else { continue }
      let job = Int(members[offsets[index] + random.below(size)])
      let other = state.placements[job]
      guard !chosen.contains(job), other.runs(near: near) else { continue }
      if let pool, other.isPlaced, problem.options[Int(other.option)].pool != pool { continue }
      chosen.append(job)
    }
  }
}

extension Placement {
  /// Whether the job holds its GPUs in a slot.
  func holds(_ slot: Int) -> Bool {
    if slots.isEmpty { return Int(start) <= slot && slot < Int(start + count) }
    return slots.contains(Int32(slot))
  }

  /// Whether the job holds GPUs around a slot; one that is left out could run anywhere.
  func runs(near slot: Int) -> Bool {
    guard isPlaced else { return true }
    let end = slots.isEmpty ? Int(start + count) : Int(slots[slots.count - 1]) + 1
    return Int(start) <= slot && slot < end
  }
}
