/// Checks batteries and tanks: power, state of charge at the end of each slot, and the final state,
/// which nobody can ask for where base and idle load break a limit.
struct StorageCheck {
  let plan: PlanDocument
  let facts: ScenarioFacts
  let lists: ListCheck
  let ledger: Ledger

  func run(_ findings: inout Findings) {
    for (number, site) in facts.sites.enumerated() {
      guard let position = lists.siteEntries[number] else { continue }
      let (books, claimed) = (ledger.sites[number], plan.sites[position].slots)
      let battery = site.battery.map { battery in
        Storage(
          code: .battery, name: "batteryKW", kW: books.dispatch.batteryKW,
          kWh: books.balance.batteryKWh ?? [], powerKW: battery.power.kilowatts,
          capacityKWh: battery.capacity.kilowattHours, finalKWh: battery.final.kilowattHours)
      }
      check(battery, claimed.batteryKWh, field: "slots.batteryKWh", at: site, &findings)
      let tank = site.tank.map { tank in
        Storage(
          code: .storage, name: "storageKWThermal", kW: books.dispatch.storageKW,
          kWh: books.balance.storageKWh ?? [], powerKW: tank.power.kilowatts,
          capacityKWh: tank.capacity.kilowattHours, finalKWh: tank.final.kilowattHours)
      }
      check(tank, claimed.storageKWhThermal, field: "slots.storageKWhThermal", at: site, &findings)
    }
  }

  private func check(
    _ storage: Storage?, _ claimedKWh: [Double]?, field: String, at site: SiteFacts,
    _ findings: inout Findings
  ) {
    let isExpected = storage != nil
    let claimed = findings.presence(
      of: claimedKWh, site: site.id, field: field, isExpected: isExpected)
    guard let storage else { return }
    if let claimed {
      findings.compareSlots(claimed, with: storage.kWh, site: site.id, field: field) {
        abs($0 - $1) <= storage.toleranceKWh
      }
    }
    storage.checkPower(at: site, &findings)
    storage.checkRange(field: field, at: site, &findings)
    if plan.status != .infeasible { storage.checkFinal(field: field, at: site, &findings) }
  }
}

/// What a store of energy does, and what it can do.
private struct Storage {
  let code: Violation.Code
  /// Of the array that says what it does.
  let name: String
  /// nil where the plan does not say it.
  let kW: [Double]?
  /// Recomputed from `kW`, at the end of each slot.
  let kWh: [Double]
  let powerKW: Double
  let capacityKWh: Double
  let finalKWh: Double

  var toleranceKWh: Double { Tolerance.storage * max(1, capacityKWh) }

  func checkPower(at site: SiteFacts, _ findings: inout Findings) {
    guard let kW else { return }
    let limitKW = powerKW + Tolerance.storage * max(1, powerKW)
    let tooStrong = kW.indices.filter { !(abs(kW[$0]) <= limitKW) }
    findings.add(code, site: site.id, slots: tooStrong, field: "slots.\(name)") {
      "claimed \(kW[$0]) kW, the most is \(powerKW)"
    }
  }

  func checkRange(field: String, at site: SiteFacts, _ findings: inout Findings) {
    guard kW != nil else { return }
    let range = -toleranceKWh...capacityKWh + toleranceKWh
    let outside = kWh.indices.filter { !range.contains(kWh[$0]) }
    findings.add(code, site: site.id, slots: outside, field: field) {
      "\(name) leads to \(kWh[$0]) kWh, the store holds 0 to \(capacityKWh)"
    }
  }

  func checkFinal(field: String, at site: SiteFacts, _ findings: inout Findings) {
    guard kW != nil else { return }
    let last = kWh.count - 1
    if !(kWh[last] >= finalKWh - toleranceKWh) {
      findings.add(
        code, .site(id: site.id, slot: last, field: field),
        "\(name) leads to \(kWh[last]) kWh at the end, the least is \(finalKWh)")
    }
  }
}
