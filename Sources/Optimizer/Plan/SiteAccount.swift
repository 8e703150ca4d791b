import GridPricing

/// One site's operation, and who bears what of it.
struct SiteAccount {
  let operation: SiteOperation
  /// Of all slots; nil without a carbon series.
  let emissionsKg: Double?
  let slotHours: Double
  let solarKW: [Double]?
  private let site: Site
  private let books: SiteBooks
  private let headroomKW: [Double]?
  private let gpusInUse: [[Int]]
  /// What jobs bear.
  let rates: Rates
  private var entered = PlanDocument.UnallocatedFigures()

  /// What jobs bear at a site. Apart from the account, so that threads share nothing else.
  struct Rates {
    /// By slot.
    fileprivate let perKW: [SlotRate]
    fileprivate let hasEmissions: Bool
  }

  /// What one kW of reference IT power bears in a slot.
  fileprivate struct SlotRate {
    var energyKWh = 0.0
    var energyCost = 0.0
    var carbonCost = 0.0
    var emissionsKg = 0.0
  }

  init(_ problem: Problem, site index: Int, _ load: SiteLoad, _ dispatch: Dispatch?) {
    site = problem.sites[index]
    gpusInUse = load.gpusInUse
    headroomKW = problem.signals[index].headroomKW
    let books = problem.books[index]
    self.books = books
    let operation = books.operation(itReferenceKW: load.itReferenceKW, dispatch: dispatch)
    self.operation = operation
    slotHours = books.slotHours
    solarKW = books.solarKW
    var emissionsKg: Double? = books.carbonKgPerKWh == nil ? nil : 0
    let perKW = load.itReferenceKW.indices.map { slot in
      let gridKW = operation.balance.gridKW[slot]
      let slotEmissionsKg = books.emissionsKg(gridKW: gridKW, slot: slot)
      if let slotEmissionsKg { emissionsKg? += slotEmissionsKg }
      guard load.itReferenceKW[slot] > 0 else { return SlotRate() }
      let share = 1 / load.itReferenceKW[slot]
      return SlotRate(
        energyKWh: share * operation.cooling.facilityKW[slot] * books.slotHours,
        energyCost: share * books.energyCost(gridKW: gridKW, slot: slot),
        carbonCost: share * books.carbonCost(gridKW: gridKW, slot: slot),
        emissionsKg: share * (slotEmissionsKg ?? 0))
    }
    rates = Rates(perKW: perKW, hasEmissions: emissionsKg != nil)
    self.emissionsKg = emissionsKg
    entered.emissionsKg = emissionsKg == nil ? nil : 0
  }

  /// Enters what one job bears: lateness and transfer are no cost of the site's operation.
  mutating func enter(_ bill: Evaluation.JobFigures) {
    entered.energyKWh += bill.energyKWh
    entered.cost += bill.energyCost + bill.carbonCost
    if let emissionsKg = bill.emissionsKg { entered.emissionsKg? += emissionsKg }
  }

  /// The figures of the site, once all its jobs are entered.
  var entry: PlanDocument.SiteEntry {
    var rest = PlanDocument.UnallocatedFigures()
    rest.energyKWh = operation.cooling.facilityKW.reduce(0, +) * slotHours - entered.energyKWh
    rest.cost = operation.costs.total - entered.cost
    rest.emissionsKg = emissionsKg.map { $0 - (entered.emissionsKg ?? 0) }
    return PlanDocument.SiteEntry(id: site.id, unallocated: rest, slots: slots)
  }

  private var slots: PlanDocument.SlotFigures {
    let cooling = operation.cooling
    let balance = operation.balance
    var slots = PlanDocument.SlotFigures()
    slots.itKW = cooling.itKW
    slots.itReferenceKW = operation.itReferenceKW
    slots.coolingKW = cooling.coolingKW
    slots.conversionLossKW = cooling.conversionLossKW
    slots.facilityKW = cooling.facilityKW
    slots.solarKW = solarKW
    slots.curtailedKW = balance.curtailedKW
    slots.batteryKW = balance.batteryKW
    slots.batteryKWh = balance.batteryKWh
    slots.storageKWThermal = balance.storageKW
    slots.storageKWhThermal = balance.storageKWh
    slots.gridKW = balance.gridKW
    slots.pue = zip(cooling.facilityKW, cooling.itKW).map { $1 > 0 ? $0 / $1 : nil }
    slots.supplyC = cooling.supplyC
    slots.gpuC = cooling.gpuC
    slots.headroomKW = headroomKW
    slots.waterLPerHour = cooling.waterLPerHour
    slots.pricePerMWh = books.pricePerKWh.map { $0 * 1000 }
    slots.carbonGramsPerKWh = books.carbonKgPerKWh?.map { $0 * 1000 }
    slots.gpusInUse = zip(site.pools, gpusInUse).map {
      PlanDocument.PoolSeries(pool: $0.id, values: $1)
    }
    return slots
  }
}

extension SiteAccount.Rates {
  /// What one job uses, costs and emits, lateness and transfer apart.
  func bill(_ load: JobLoad, on horizon: Horizon) -> Evaluation.JobFigures {
    var bill = Evaluation.JobFigures(segments: load.segments(on: horizon))
    var emissionsKg = 0.0
    load.forEachSlot { slot, addedKW in
      bill.energyKWh += addedKW * perKW[slot].energyKWh
      bill.energyCost += addedKW * perKW[slot].energyCost
      bill.carbonCost += addedKW * perKW[slot].carbonCost
      emissionsKg += addedKW * perKW[slot].emissionsKg
    }
    if hasEmissions { bill.emissionsKg = emissionsKg }
    return bill
  }
}
