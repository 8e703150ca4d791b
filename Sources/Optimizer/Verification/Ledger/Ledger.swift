import GridPricing

/// Every figure that follows from what the jobs hold and how the plants run, added up slot by slot.
///
///     reference = base + idle × available GPUs + Σ jobs GPUs × (watts − idle) × used part
///     grid      = facility + battery − (solar − curtailed)
///     cost      = import × (price + adders + carbon price × intensity) − export × export price
///
/// In each slot a job has the share of the site's figures that its power has in the reference power; it
/// pays for its own lateness and for moving its own input.
struct Ledger {
  /// By job; nil where it does not run.
  let jobs: [Shares?]
  let sites: [SiteLedger]
  let latenessCost: Tally
  let transferCost: Tally

  /// - Parameter dispatches: how each site runs its plant; by itself where nil.
  init(_ facts: ScenarioFacts, _ held: [HeldSlots?], _ dispatches: [Dispatch]? = nil) {
    func addedKW(_ held: HeldSlots) -> Double {
      facts.addedKW(gpus: 1, watts: held.watts, at: held.place)
    }
    // By their numbers, here and below: a loop over jobs copies all that each of them owns.
    var loads = facts.sites.map { LoadLedger($0) }
    for job in held.indices {
      if let held = held[job] { loads[held.place.site].add(held, addedKW: addedKW(held)) }
    }
    let sites = facts.sites.indices.map { number in
      SiteLedger(facts.sites[number], loads[number], dispatches?[number] ?? Dispatch(), facts)
    }
    var latenessCost = Tally()
    var transferCost = Tally()
    jobs = held.indices.map { job in
      guard let held = held[job] else { return nil }
      var share = sites[held.place.site].share(of: held, addedKW: addedKW(held))
      let lateness = facts.jobFacts[job].lateness.tally(finish: held.finish)
      let transfer = Tally(facts.jobFacts[job].transferCosts[held.place.site])
      latenessCost.add(lateness)
      transferCost.add(transfer)
      share.cost.add(lateness + transfer)
      return share
    }
    self.sites = sites
    self.latenessCost = latenessCost
    self.transferCost = transferCost
  }
}
