import Optimizer

extension JSONText {
  /// A site of a plan, each of its arrays on one line.
  mutating func element(_ site: PlanDocument.SiteEntry) {
    object(nil, .lines) {
      $0.member("id", site.id)
      $0.object("unallocated") {
        $0.member("energyKWh", site.unallocated.energyKWh)
        $0.member("cost", site.unallocated.cost)
        $0.member("emissionsKg", site.unallocated.emissionsKg)
      }
      $0.object("slots", .lines) { $0.members(of: site.slots) }
      guard let prices = site.shadowPrices else { return }
      $0.object("shadowPrices", .lines) { $0.members(of: prices) }
    }
  }

  private mutating func members(of slots: PlanDocument.SlotFigures) {
    member("itKW", slots.itKW)
    member("itReferenceKW", slots.itReferenceKW)
    member("coolingKW", slots.coolingKW)
    member("conversionLossKW", slots.conversionLossKW)
    member("facilityKW", slots.facilityKW)
    member("solarKW", slots.solarKW)
    member("curtailedKW", slots.curtailedKW)
    member("batteryKW", slots.batteryKW)
    member("batteryKWh", slots.batteryKWh)
    member("storageKWThermal", slots.storageKWThermal)
    member("storageKWhThermal", slots.storageKWhThermal)
    member("gridKW", slots.gridKW)
    array("pue", of: slots.pue) { $0.element($1) }
    member("supplyC", slots.supplyC)
    member("gpuC", slots.gpuC)
    member("headroomKW", slots.headroomKW)
    member("waterLPerHour", slots.waterLPerHour)
    member("pricePerMWh", slots.pricePerMWh)
    member("carbonGramsPerKWh", slots.carbonGramsPerKWh)
    object("gpusInUse", .lines) {
      for series in slots.gpusInUse { $0.member(series.pool, series.values) }
    }
  }

  private mutating func members(of prices: PlanDocument.ShadowPrices) {
    member("energyPerMWh", prices.energyPerMWh)
    object("gpuHour", .lines) {
      for series in prices.gpuHour { $0.member(series.pool, series.values) }
    }
    if !prices.demandPerKW.isEmpty {
      object("demandPerKW", .lines) {
        for series in prices.demandPerKW { $0.member(series.charge, series.values) }
      }
    }
    member("batteryPerMWh", prices.batteryPerMWh)
    member("storagePerMWhThermal", prices.storagePerMWhThermal)
    member("rampPerKW", prices.rampPerKW)
  }
}
