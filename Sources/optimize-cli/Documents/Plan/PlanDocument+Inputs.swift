import Optimizer

extension PlanDocument {
  /// Whether the plan was made from files with the digests of these, in the same parts.
  func restsOn(_ sources: [ProvenanceEntry]) -> Bool {
    provenance.count == sources.count
      && zip(provenance, sources).allSatisfy { used, source in
        used.role == source.role && used.site == source.site && used.sha256 == source.sha256
      }
  }
}
