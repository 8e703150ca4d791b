import GridPricing

/// Checks the course of temperatures: the plant with its heat capacities and lags, driven through the
/// whole horizon by the loads, set points and tank of the plan.
///
/// A load that steps up finds valve, fans and chiller where the last one left them; until they have
/// followed, coolant and GPUs are warmer than the steady state says. The limits hold without the margin
/// of the scenario, which is there for this.
struct TemperatureCheck {
  let plan: PlanDocument
  let facts: ScenarioFacts
  let ledger: Ledger

  func run(_ findings: inout Findings) {
    // An infeasible plan breaks limits by itself.
    guard plan.status != .infeasible else { return }
    for (site, books) in zip(facts.sites, ledger.sites) {
      guard let liquid = site.cooling.liquid else { continue }
      let course = Course(liquid, books, facts)
      let parameters = liquid.plant.parameters
      check(
        course.coolant, "coolant", limitC: parameters.largestCoolantC, at: site, &findings)
      check(
        course.gpu, "GPU", limitC: parameters.silicon.largestC - parameters.silicon.marginK,
        at: site, &findings)
    }
  }

  private func check(
    _ hottest: [Course.Peak], _ what: String, limitC: Double, at site: SiteFacts,
    _ findings: inout Findings
  ) {
    let slots = hottest.indices.filter { !(hottest[$0].celsius <= limitC + Tolerance.courseK) }
    findings.add(.temperature, site: site.id, slots: slots, field: "slots.itReferenceKW") { slot in
      let instant = facts.horizon.start.advanced(byHours: hottest[slot].seconds / 3600)
      return "the \(what) reaches \(hottest[slot].celsius) °C at \(instant), the limit is \(limitC)"
    }
  }
}

/// The hottest moments of each slot.
private struct Course {
  struct Peak {
    /// Since the start of the horizon.
    var seconds = 0.0
    var celsius = -Double.infinity

    mutating func take(_ celsius: Double, at seconds: Double) {
      if celsius > self.celsius { self = Peak(seconds: seconds, celsius: celsius) }
    }
  }

  private(set) var coolant: [Peak]
  private(set) var gpu: [Peak]

  init(_ liquid: LiquidFacts, _ books: Ledger.SiteLedger, _ facts: ScenarioFacts) {
    coolant = facts.slots.map { _ in Peak() }
    gpu = coolant
    let drive = TransientDrive(
      referenceKW: facts.slots.map { books.load.referenceKW($0) }, air: liquid.air,
      supplyC: books.power.map { $0.state?.setC ?? liquid.plant.parameters.supplyC },
      storageKW: books.dispatch.storageKW ?? [], slotSeconds: facts.horizon.slotHours * 3600)
    var (coolant, gpu) = (coolant, gpu)
    _ = liquid.plant.simulate(drive) { sample in
      coolant[sample.slot].take(sample.coolantSupplyC, at: sample.seconds)
      gpu[sample.slot].take(sample.gpuC, at: sample.seconds)
    }
    (self.coolant, self.gpu) = (coolant, gpu)
  }
}
