/// One way for a job to run: a pool, a power and a GPU count, or all counts where it may change between
/// them; with the least that it costs, transfer included.
struct JobWay {
  /// The least; where it is only known from below, the lower end.
  let low: Double
  /// The cost of the best schedule found.
  let high: Double
  private let transfer: Double
  /// At the largest speed.
  private let fastest: JobMinimum
  /// What its work costs at least; nil where it runs in one piece at one count.
  private let relaxation: WorkRelaxation?

  /// - Parameter range: without the transfer.
  init(
    _ range: (low: Double, high: Double), transfer: Double, fastest: JobMinimum,
    relaxation: WorkRelaxation?
  ) {
    // A hostile price can make sums meaningless: nothing is known then.
    let isKnown = !range.low.isNaN && !range.high.isNaN
    low = isKnown ? range.low + transfer : -.infinity
    high = isKnown ? range.high + transfer : .infinity
    self.transfer = transfer
    self.fastest = fastest
    self.relaxation = relaxation
  }

  /// By edge: the least for a job to end by it, after others that cost so much where they end by an edge.
  ///
  /// - Parameters:
  ///   - before: by edge; falls from edge to edge.
  ///   - alone: one of ``low`` and ``high``.
  func costs(after before: [Double], alone: Double) -> [Double] {
    var costs = before.map { _ in Double.infinity }
    guard let relaxation else {
      fastest.forEachStart { start, end, cost in
        costs[end] = min(costs[end], before[start] + cost + transfer)
      }
      return costs
    }
    let first = fastest.span.first
    let window = max(0, fastest.span.end - first)
    guard let length = fastest.span.length(atMost: window) else { return costs }
    let (floorsBefore, floorsAfter) = (relaxation.valuesBefore, relaxation.valuesAfter)
    for end in stride(from: length.slots, through: window, by: 1) {
      let floor = max(alone, floorsBefore[end] + transfer)
      for start in 0...end - length.slots {
        let cost = before[first + start] + max(floor, floorsAfter[start] + transfer)
        costs[first + end] = min(costs[first + end], cost)
      }
    }
    return costs
  }
}
