/// A value that the cost of a job with a changing GPU count never goes below (Lagrangian bound).
///
/// The work is put at a price θ instead of demanded, which leaves
///
///     g(θ) = θ·work + min over schedules { Σ whole slots (cost − θ·speed) + θ·lost + last slot },
///
/// where a change of the count and a resumption lose work at the speed that follows them, and the last
/// slot costs its GPUs, a part of (power − θ·speed) and its lateness. Every g(θ) is a lower bound, and g
/// is concave. What a job owes for longer than a slot may be paid at any speed. Minimum runs are left out.
struct ResizableLowerBound {
  /// Of each count, at one pool and one power.
  private let minima: [JobMinimum]
  private let speeds: [Double]
  /// In slot lengths at the first count and full power.
  private let work: Double
  private let mayPause: Bool
  /// Slots without work after a change of the count, and after a resumption.
  private let resize: Double
  private let restart: Double
  private let span: JobSpan

  /// - Precondition: there is a count.
  init(
    _ minima: [JobMinimum], speeds: [Double], work: Double, mayPause: Bool, resize: Double,
    restart: Double
  ) {
    let order = speeds.indices.sorted { speeds[$0] < speeds[$1] }
    self.minima = order.map { minima[$0] }
    self.speeds = order.map { speeds[$0] }
    self.work = work
    self.mayPause = mayPause
    self.resize = resize
    self.restart = restart
    span = minima[0].span
  }

  var value: Double {
    var dearest = 0.0
    for (minimum, speed) in zip(minima, speeds) {
      for slot in span.first..<max(span.first, span.end) {
        dearest = max(dearest, abs(minimum.whole(slot)) / speed)
      }
    }
    return ConcaveMaximum.value(in: -2 * dearest...2 * dearest, of: bound)
  }

  /// The cheapest ways to an edge: not begun, by count in a run, by count in a pause after it.
  private struct Ways {
    var notBegun: Double
    var running: [Double]
    var pausing: [Double]
  }

  /// One pass over the window.
  func bound(at theta: Double) -> Double {
    let never = speeds.map { _ in Double.infinity }
    var ways = Ways(notBegun: 0, running: never, pausing: never)
    var least = Double.infinity
    for slot in span.first..<max(span.first, span.end) {
      var next = ways
      if span.isRunning, !mayPause { next.notBegun = .infinity }
      for (count, minimum) in minima.enumerated() {
        let begun = cost(ofBeginning: slot, with: count, after: ways, at: theta)
        let used = minimum.addedKW * minimum.prices.perKW[slot] - theta * speeds[count]
        let held = minimum.gpus * minimum.prices.perGPU[slot]
        func look(_ part: Double) {
          least = min(least, begun + held + part * used + minimum.lateness(slot, using: part))
        }
        look(0)
        look(span.lateness.partOnTime(of: slot))
        look(1)
        next.running[count] = begun + held + used
        if mayPause { next.pausing[count] = min(ways.pausing[count], ways.running[count]) }
      }
      ways = next
    }
    return theta * work + least
  }

  private func cost(
    ofBeginning slot: Int, with count: Int, after ways: Ways, at theta: Double
  ) -> Double {
    let mayOweLonger = resize + restart > 1
    let extreme = theta > 0 ? 0 : speeds.count - 1
    let slotOfWork = theta * speeds[mayOweLonger ? extreme : count]
    let resumes = span.isRunning && slot > 0
    var least = ways.notBegun + (resumes ? restart * slotOfWork : 0)
    for other in speeds.indices {
      let change = other == count ? 0 : resize * slotOfWork
      least = min(
        least, ways.running[other] + change, ways.pausing[other] + change + restart * slotOfWork)
    }
    return least
  }
}
