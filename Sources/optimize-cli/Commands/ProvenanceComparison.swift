import Optimizer

/// Compares what a plan says of its files with the files read now: the digest, and how many slots had
/// a gap filled.
struct ProvenanceComparison {
  private let plan: PlanDocument
  private let sources: [PlanDocument.ProvenanceEntry]

  init(of plan: PlanDocument, with scenario: Scenario, _ problem: Problem) {
    self.plan = plan
    sources = scenario.provenance(of: problem)
  }

  /// Violations for each file that is not as the plan says.
  var violations: [VerificationFindings.Violation] {
    plan.provenance.indices.flatMap { index -> [VerificationFindings.Violation] in
      let claimed = plan.provenance[index]
      let source = sources.first { $0.role == claimed.role && $0.site == claimed.site }
      guard let source else { return [] }
      var violations: [VerificationFindings.Violation] = []
      func add(_ field: String, _ message: String) {
        violations.append(
          VerificationFindings.Violation(
            code: "provenance", place: "provenance[\(index)].\(field)", message: message))
      }
      if let digest = claimed.sha256, let actual = source.sha256, actual != digest {
        add(
          "sha256",
          "claimed \(quoted(digest)), but \(claimed.role) file \(quoted(source.file ?? "")) has "
            + actual)
      }
      if let filled = claimed.filledSlots, filled != source.filledSlots ?? 0 {
        add("filledSlots", "claimed \(filled), recomputed \(source.filledSlots ?? 0)")
      }
      return violations
    }
  }
}
