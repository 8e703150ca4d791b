import GridPricing

/// Why a job that must run has no place in a plan, and what would have given it one.
public struct Conflict: Sendable, Equatable {
  /// What is short where the job comes closest to fitting in.
  public enum Shortage: Sendable, Equatable {
    /// GPUs of a pool: so many are free of those that are there.
    case gpus(pool: String, site: String, free: Int, available: Int)
    /// Power at the grid connection: so much is free under the limit.
    case power(site: String, free: Power, limit: Power)
    /// IT power that the plant can cool: so much is free of all that it can.
    case cooling(site: String, free: Power, limit: Power)
    /// GPUs that may begin at a slot's edge: so many may still.
    case starts(site: String, free: Int)
    /// Time: another job that it waits for ends too late.
    case time(after: String, end: Instant)
    /// Time: what it waits for takes until then, even if nobody else were there.
    case chain(end: Instant)
    /// Another job that it waits for does not run, and would end then at the earliest; nil where one
    /// of the two fits nowhere inside the horizon.
    case predecessor(String, end: Instant?)
  }

  /// What is known about the jobs in ``others``.
  public enum Evidence: Sendable, Equatable {
    /// Together with the job they cannot run, proven; without any one of them the rest can.
    case proven
    /// No schedule for all was found, but none is excluded; without any one of them the rest can
    /// run.
    case notFound
    /// They hold what is short. The conflict was too wide to reduce, or was not looked into.
    case held
  }

  /// The id of the job.
  public var job: String
  /// What is short in the window.
  public var shortage: Shortage
  /// The slots in which it is short: from the first to the last of them, at the place where least
  /// is missing.
  public var window: Range<Int>
  /// Ids of the other jobs in the conflict, in the order of the problem. Empty where availability
  /// and limits alone leave no place, and where nobody looked.
  public var others: [String]
  /// What is known about the other jobs.
  public var evidence: Evidence
  /// The job would fit by this deadline with all others as planned; nil where it fits nowhere inside
  /// the horizon. Where it waits for jobs that do not run, with each of them at its earliest.
  public var laterDeadline: Instant?
  /// The job whose deadline that is: one that waits for it and must run; nil for its own.
  public var laterJob: String?
  /// It would fit with so many more GPUs in ``window``. The smallest number, where no power is
  /// missing as well.
  public var missingGPUs: Int
  /// It would fit with so much more power at the grid connection in ``window``; where power is not
  /// proportional to load, about so much.
  public var missingPower: Power
  /// It would fit with a plant that cools so much more IT power in ``window``. Where nothing is
  /// missing, GPUs and power are there slot by slot: the search missed the place, or what ties slots
  /// to each other, such as a ramp or a battery that runs empty, leaves none.
  public var missingCooling: Power = .zero
  /// It would fit with so many more GPUs per minute that may start at the site.
  public var missingStartsPerMinute = 0.0
  /// A site where it would fit if its input were there; nil where that is not what keeps it out.
  public var awaitedInput: String?

  /// Whether time is short, and nothing else.
  private var isLate: Bool {
    switch shortage {
    case .time, .chain, .predecessor: true
    case .gpus, .power, .cooling, .starts: false
    }
  }

  private var isNothingMissing: Bool {
    missingGPUs == 0 && missingPower == .zero && missingCooling == .zero
      && missingStartsPerMinute == 0
  }

  /// One line for the plan.
  public func reason(on horizon: Horizon) -> String {
    let between =
      "between \(horizon.edge(window.lowerBound)) and \(horizon.edge(window.upperBound))"
    if isLate { return "no place: \(shortage)\(blame)\(input); \(remedy)" }
    guard !isNothingMissing else {
      return "no place found, although GPUs and power are free \(between); "
        + "a longer search may find one"
    }
    return "no place: \(shortage) \(between)\(blame)\(input); \(remedy)"
  }

  private var input: String {
    awaitedInput.map { ", and its input reaches \(quoted($0)) too late" } ?? ""
  }

  private var blame: String {
    guard !others.isEmpty else {
      return evidence == .held || isLate ? "" : ", by availability and limits alone"
    }
    let shown = others.prefix(8).map(quoted).joined(separator: ", ")
    let names = others.count > 8 ? shown + " and \(others.count - 8) more" : shown
    return switch evidence {
    case .proven: ", in proven conflict with \(names)"
    case .notFound: ", no place found beside \(names)"
    case .held: ", held by \(names)"
    }
  }

  private var remedy: String {
    var remedies: [String] = []
    if let laterDeadline {
      let whose = laterJob.map { " for \(quoted($0)), which waits for it" } ?? ""
      remedies.append("with a deadline of \(laterDeadline)\(whose)")
    }
    if !isNothingMissing { remedies.append("with " + more.joined(separator: " and ")) }
    if case .predecessor(_, let end?) = shortage {
      return (["fits"] + remedies + ["once that ends by \(end)"]).joined(separator: " ")
    }
    guard !remedies.isEmpty else { return "fits nowhere inside the horizon" }
    return "fits " + remedies.joined(separator: " or ")
      + (laterDeadline == nil ? ", not later inside the horizon" : "")
  }

  private var more: [String] {
    var missing: [String] = []
    if missingGPUs > 0 {
      missing.append("\(missingGPUs) more \(missingGPUs == 1 ? "GPU" : "GPUs")")
    }
    if missingPower.kilowatts > 0 {
      missing.append("\(missingPower.kilowatts) kW more from the grid")
    }
    if missingCooling.kilowatts > 0 {
      missing.append("a plant that cools \(missingCooling.kilowatts) kW more of IT power")
    }
    if missingStartsPerMinute > 0 {
      missing.append("a start ramp of \(missingStartsPerMinute) GPUs per minute more")
    }
    return missing
  }
}

extension Conflict.Shortage: CustomStringConvertible {
  public var description: String {
    switch self {
    case .gpus(let pool, let site, let free, let available):
      "pool \(quoted(pool)) at \(quoted(site)) has \(free) of \(available) GPUs free"
    case .power(let site, let free, let limit):
      "site \(quoted(site)) has \(free.kilowatts) of \(limit.kilowatts) kW free"
    case .cooling(let site, let free, let limit):
      "site \(quoted(site)) can cool \(free.kilowatts) kW more, of \(limit.kilowatts) kW in all,"
    case .starts(let site, let free):
      "site \(quoted(site)) may start only \(free) GPUs more at an edge"
    case .time(let after, let end):
      "it waits for job \(quoted(after)), which ends at \(end)"
    case .chain(let end):
      "what it waits for takes until \(end) at least"
    case .predecessor(let id, _):
      "it waits for job \(quoted(id)), which does not run"
    }
  }
}
