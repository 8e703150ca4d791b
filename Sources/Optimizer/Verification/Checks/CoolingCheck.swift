/// Checks what the loads ask of liquid-cooled plants: headroom, set point, limits in the steady state,
/// and what the tank takes or gives.
struct CoolingCheck {
  let plan: PlanDocument
  let facts: ScenarioFacts
  let ledger: Ledger

  func run(_ findings: inout Findings) {
    for (site, books) in zip(facts.sites, ledger.sites) {
      guard let liquid = site.cooling.liquid else { continue }
      // Where base and idle load alone are too much, only jobs can make it worse.
      let slots = facts.slots.filter {
        plan.status != .infeasible || books.load.jobKW[$0] > 0
      }
      checkHeadroom(site, liquid, books, slots, &findings)
      checkLimits(site, liquid, books, slots, &findings)
      checkTank(site, liquid, books, &findings)
    }
  }

  private func checkHeadroom(
    _ site: SiteFacts, _ liquid: LiquidFacts, _ books: Ledger.SiteLedger, _ slots: [Int],
    _ findings: inout Findings
  ) {
    let tooMuch = slots.filter {
      !site.cooling.admits(referenceKW: books.load.referenceKW($0), in: $0)
    }
    findings.add(.headroom, site: site.id, slots: tooMuch, field: "itReferenceKW") {
      "the site draws \(books.load.referenceKW($0)) kW, its plant cools \(liquid.headroomKW[$0])"
    }
  }

  /// The limits of coolant, GPUs and chilled water, with the margin of the scenario.
  private func checkLimits(
    _ site: SiteFacts, _ liquid: LiquidFacts, _ books: Ledger.SiteLedger, _ slots: [Int],
    _ findings: inout Findings
  ) {
    if let heldC = liquid.heldC, let supplyC = books.dispatch.supplyC {
      let moved = facts.slots.filter { abs(supplyC[$0] - heldC) > Tolerance.limitK }
      findings.add(.coolingLimit, site: site.id, slots: moved, field: "slots.supplyC") {
        "claimed \(supplyC[$0]), the scenario holds \(heldC) °C"
      }
    }
    func roomK(_ slot: Int) -> Double {
      books.power[slot].state?.room.least(marginK: liquid.marginK) ?? 0
    }
    let tooWarm = slots.filter { !(roomK($0) >= -Tolerance.limitK) }
    findings.add(.coolingLimit, site: site.id, slots: tooWarm, field: "slots.supplyC") {
      "at this set point a limit less \(liquid.marginK) K is exceeded by \(-roomK($0)) K"
    }
  }

  /// The tank takes over what the plant cools without it, and is charged with what it could cool more.
  private func checkTank(
    _ site: SiteFacts, _ liquid: LiquidFacts, _ books: Ledger.SiteLedger,
    _ findings: inout Findings
  ) {
    guard site.tank != nil, let tankKW = books.dispatch.storageKW else { return }
    func range(_ slot: Int) -> ClosedRange<Double> {
      let supplyC = books.power[slot].state?.setC ?? liquid.plant.parameters.supplyC
      let alone = liquid.state(
        referenceKW: books.load.referenceKW(slot), supplyC: supplyC, in: slot)
      return liquid.plant.storageRangeKW(of: alone, air: liquid.air[slot])
    }
    let outside = facts.slots.filter { slot in
      if tankKW[slot] == 0 { return false }
      let range = range(slot)
      let tolerance = Tolerance.storage * max(1, -range.lowerBound, range.upperBound)
      return !(range.lowerBound - tolerance...range.upperBound + tolerance).contains(tankKW[slot])
    }
    findings.add(.storage, site: site.id, slots: outside, field: "slots.storageKWThermal") {
      "claimed \(tankKW[$0]) kW, the plant leaves \(range($0).lowerBound) to \(range($0).upperBound)"
    }
  }
}
