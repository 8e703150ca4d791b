import Optimizer

/// What `fleet merge` writes: the plans of a fleet, and their sums.
///
/// It holds no path and no time, so that plans of the same bytes give the same document, wherever and
/// in whatever order they were made.
struct FleetDocument: Sendable {
  enum State: Equatable, Sendable {
    case planned(PlanFigures, sha256: String)
    /// There is no plan.
    case missing
    /// The inputs are not those of the plan.
    case stale
    /// The scenario or the plan cannot be read.
    case unreadable

    static let unplannedWords = ["missing", "stale", "unreadable"]

    var word: String {
      switch self {
      case .planned(let plan, _): plan.status.rawValue
      case .missing: "missing"
      case .stale: "stale"
      case .unreadable: "unreadable"
      }
    }
  }

  struct Member: Equatable, Sendable {
    let name: String
    let state: State

    var plan: PlanFigures? {
      if case .planned(let plan, _) = state { plan } else { nil }
    }
  }

  /// In the order of the fleet.
  let members: [Member]
  /// One per currency.
  let sums: [FleetSum]

  init(_ members: [Member]) {
    self.members = members
    sums = FleetSum.byCurrency(members.compactMap(\.plan))
  }

  /// Whether every scenario has a plan for its inputs of now that places every job which must run.
  var isWhole: Bool {
    members.allSatisfy { [.optimal, .feasible].contains($0.plan?.status) }
  }

  // MARK: Text

  /// By the schema `fleet`; one line per member.
  func json(writtenBy program: String, version: String) -> String {
    var text = JSONText()
    text.object(nil, .lines) {
      $0.member("schemaVersion", Schema.version)
      $0.object("generator") {
        $0.member("name", program)
        $0.member("version", version)
      }
      $0.member("isWhole", isWhole)
      $0.object("counts") { text in
        text.member("members", members.count)
        text.member("planned", members.count { $0.plan != nil })
        for word in State.unplannedWords {
          text.member(word, members.count { $0.state.word == word })
        }
      }
      $0.array("sums", .lines, of: sums) { $0.element($1) }
      $0.array("members", .lines, of: members) { $0.element($1) }
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }
}

extension JSONText {
  fileprivate mutating func element(_ member: FleetDocument.Member) {
    object {
      $0.member("name", member.name)
      $0.member("status", member.state.word)
      guard case .planned(let plan, let sha256) = member.state else { return }
      $0.member("stop", plan.stop.rawValue)
      $0.member("version", plan.generator.version)
      $0.member("seed", plan.generator.seed)
      $0.member("settings", plan.settings)
      $0.member("objective", plan.objective)
      $0.member("totals", plan.totals)
      $0.member("bound", plan.bound)
      $0.member("savings", plan.savings)
      $0.member("jobs", plan.jobs)
      $0.member("planSHA256", sha256)
    }
  }

  fileprivate mutating func element(_ sum: FleetSum) {
    object(nil, .lines) {
      $0.member("plans", sum.plans)
      $0.member("objective", sum.objective)
      $0.member("totals", sum.totals)
      if let bound = sum.bound {
        $0.object("bound") {
          $0.member("lower", bound.lower)
          $0.member("gap", bound.gap)
          $0.member("absoluteGap", bound.absoluteGap)
          $0.member("pricesLower", bound.pricesLower)
        }
      }
      if let baseline = sum.baseline {
        $0.object("baseline", .lines) {
          $0.member("lateJobs", baseline.lateJobs)
          $0.member("objective", baseline.objective)
          $0.member("totals", baseline.totals)
        }
      }
      $0.member("savings", sum.savings)
      $0.member("jobs", sum.jobs)
    }
  }

  private mutating func member(_ key: String, _ totals: FleetSum.Totals) {
    object(key) {
      $0.member("energyMWh", totals.energyMWh)
      $0.member("itEnergyMWh", totals.itEnergyMWh)
      $0.member("coolingEnergyMWh", totals.coolingEnergyMWh)
      $0.member("emissionsTonnes", totals.emissionsTonnes)
      $0.member("waterM3", totals.waterM3)
      $0.member("pue", totals.pue)
      $0.member("sumOfPeaksKW", totals.sumOfPeaksKW)
    }
  }

  private mutating func member(_ key: String, _ jobs: PlanFigures.JobCounts) {
    object(key) {
      $0.member("scheduled", jobs.scheduled)
      $0.member("unscheduled", jobs.unscheduled)
      $0.member("declined", jobs.declined)
    }
  }
}
