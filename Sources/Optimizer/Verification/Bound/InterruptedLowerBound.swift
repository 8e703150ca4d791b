/// A value that the cost of a job with costly interruptions never goes below (Lagrangian bound).
///
/// The time used, whole slots and the part of the last, is work + r × restart. Put at a price θ
/// instead of demanded, it leaves
///
///     g(θ) = θ·work + min over runs { Σ whole slots (cost − θ) + r·θ·restart + last slot },
///
/// where the last slot costs its GPUs and at best 0 or all of (its power − θ). Every g(θ) is a lower
/// bound, and g is concave. The job is as late as the start of
/// its last slot. What runs already begins in the first slot without a restart or a minimum run, or
/// resumes.
struct InterruptedLowerBound {
  private let minimum: JobMinimum
  private let minimumRun: Int
  private let restart: Double

  init(_ minimum: JobMinimum, minimumRun: Int, restart: Double) {
    self.minimum = minimum
    self.minimumRun = minimumRun
    self.restart = restart
  }

  var value: Double {
    let slots = minimum.span.first..<max(minimum.span.first, minimum.span.end)
    let dearest = slots.reduce(0) { max($0, abs(minimum.whole($1))) }
    return ConcaveMaximum.value(in: -2 * dearest...2 * dearest, of: bound)
  }

  /// One pass over the window.
  func bound(at theta: Double) -> Double {
    let first = minimum.span.first
    let window = max(0, minimum.span.end - first)
    // starting[e]: cheapest way to begin a run at edge e, resumptions paid.
    var starting = [Double](repeating: 0, count: window + 1)
    var completed = Double.infinity  // All runs complete one slot before the edge or earlier.
    var running = Double.infinity  // In a run that may stop at the edge.
    var lastRun = Double.infinity  // In the last run, which may stop anywhere.
    var least = Double.infinity
    for edge in 0..<window {
      let slot = first + edge
      let isFirst = minimum.span.isRunning && slot == 0
      let resumes = minimum.span.isRunning && slot > 0
      starting[edge] = min(resumes ? theta * restart : 0, completed + theta * restart)
      lastRun = min(lastRun, starting[edge])
      let power = minimum.addedKW * minimum.prices.perKW[slot]
      let gpus = minimum.gpus * minimum.prices.perGPU[slot]
      let lateness = minimum.lateness(slot, using: 0)
      least = min(least, lastRun + gpus + min(0, power - theta) + lateness)
      lastRun += power + gpus - theta

      completed = min(completed, running)  // The run ended before this slot, which is the gap.
      running += power + gpus - theta
      if isFirst { running = power + gpus - theta }
      let start = edge + 1 - minimumRun
      if start >= 0 {
        let run = minimum.whole(first + start..<slot + 1) - theta * Double(minimumRun)
        running = min(running, starting[start] + run)
      }
    }
    return theta * minimum.span.work + least
  }
}
