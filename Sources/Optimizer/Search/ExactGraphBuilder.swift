/// Unfolds the rules of one job into an ``ExactGraph``, slot by slot from the start.
///
/// O(window · slots) nodes for a job that runs in one piece or in any slots, O(window · slots ·
/// runs) where interruptions cost something. Two pasts that leave the same future share a node.
struct ExactGraphBuilder {
  private enum Phase: UInt8 {
    /// Not begun.
    case waiting
    /// In a run that goes on until the job is done.
    case lastRun
    /// May stop and go on in any slot.
    case anySlots
    /// Between two runs.
    case between
    /// In a run that is not the last one.
    case run
    /// Done or left out.
    case over
  }

  private struct Node {
    var phase: Phase
    var option: Int = -1
    /// Slot units to go.
    var rest = 0.0
    /// Length of the run so far, up to the minimum run.
    var run = 0

    /// Equal for nodes with the same future; lengths count as equal within a billionth of a slot.
    var key: Key {
      Key(
        phase: phase.rawValue, option: option, rest: Int((rest * 1e9).rounded()), run: run)
    }

    struct Key: Hashable {
      var phase: UInt8
      var option: Int
      var rest: Int
      var run: Int
    }
  }

  private let problem: CompiledProblem
  private let options: Range<Int>
  private let leaveOutCost: Double
  /// Currency for one kW through one slot, by site and slot.
  private let slotCost: [Double]
  private let lastStart: Int
  private var arcs: [ExactGraph.Arc] = []
  private var next: [Node] = []
  private var numbers: [Node.Key: Int32] = [:]
  private var nextBase: Int32 = 0

  /// The graph of a job.
  ///
  /// - Parameter slotCost: what one kW costs through each slot, by site.
  static func graph(
    of job: Int, in problem: CompiledProblem, leaveOutCost: Double, slotCost: [Double]
  ) -> ExactGraph {
    var builder = ExactGraphBuilder(problem, job, leaveOutCost, slotCost)
    return builder.build()
  }

  private init(
    _ problem: CompiledProblem, _ job: Int, _ leaveOutCost: Double, _ slotCost: [Double]
  ) {
    self.problem = problem
    self.leaveOutCost = leaveOutCost
    self.slotCost = slotCost
    options = problem.jobs[job].options
    // Schedules in several runs need more slots, so none of them begins later.
    lastStart = options.reduce(-1) { max($0, problem.options[$1].latestStart) }
  }

  private mutating func build() -> ExactGraph {
    var layers = [0]
    var firstArc: [Int] = []
    var current = [Node(phase: .waiting)]
    for slot in 0..<problem.slotCount {
      let base = layers[slot]
      nextBase = Int32(base + current.count)
      layers.append(Int(nextBase))
      next.removeAll(keepingCapacity: true)
      numbers.removeAll(keepingCapacity: true)
      for node in current {
        firstArc.append(arcs.count)
        expand(node, slot)
      }
      swap(&current, &next)
    }
    layers.append(layers[problem.slotCount] + current.count)
    // Only a finished job may stand at the end.
    let end = current.firstIndex { $0.phase == .over } ?? 0
    for _ in current { firstArc.append(arcs.count) }
    firstArc.append(arcs.count)
    let last = layers[problem.slotCount]
    let whole = ExactGraph(layers: layers, firstArc: firstArc, arcs: arcs)
    return whole.filtered(endingAt: last + end) { _ in true }
  }

  // MARK: Rules

  private mutating func expand(_ node: Node, _ slot: Int) {
    switch node.phase {
    case .waiting: wait(slot)
    case .over: idle(to: Node(phase: .over))
    case .lastRun:
      work(node, slot) { Node(phase: .lastRun, option: node.option, rest: $0) }
    case .anySlots:
      idle(to: node)
      work(node, slot) { Node(phase: .anySlots, option: node.option, rest: $0) }
    case .between:
      idle(to: node)
      beginRun(node, slot)
    case .run: continueRun(node, slot)
    }
  }

  private mutating func wait(_ slot: Int) {
    if slot >= lastStart {
      idle(to: Node(phase: .over), cost: leaveOutCost)
    } else {
      idle(to: Node(phase: .waiting))
    }
    for number in options {
      let option = problem.options[number]
      guard slot >= option.firstSlot, slot <= option.latestStart else { continue }
      let start = Node(phase: .between, option: number, rest: option.work)
      switch option.interruption {
      case .never: work(start, slot) { Node(phase: .lastRun, option: number, rest: $0) }
      case .free: work(start, slot) { Node(phase: .anySlots, option: number, rest: $0) }
      case .costly: beginRun(start, slot)
      }
    }
  }

  /// Either the last run begins, or one after which another follows.
  private mutating func beginRun(_ node: Node, _ slot: Int) {
    let window = problem.options[node.option].window
    if window.snapped(node.rest) > window.lengthTolerance {
      work(node, slot) { Node(phase: .lastRun, option: node.option, rest: $0) }
    }
    hold(
      node, slot, part: 1,
      to: Node(phase: .run, option: node.option, rest: node.rest - 1, run: 1))
  }

  private mutating func continueRun(_ node: Node, _ slot: Int) {
    guard case .costly(let minimumRun, let restart) = problem.options[node.option].interruption
    else { return }
    let run = min(node.run + 1, minimumRun)
    hold(
      node, slot, part: 1,
      to: Node(phase: .run, option: node.option, rest: node.rest - 1, run: run))
    if node.run >= minimumRun {
      idle(to: Node(phase: .between, option: node.option, rest: node.rest + restart))
    }
  }

  /// One slot of a run that ends with the job.
  private mutating func work(_ node: Node, _ slot: Int, then: (Double) -> Node) {
    let window = problem.options[node.option].window
    let rest = window.snapped(node.rest)
    if JobWindow.slotCount(rest) > 1 {
      hold(node, slot, part: 1, to: then(rest - 1))
    } else if slot <= window.lastSlot(endingWith: rest) {
      hold(node, slot, part: rest, to: Node(phase: .over))
    }
  }

  // MARK: Arcs

  private mutating func idle(to target: Node, cost: Double = 0) {
    arcs.append(ExactGraph.Arc(target: number(target), cost: cost))
  }

  private mutating func hold(_ node: Node, _ slot: Int, part: Double, to target: Node) {
    let option = problem.options[node.option]
    // Nothing that ends after the window can be completed.
    guard slot < option.endOfWindow else { return }
    let kW = option.addedKW * part
    arcs.append(
      ExactGraph.Arc(
        target: number(target), pool: Int32(option.pool), site: Int32(option.site),
        gpus: option.gpus, option: Int32(node.option), part: part, kW: kW,
        cost: slotCost[option.site * problem.slotCount + slot] * kW))
  }

  private mutating func number(_ node: Node) -> Int32 {
    let known = numbers[node.key]
    if let known { return known }
    let number = nextBase + Int32(next.count)
    numbers[node.key] = number
    next.append(node)
    return number
  }
}

extension CompiledOption {
  /// One past the last slot that lies in the window, if only in part.
  var endOfWindow: Int { Int(window.deadlineSlots.rounded(.up)) }
}
