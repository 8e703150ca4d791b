/// One statement of a plan that does not hold.
public struct Violation: Sendable, Equatable, CustomStringConvertible {
  /// The rule that is broken.
  public var code: Code
  /// Where in the plan it is broken.
  public var place: Place
  /// One line: what the plan claims and what comes out when it is worked out anew.
  public var message: String

  public init(code: Code, place: Place, message: String) {
    self.code = code
    self.place = place
    self.message = message
  }

  public var description: String { "\(place): \(message) [\(code.rawValue)]" }

  /// Where in the plan the statement stands.
  public enum Place: Sendable, Equatable, CustomStringConvertible {
    /// A field of the document, as a path of keys: `bound.lower`.
    case document(field: String)
    /// A job by its id, and the field concerned, where there is one.
    case job(id: String, field: String?)
    /// A site by its id, and a field of it; of one slot where that slot alone is wrong or is the
    /// first of several.
    case site(id: String, slot: Int?, field: String)

    public var description: String {
      switch self {
      case .document(let field): field
      case .job(let id, let field): "job \(quoted(id))" + (field.map { ", \($0)" } ?? "")
      case .site(let id, let slot, let field):
        "site \(quoted(id)), \(field)" + (slot.map { "[\($0)]" } ?? "")
      }
    }
  }

  /// The rule that is broken. Raw values are stable words for programs.
  public enum Code: String, Sendable, CaseIterable {
    // The document as a whole.
    case schemaVersion = "schema-version"
    case horizon, settings, currency, status, stop
    /// A number that must be there is not.
    case absent
    /// A number is there that must not be.
    case unexpected
    case arrayLength = "array-length"
    case warning

    // Which jobs, sites and pools it speaks of.
    case jobMissing = "job-missing"
    case jobRepeated = "job-repeated"
    case jobUnknown = "job-unknown"
    case jobOrder = "job-order"
    case siteList = "site-list"
    case poolList = "pool-list"

    // One job.
    case jobStatus = "job-status"
    case unknownSite = "unknown-site"
    case wrongPool = "wrong-pool"
    /// A site that the job's `sites` or `jurisdictions` forbid.
    case residency
    case segmentOutside = "segment-outside"
    case segmentEmpty = "segment-empty"
    case segmentEdge = "segment-edge"
    case segmentOverlap = "segment-overlap"
    case segmentTouch = "segment-touch"
    case gpus, watts, release, deadline
    /// More than one run of a job that may not be interrupted.
    case split
    case minimumRun = "minimum-run"
    /// Time run is not what the job's work, its restarts and its resizes take.
    case work
    /// A start before the job's input is there.
    case transfer
    /// A job that runs already is moved, or paused where it may not be.
    case running
    /// A start before the finish of a job that it waits for, or without that job.
    case precedence
    case finish, slack
    case jobEnergy = "job-energy"
    case jobCost = "job-cost"
    case jobEmissions = "job-emissions"
    case runNowCost = "run-now-cost"
    case runNowEmissions = "run-now-emissions"

    // One site.
    case capacity
    case gridLimit = "grid-limit"
    /// Export where none is allowed.
    case export
    case ramp
    /// More GPUs begin, resume or are added at once than the site allows.
    case startRamp = "start-ramp"
    /// More solar power left unused than there is, or less than none.
    case curtailment
    /// The battery's power or state of charge.
    case battery
    /// The tank's power, state or part in the cooling.
    case storage
    /// More IT power than the plant can cool.
    case headroom
    /// The set point of the facility supply, or a limit that the steady state breaks there.
    case coolingLimit = "cooling-limit"
    /// A temperature limit that the course of the loads breaks.
    case temperature
    case slotFigure = "slot-figure"
    case unallocated

    // The whole.
    case objective, totals, baseline, savings

    // The bound.
    /// Multipliers that prove nothing: negative, not finite, or too large for exact sums.
    case shadowPrice = "shadow-price"
    case pricesLower = "prices-lower"
    case boundLower = "bound-lower"
    case gap
  }
}
