/// One pool and operating point that a job may use, with everything a kernel needs to know.
package struct CompiledOption: Sendable {
  package internal(set) var job: Int
  package let pool: Int
  package let site: Int
  package private(set) var gpus: Int32
  /// Index into the job's power caps; −1 is full power.
  package let powerCap: Int
  /// IT power that the running job adds to the idle power of its GPUs.
  package private(set) var addedKW: Double
  /// Processing time in slot units.
  package private(set) var work: Double
  /// Slots held by a run in one piece.
  package private(set) var slots: Int
  /// Part of the last of those slots that is used.
  package private(set) var lastFraction: Double
  /// First usable slot.
  package private(set) var firstSlot: Int
  /// Last start of a run in one piece.
  package private(set) var latestStart: Int
  package private(set) var window: JobWindow
  package private(set) var interruption: Interruption
  /// Currency for choosing the option: what moving the input costs.
  package let ownCost: Double
  /// The edge, in slots since the horizon's start, after which lateness costs; infinite without one.
  package private(set) var dueSlots: Double
  /// Currency for each slot of lateness.
  package private(set) var latenessPerSlot: Double
  /// Whether the job runs already when the horizon begins.
  package let isRunning: Bool
  /// The counts between which a malleable job may change, in the problem's list by rising speed; empty for all others.
  /// `gpus`, `addedKW`, `work` and `slots` are those of the fastest of them.
  package var levels: Range<Int> = 0..<0
  /// Slots without work after each change of the count.
  package var resize = 0.0

  /// IT power that each running GPU adds to its idle power.
  package var addedKWPerGPU: Double { addedKW / Double(gpus) }

  /// One past the last slot that the job may use.
  package var endSlot: Int { latestStart + slots }

  package enum Interruption: Sendable, Equatable {
    /// Runs in one piece.
    case never
    /// Any slots of the window, at no cost.
    case free
    /// Every run but the last has at least `minimumRun` slots; each resumption adds `restart` slots.
    case costly(minimumRun: Int, restart: Double)
  }
}

extension CompiledOption {
  /// What a finish in a slot costs, after a part of it.
  @inline(__always)
  package func lateness(in slot: Int, after part: Double) -> Double {
    latenessPerSlot == 0 ? 0 : latenessPerSlot * max(0, Double(slot) + part - dueSlots)
  }

  /// Lets the option pay for others that wait for it, too.
  mutating func hurry(_ urgency: Urgency) {
    guard urgency.perSlot > latenessPerSlot else { return }
    dueSlots = min(dueSlots, urgency.dueSlots)
    latenessPerSlot = urgency.perSlot
  }

  /// The last edge by which it may end, with any of its counts.
  func lastEdge(_ slotCount: Int) -> Int { max(endSlot, elasticSlots(slotCount).upperBound) }

  /// The option without interruptions, from the first slot on where the job runs already.
  package var inOnePiece: CompiledOption {
    var option = self
    option.interruption = .never
    if isRunning { option.latestStart = min(0, latestStart) }
    return option
  }

  /// A malleable job's option in one piece, with one of its counts throughout.
  func inOnePiece(with level: ElasticLevel) -> CompiledOption {
    var option = inOnePiece
    option.levels = 0..<0
    option.gpus = level.gpus
    option.addedKW = addedKWPerGPU * Double(level.gpus)
    option.work = window.snapped(work / level.speed)
    option.slots = JobWindow.slotCount(option.work)
    option.lastFraction = JobWindow.lastFraction(option.work)
    option.latestStart = window.lastSlot(endingWith: option.lastFraction) - option.slots + 1
    return option
  }

  /// The option without interruptions between the edges that others leave; nil where it has no start
  /// there.
  ///
  /// - Parameter edges: all there are where nil.
  func inOnePiece(between edges: Range<Int>?) -> CompiledOption? {
    guard let edges else {
      return inOnePiece.firstSlot <= inOnePiece.latestStart ? inOnePiece : nil
    }
    guard !edges.isEmpty,
      let clipped = inOnePiece.clipped(to: edges.lowerBound...edges.upperBound)
    else { return nil }
    return clipped.firstSlot <= clipped.latestStart ? clipped : nil
  }

  /// The option between two edges; nil where the job has no place there in one piece.
  package func clipped(to edges: ClosedRange<Int>) -> CompiledOption? {
    if edges.lowerBound <= firstSlot, Double(edges.upperBound) >= window.deadlineSlots {
      return self
    }
    var option = self
    option.window = window.clipped(to: edges)
    option.firstSlot = option.window.firstSlot
    option.latestStart =
      isRunning && interruption == .never
      ? min(latestStart, option.window.latestStart) : option.window.latestStart
    return option.firstSlot <= option.latestStart ? option : nil
  }

  /// The option with another deadline, in slots since the horizon's start.
  package func ending(by deadlineSlots: Double) -> CompiledOption {
    var option = self
    option.window = window.ending(by: deadlineSlots)
    if !(isRunning && interruption == .never) { option.latestStart = option.window.latestStart }
    return option
  }
}

/// A GPU count of a malleable job.
package struct ElasticLevel: Sendable, Equatable {
  package let gpus: Int32
  /// Work in a slot, in slots at the fastest count that the pool has room for.
  package let speed: Double
}
