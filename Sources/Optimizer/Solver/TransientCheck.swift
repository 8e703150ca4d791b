/// Drives the plants of a plan through the horizon with their heat capacities and lags, and says by how
/// much coolant or GPUs exceed their limits while the load steps.
///
/// The limits hold without the margin of the scenario, which is there for just that.
struct TransientCheck {
  /// What a site exceeds: where, and by how many kelvins.
  struct Breach: Equatable {
    var site: Int
    var slot: Int
    var kelvins: Double
  }

  /// The largest breach of each site that has one.
  let breaches: [Breach]

  /// The error of the time steps.
  private static let toleranceK = 0.01

  init(_ plan: Plan) {
    let problem = plan.problem
    breaches = problem.sites.indices.compactMap { site in
      guard case .liquid(let liquid) = problem.sites[site].cooling,
        let air = problem.signals[site].air
      else { return nil }
      let slots = plan.evaluation.sites[site].slots
      let drive = TransientDrive(
        referenceKW: slots.itReferenceKW, air: air, supplyC: slots.supplyC ?? [],
        storageKW: slots.storageKWThermal ?? [], slotSeconds: problem.horizon.slotHours * 3600)
      let run = liquid.plant.simulate(drive)
      let limits = liquid.plant.parameters
      let gpuLimitC = limits.silicon.largestC - limits.silicon.marginK
      var worst = Breach(site: site, slot: 0, kelvins: 0)
      for slot in problem.horizon.slots {
        let excess = max(
          run.coolantSupplyC[slot] - limits.largestCoolantC, run.gpuC[slot] - gpuLimitC)
        if excess > worst.kelvins { worst = Breach(site: site, slot: slot, kelvins: excess) }
      }
      return worst.kelvins > Self.toleranceK / 2 ? worst : nil
    }
  }
}

extension Problem {
  /// The same problem with more room to the temperature limits of some sites.
  func tightened(_ breaches: [TransientCheck.Breach], threads: Int) -> Problem? {
    var sites = sites
    for breach in breaches {
      guard case .liquid(var liquid) = sites[breach.site].cooling else { continue }
      // A little more than is missing, since what is moved meets other weather.
      liquid.marginK += 1.1 * breach.kelvins + 0.1
      sites[breach.site].cooling = .liquid(liquid)
    }
    return try? Problem(
      jobs: jobs, sites: sites, horizon: horizon, objective: objective, transfers: transfers,
      gaps: gaps,
      threads: threads)
  }
}
