/// An exhaustive search for any schedule of a few jobs.
///
/// If jobs can be placed at all, they can be placed so that none can start earlier; then each, taken
/// in order of start, stands at its earliest start beside those before it (active schedules: Giffler
/// and Thompson 1960, doi 10.1287/opre.8.4.487; Kolisch 1996, doi 10.1016/0377-2217(95)00357-6). So
/// it branches on which job comes next, and cuts where a job has no start left or where another
/// would fit before the one that is chosen. A job that may be interrupted is a row of one-slot
/// pieces; where interruptions cost something that is a relaxation, which still proves that nothing
/// fits.
struct ConflictSearch {
  /// Slots that may still be visited.
  private(set) var stepsLeft: Int
  /// Whether a schedule that is found is one of the jobs themselves, not of a relaxation.
  let isExact: Bool
  private let slotCount: Int
  private var groups: [Group] = []
  private var freeGPUs: [Int32]
  private var freeKW: [Double]
  private var unplaced: Int
  /// More pieces than this are not worth a try.
  private static let mostPieces = 36

  /// One job.
  private struct Group {
    var options: [CompiledOption]
    /// Whether the job is a row of pieces of one slot.
    var isSplit: Bool
    var pieces: Int
    var placed = 0
    /// Position in `options` of the pieces that are placed.
    var chosen = -1
    var lastSlot = -1

    func isLike(_ other: Group) -> Bool {
      placed == 0 && other.placed == 0 && pieces == other.pieces && isSplit == other.isSplit
        && options.count == other.options.count
        && zip(options, other.options).allSatisfy { $0.isLike($1) }
    }
  }

  private struct Candidate {
    var group: Int
    var option: Int
    var start: Int
    var end: Int
  }

  /// Nil where there are too many pieces.
  init?(_ jobs: [Int], _ problem: CompiledProblem, steps: Int) {
    for job in jobs {
      let options = problem.jobs[job].options.map { problem.options[$0] }
      let isSplit = options[0].interruption != .never
      groups.append(
        Group(options: options, isSplit: isSplit, pieces: isSplit ? options[0].slots : 1))
    }
    unplaced = groups.reduce(0) { $0 + $1.pieces }
    guard unplaced <= Self.mostPieces else { return nil }
    isExact = groups.allSatisfy { group in
      if case .costly = group.options[0].interruption { return false }
      return true
    }
    stepsLeft = steps
    slotCount = problem.slotCount
    freeGPUs = problem.capacity
    freeKW = problem.powerRoomKW
  }

  /// Whether a schedule exists; nil where the steps ran out.
  mutating func hasSchedule() -> Bool? { hasSchedule(from: 0) }

  private mutating func hasSchedule(from floor: Int) -> Bool? {
    if unplaced == 0 { return true }
    guard stepsLeft > 0 else { return nil }
    var candidates: [Candidate] = []
    var firstEnd = Int.max
    for index in groups.indices where groups[index].placed < groups[index].pieces {
      let before = candidates.count
      for option in groups[index].options.indices {
        guard groups[index].placed == 0 || groups[index].chosen == option else { continue }
        guard let (start, end) = earliest(index, option, from: floor) else { continue }
        candidates.append(Candidate(group: index, option: option, start: start, end: end))
      }
      let ends = candidates[before...].map(\.end)
      // The first piece of a row cannot change pools alone.
      guard let end = groups[index].isSplit ? ends.max() : ends.min() else { return false }
      firstEnd = min(firstEnd, end)
    }
    candidates = candidates.filter { $0.start < firstEnd }
    candidates.sort { ($0.start, $0.group, $0.option) < ($1.start, $1.group, $1.option) }
    for (position, candidate) in candidates.enumerated() {
      let isRepeated = candidates[..<position].contains {
        $0.option == candidate.option && $0.start == candidate.start
          && $0.group != candidate.group && groups[$0.group].isLike(groups[candidate.group])
      }
      if isRepeated { continue }
      let group = groups[candidate.group]
      hold(candidate, group, sign: 1)
      unplaced -= 1
      groups[candidate.group].placed += 1
      groups[candidate.group].chosen = candidate.option
      groups[candidate.group].lastSlot = candidate.end - 1
      let answer = hasSchedule(from: candidate.start)
      groups[candidate.group] = group
      unplaced += 1
      hold(candidate, group, sign: -1)
      guard answer == false else { return answer }
    }
    return false
  }

  /// The earliest place of a job's next piece, not before `floor`.
  private mutating func earliest(_ index: Int, _ number: Int, from floor: Int)
    -> (start: Int, end: Int)?
  {
    let group = groups[index]
    let option = group.options[number]
    let slots = group.isSplit ? 1 : option.slots
    let isLastPiece = group.placed == group.pieces - 1
    let part = isLastPiece ? option.lastFraction : 1
    var start = max(floor, option.firstSlot, group.lastSlot + 1)
    let latest =
      group.isSplit
      ? lastSlot(option) - (group.pieces - 1 - group.placed) : option.latestStart
    var slot = start
    while start <= latest {
      stepsLeft -= 1
      let isLast = slot == start + slots - 1
      let kW = option.addedKW * (isLast ? part : 1)
      if freeGPUs[option.pool * slotCount + slot] >= option.gpus,
        freeKW[option.site * slotCount + slot] >= kW
      {
        if isLast { return (start, slot + 1) }
        slot += 1
      } else {
        start = slot + 1
        slot = start
      }
    }
    return nil
  }

  /// The last slot that pieces of a job may take. Restarts may lengthen the last part, so that the
  /// relaxation lets the last piece of a costly job end at the deadline.
  private func lastSlot(_ option: CompiledOption) -> Int {
    guard case .costly = option.interruption else { return option.endSlot - 1 }
    return max(option.endSlot, option.window.endSlot(in: slotCount)) - 1
  }

  private mutating func hold(_ candidate: Candidate, _ group: Group, sign: Int32) {
    let option = group.options[candidate.option]
    let isLastPiece = group.placed == group.pieces - 1
    for slot in candidate.start..<candidate.end {
      let isPart = isLastPiece && slot == candidate.end - 1
      freeGPUs[option.pool * slotCount + slot] -= sign * option.gpus
      freeKW[option.site * slotCount + slot] -=
        Double(sign) * option.addedKW * (isPart ? option.lastFraction : 1)
    }
  }
}

extension CompiledOption {
  /// Whether two jobs are alike at this option.
  fileprivate func isLike(_ other: CompiledOption) -> Bool {
    pool == other.pool && gpus == other.gpus && addedKW == other.addedKW && slots == other.slots
      && lastFraction == other.lastFraction && firstSlot == other.firstSlot
      && latestStart == other.latestStart && interruption == other.interruption
      && window == other.window
  }
}
