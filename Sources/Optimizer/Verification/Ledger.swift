/// Every figure that follows from what the jobs hold, added up slot by slot.
///
///     itKW       = base + idle × available GPUs + Σ jobs GPUs × (watts − idle) × used part
///     facilityKW = itKW × PUE = gridKW
///     energy     = gridKW × slot hours,  emissions = energy × intensity
///     cost       = energy × (price + carbon price × intensity)
struct Ledger {
  /// By job; nil where it does not run.
  private(set) var jobs: [Shares?]
  private(set) var sites: [SiteLedger]
  /// Energy, cost and emissions.
  struct Shares {
    var energyKWh = Tally()
    var cost = Tally()
    /// nil where the site has no carbon series.
    var emissionsKg: Tally?
  }

  struct SiteLedger {
    var itKW: [Double]
    var facilityKW: [Double]
    /// By pool and slot.
    var gpusInUse: [[Int]]
    /// The power that jobs add, before cooling.
    var jobKW: [Double]
    var energyKWh = Tally()
    var itEnergyKWh = Tally()
    var energyCost = Tally()
    var carbonCost = Tally()
    var emissionsKg: Tally?
    /// The share of base load and idle GPUs.
    var unallocated = Shares()
  }

  init(_ facts: ScenarioFacts, _ held: [HeldSlots?]) {
    let hours = facts.horizon.slotHours
    let count = facts.horizon.count
    sites = facts.sites.map { site in
      SiteLedger(
        itKW: site.fixedKW, facilityKW: [],
        gpusInUse: site.pools.map { _ in [Int](repeating: 0, count: count) },
        jobKW: [Double](repeating: 0, count: count))
    }
    jobs = []
    jobs.reserveCapacity(held.count)
    for (job, slots) in zip(facts.jobs, held) {
      guard let slots else {
        jobs.append(nil)
        continue
      }
      let place = slots.place
      let site = facts.sites[place.site]
      let addedKW = facts.addedKW(of: job, at: place)
      var shares = Shares(emissionsKg: site.carbonKgPerKWh == nil ? nil : Tally())
      for (number, run) in slots.runs.enumerated() {
        for slot in run {
          let isLast = number == slots.runs.count - 1 && slot == run.upperBound - 1
          let kW = addedKW * (isLast ? slots.lastPart : 1)
          sites[place.site].gpusInUse[place.pool][slot] += job.gpus
          sites[place.site].jobKW[slot] += kW
          shares.add(kW * site.pue * hours, in: slot, of: site)
        }
      }
      jobs.append(shares)
    }
    for number in sites.indices { sites[number].close(facts.sites[number], facts) }
  }
}

extension Ledger.Shares {
  mutating func add(_ energyKWh: Double, in slot: Int, of site: SiteFacts) {
    self.energyKWh.add(energyKWh)
    cost.add(energyKWh * site.costPerKWh[slot])
    if let carbon = site.carbonKgPerKWh { emissionsKg?.add(energyKWh * carbon[slot]) }
  }
}

extension Ledger.SiteLedger {
  /// Adds fixed and job power, and prices the sum.
  fileprivate mutating func close(_ site: SiteFacts, _ facts: ScenarioFacts) {
    let hours = facts.horizon.slotHours
    let carbonPrice = facts.objective.carbonPrice.perKilogram
    facilityKW.reserveCapacity(itKW.count)
    if site.carbonKgPerKWh != nil {
      emissionsKg = Tally()
      unallocated.emissionsKg = Tally()
    }
    for slot in facts.slots {
      itKW[slot] = site.fixedKW[slot] + jobKW[slot]
      facilityKW.append(itKW[slot] * site.pue)
      let energy = facilityKW[slot] * hours
      energyKWh.add(energy)
      itEnergyKWh.add(itKW[slot] * hours)
      energyCost.add(energy * site.pricePerKWh[slot])
      if let carbon = site.carbonKgPerKWh {
        emissionsKg?.add(energy * carbon[slot])
        carbonCost.add(carbonPrice * energy * carbon[slot])
      }
      unallocated.add(site.fixedKW[slot] * site.pue * hours, in: slot, of: site)
    }
  }
}

/// The sums over all sites.
struct LedgerSums {
  var energyKWh = Tally()
  var itEnergyKWh = Tally()
  var energyCost = Tally()
  var carbonCost = Tally()
  /// nil where any site has no carbon series.
  var emissionsKg: Tally? = Tally()
  var declined = Tally()
  var peakGridKW = 0.0
  /// What the sites would cost without any job.
  var fixedCost = Tally()

  init(_ ledger: Ledger, _ facts: ScenarioFacts, declined values: [Double]) {
    for site in ledger.sites {
      energyKWh.add(site.energyKWh)
      itEnergyKWh.add(site.itEnergyKWh)
      energyCost.add(site.energyCost)
      carbonCost.add(site.carbonCost)
      fixedCost.add(site.unallocated.cost)
      emissionsKg = emissionsKg.flatMap { sum in site.emissionsKg.map { sum + $0 } }
    }
    for value in values { declined.add(value) }
    for slot in facts.slots {
      let gridKW = ledger.sites.reduce(0) { $0 + $1.facilityKW[slot] }
      peakGridKW = max(peakGridKW, gridKW)
    }
  }

  var total: Tally { energyCost + carbonCost + declined }

  /// Facility energy over IT energy; nil without IT energy.
  var pue: Double? {
    itEnergyKWh.value > 0 ? energyKWh.value / itEnergyKWh.value : nil
  }

  func objective(currency: String) -> PlanDocument.ObjectiveFigures {
    var figures = PlanDocument.ObjectiveFigures(currency: currency)
    figures.total = total.value
    figures.energyCost = energyCost.value
    figures.carbonCost = carbonCost.value
    figures.declined = declined.value
    return figures
  }

  var totals: PlanDocument.TotalFigures {
    var figures = PlanDocument.TotalFigures()
    figures.energyMWh = energyKWh.value / 1000
    figures.itEnergyMWh = itEnergyKWh.value / 1000
    figures.emissionsTonnes = emissionsKg.map { $0.value / 1000 }
    figures.pue = pue
    figures.peakGridKW = peakGridKW
    return figures
  }
}
