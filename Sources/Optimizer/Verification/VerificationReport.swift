/// What came out of verifying a plan.
public struct VerificationReport: Sendable, Equatable {
  /// Everything that does not hold, in the order of the document; empty for a sound plan.
  public var violations: [Violation]
  /// What is known of the plan's bound.
  public var checkedBound: CheckedBound
  /// The figures as recomputed, to be shown beside the claimed ones.
  public var figures: RecomputedFigures
  /// What the verifier could not decide, and why.
  public var notes: [String]

  /// Whether everything holds that the plan states, but for a bound that is only claimed.
  public var isSound: Bool { violations.isEmpty }

  /// What is known of the plan's bound.
  public enum CheckedBound: String, Sendable, CaseIterable {
    /// The shadow prices in the plan prove it.
    case proven
    /// It is higher than what the shadow prices prove here: the plan's word for it.
    case claimed
    /// The plan has none.
    case absent
    /// Violations concern it: it holds nothing.
    case refuted
  }
}

/// A plan's figures, worked out from the scenario and the segments.
public struct RecomputedFigures: Sendable, Equatable {
  /// What the plan costs.
  public var objective: PlanDocument.ObjectiveFigures
  /// Energy, emissions and peak.
  public var totals: PlanDocument.TotalFigures
  /// Run-now; without the jobs whose work lies beyond the horizon.
  public var baseline: PlanDocument.BaselineFigures
  /// The bound that the shadow prices in the plan prove; nil where they are absent or unusable.
  public var pricesLower: Double?
}
