extension Job {
  /// Whether its `sites` and `jurisdictions` allow it to run at `site`: a hard constraint.
  public func mayRun(at site: Site) -> Bool {
    if let sites, !sites.contains(site.id) { return false }
    guard let jurisdictions else { return true }
    return site.jurisdictions.contains { jurisdictions.contains($0) }
  }
}
