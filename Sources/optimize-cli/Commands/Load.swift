import Optimizer

/// How much of a problem's GPUs its jobs ask for.
struct Load {
  let problem: Problem

  init(_ problem: Problem) { self.problem = problem }

  /// For example `120 jobs, 3,500 GPU-hours, 2 sites, 168 slots, load 62.5%`.
  var summary: String {
    let demanded = problem.jobs.reduce(0.0) { $0 + Double($1.gpus) * $1.hours }
    let available = problem.signals.reduce(0) { $0 + $1.capacity.joined().reduce(0, +) }
    let offered = Double(available) * problem.horizon.slotHours
    let load = offered > 0 ? ", load \(fixed(100 * demanded / offered, 1))%" : ""
    return [
      counted(problem.jobs.count, "job"),
      "\(fixed(demanded, demanded < 100 ? 1 : 0, isGrouped: true)) GPU-hours",
      counted(problem.sites.count, "site"), counted(problem.horizon.count, "slot"),
    ].joined(separator: ", ") + load
  }
}
