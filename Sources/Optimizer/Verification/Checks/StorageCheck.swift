/// Checks batteries and tanks: power, state of charge at the end of each slot, and the final state.
struct StorageCheck {
  let plan: PlanDocument
  let facts: ScenarioFacts
  let lists: ListCheck
  let ledger: Ledger

  func run(_ findings: inout Findings) {
    for (number, site) in facts.sites.enumerated() {
      let books = ledger.sites[number]
      let claimed = lists.siteEntries[number].map { plan.sites[$0].slots }
      if let battery = site.battery, let kWh = books.balance.batteryKWh {
        Storage(
          site: site.id, code: .battery, field: "slots.batteryKW",
          kW: books.dispatch.batteryKW ?? [], kWh: kWh, powerKW: battery.power.kilowatts,
          capacityKWh: battery.capacity.kilowattHours, finalKWh: battery.final.kilowattHours
        ).check(claimedKWh: claimed?.batteryKWh, "slots.batteryKWh", &findings)
      }
      if let tank = site.tank, let kWh = books.balance.storageKWh {
        Storage(
          site: site.id, code: .storage, field: "slots.storageKWThermal",
          kW: books.dispatch.storageKW ?? [], kWh: kWh, powerKW: tank.power.kilowatts,
          capacityKWh: tank.capacity.kilowattHours, finalKWh: tank.final.kilowattHours
        ).check(claimedKWh: claimed?.storageKWhThermal, "slots.storageKWhThermal", &findings)
      }
    }
  }
}

/// What a store of energy did, and what it can do.
private struct Storage {
  let site: String
  let code: Violation.Code
  let field: String
  /// Empty where the plan does not say it.
  let kW: [Double]
  /// Recomputed from `kW`, at the end of each slot.
  let kWh: [Double]
  let powerKW: Double
  let capacityKWh: Double
  let finalKWh: Double

  private var toleranceKWh: Double { Tolerance.storage * max(1, capacityKWh) }

  func check(claimedKWh: [Double]?, _ kWhField: String, _ findings: inout Findings) {
    guard !kW.isEmpty else { return }
    let limit = powerKW + Tolerance.storage * max(1, powerKW)
    let tooStrong = kW.indices.filter { !(abs(kW[$0]) <= limit) }
    findings.add(code, site: site, slots: tooStrong, field: field) {
      "claimed \(kW[$0]) kW, the most is \(powerKW)"
    }
    let range = -toleranceKWh...capacityKWh + toleranceKWh
    let outside = kWh.indices.filter { !range.contains(kWh[$0]) }
    findings.add(code, site: site, slots: outside, field: kWhField) {
      "\(field) leads to \(kWh[$0]) kWh, the store holds 0 to \(capacityKWh)"
    }
    let last = kWh.count - 1
    if !(kWh[last] >= finalKWh - toleranceKWh) {
      findings.add(
        code, .site(id: site, slot: last, field: kWhField),
        "\(field) leads to \(kWh[last]) kWh at the end, the least is \(finalKWh)")
    }
    guard let claimedKWh else { return }
    findings.compareSlots(claimedKWh, with: kWh, site: site, field: kWhField) {
      abs($0 - $1) <= toleranceKWh
    }
  }
}
