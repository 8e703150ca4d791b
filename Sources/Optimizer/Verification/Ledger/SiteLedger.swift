import GridPricing

extension Ledger {
  /// The books of one site.
  struct SiteLedger {
    let load: LoadLedger
    let dispatch: Dispatch
    let power: [FacilityPower]
    let balance: GridBalance
    /// Of each slot.
    let slots: [Shares]
    let sums: SiteSums
    /// What no job causes: base load, idle GPUs, demand charges, wear and water.
    let unallocated: Shares

    init(_ site: SiteFacts, _ load: LoadLedger, _ dispatch: Dispatch, _ facts: ScenarioFacts) {
      self.load = load
      self.dispatch = dispatch
      let hours = facts.horizon.slotHours
      power = facts.slots.map { slot in
        site.cooling.power(
          referenceKW: load.referenceKW(slot), supplyC: dispatch.supplyC?[slot],
          tankKW: dispatch.storageKW?[slot] ?? 0, in: slot)
      }
      balance = GridBalance(site, dispatch, facilityKW: power.map(\.facilityKW), hours: hours)

      var slots: [Shares] = []
      var sums = SiteSums(site)
      var unallocated = Shares(hasEmissions: site.carbonKgPerKWh != nil)
      for slot in facts.slots {
        let bill = SlotBill(
          site, slot, importKWh: balance.importKW(slot) * hours,
          exportKWh: balance.exportKW(slot) * hours, facts.objective.carbonPrice)
        let shares = bill.shares(facilityKWh: Tally(power[slot].facilityKW * hours))
        slots.append(shares)
        unallocated.add(load.unallocatedPart(in: slot), of: shares)
        sums.add(bill)
        sums.add(power[slot], referenceKW: load.referenceKW(slot), hours: hours)
      }
      sums.addFixedCosts(site, dispatch, balance, hours: hours)
      unallocated.cost.add(sums.demandCost + sums.cyclingCost + sums.waterCost)
      self.slots = slots
      self.sums = sums
      self.unallocated = unallocated
    }

    /// What a job causes: of each slot's figures the part that its power has in the reference power.
    ///
    /// - Parameter addedKW: what each running GPU adds to its idle power.
    func share(of held: HeldSlots, addedKW: Double) -> Shares {
      var share = Shares(hasEmissions: sums.emissionsKg != nil)
      held.forEachPart { slot, gpus, part in
        share.add(load.part(of: Double(gpus) * addedKW * part, in: slot), of: slots[slot])
      }
      return share
    }
  }
}
