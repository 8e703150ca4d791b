import Optimizer

/// Compares the digests that a plan gives for its files with those of the files read now.
struct DigestComparison {
  private let plan: PlanDocument
  private let sources: [PlanDocument.ProvenanceEntry]

  init(of plan: PlanDocument, with scenario: Scenario) {
    self.plan = plan
    sources = scenario.sources
  }

  /// One violation for each file that is not the one the plan was made from.
  var violations: [VerificationFindings.Violation] {
    plan.provenance.indices.compactMap { index in
      let claimed = plan.provenance[index]
      guard let digest = claimed.sha256,
        let source = sources.first(where: { $0.role == claimed.role && $0.site == claimed.site }),
        let actual = source.sha256, actual != digest
      else { return nil }
      return VerificationFindings.Violation(
        code: "provenance", place: "provenance[\(index)].sha256",
        message: "claimed \(quoted(digest)), but \(claimed.role) file "
          + "\(quoted(source.file ?? "")) has \(actual)")
    }
  }
}
