import Optimizer

/// Says in one line what became of each scenario of a fleet, and how the run ends.
struct FleetReport {
  enum Outcome {
    case kept(PlanFigures)
    case planned(PlanFigures, PlanStaleness?, duration: Duration)
    /// A signal came before there was a plan.
    case cut
    /// - Parameter failures: at least one.
    case failed([Failure])
  }

  private let console: Console
  private var counts = (kept: 0, planned: 0, failed: 0)
  private(set) var exitCode = ExitCode.success

  init(_ console: Console) { self.console = console }

  mutating func add(_ outcome: Outcome, of member: Fleet.Member) {
    let name = quoted(member.name)
    switch outcome {
    case .kept(let plan):
      counts.kept += 1
      worsen(to: plan.status.exitCode)
      console.note("\(name) kept: \(plan.summary)")
    case .planned(let plan, let staleness, let duration):
      counts.planned += 1
      worsen(to: plan.status.exitCode)
      let how = staleness.map { "planned anew, \($0.reason)" } ?? "planned"
      console.note("\(name) \(how): \(plan.summary), \(fixed(duration / .seconds(1), 2)) s")
    case .cut:
      console.note("\(name): no plan had been found yet; nothing is written")
    case .failed(let failures):
      counts.failed += 1
      worsen(to: failures[0].exitCode)
      Self.write(failures, of: member, to: console)
    }
  }

  func finish(_ shard: Shard, _ members: Int, of fleet: Fleet) {
    let part = shard.count == 1 ? "" : "shard \(shard.index)/\(shard.count), "
    console.note(
      "\(part)\(members) of \(counted(fleet.members.count, "scenario")): \(counts.planned) planned, "
        + "\(counts.kept) kept, \(counts.failed) failed")
  }

  /// The first failure, at a place that tells whose it is; the others are counted.
  static func write(_ failures: [Failure], of member: Fleet.Member, to console: Console) {
    let first = failures[0]
    let isOwn = first.place.map { $0.hasPrefix(DocumentText.onOneLine(member.folder)) } ?? false
    let place = isOwn ? "" : first.place.map { "\($0): " } ?? ""
    let more = failures.count - 1
    console.error(
      place + first.message, at: isOwn ? first.place : member.scenario,
      help: more > 0
        ? "there \(more == 1 ? "is" : "are") \(counted(more, "more error")); check lists them"
        : first.help)
  }

  private mutating func worsen(to code: ExitCode) {
    if Self.gravity(of: code) > Self.gravity(of: exitCode) { exitCode = code }
  }

  /// A defect weighs most, then a full disk, which the next run meets again, then bad input.
  private static func gravity(of code: ExitCode) -> Int {
    let order: [ExitCode] = [.success, .notWhole, .noInput, .badData, .cannotCreate, .internal]
    guard let gravity = order.firstIndex(of: code) else {
      preconditionFailure("no scenario of a fleet ends with \(code)")
    }
    return gravity
  }
}

extension PlanFigures {
  /// For example `cost 812.40 EUR, gap 0.058%`.
  var summary: String {
    var parts = ["cost \(fixed(objective.total, 2, isGrouped: true)) \(objective.currency)"]
    if let gap = bound?.gap { parts.append("gap \(fixed(100 * gap, 3))%") }
    if stop == .interrupted { parts.append("interrupted") }
    if status == .infeasible { parts.append("infeasible") }
    if status == .partial { parts.append("\(counted(jobs.unscheduled, "job")) not placed") }
    return parts.joined(separator: ", ")
  }
}
