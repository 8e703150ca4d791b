import GridPricing

/// Every figure that follows from what the jobs hold and how the plants run, added up slot by slot.
///
///     reference = base + idle × available GPUs + Σ jobs GPUs × (watts − idle) × used part
///     grid      = facility + battery − (solar − curtailed)
///     cost      = import × (price + adders + carbon price × intensity) − export × export price
///
/// In each slot a job has the share of the site's figures that its power has in the reference power.
struct Ledger {
  /// By job; nil where it does not run.
  let jobs: [Shares?]
  let sites: [SiteLedger]

  /// - Parameter dispatches: how each site runs its plant; by itself where nil.
  init(_ facts: ScenarioFacts, _ held: [HeldSlots?], _ dispatches: [Dispatch]? = nil) {
    var loads = facts.sites.map { LoadLedger($0) }
    for (job, held) in zip(facts.jobs, held) {
      guard let held else { continue }
      loads[held.place.site].add(job, addedKW: facts.addedKW(of: job, at: held.place), held)
    }
    let sites = facts.sites.indices.map { number in
      SiteLedger(facts.sites[number], loads[number], dispatches?[number] ?? Dispatch(), facts)
    }
    jobs = zip(facts.jobs, held).map { job, held in
      guard let held else { return nil }
      return sites[held.place.site].share(of: held, addedKW: facts.addedKW(of: job, at: held.place))
    }
    self.sites = sites
  }
}
