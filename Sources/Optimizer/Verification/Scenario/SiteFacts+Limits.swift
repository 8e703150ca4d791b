extension SiteFacts {
  /// Whether the site can serve a load in a slot with idle storages: within the headroom of its plant,
  /// and within the limit of its grid connection once its panels and `batteryKW` have helped.
  func canServe(referenceKW: Double, batteryKW: Double = 0, in slot: Int) -> Bool {
    guard cooling.admits(referenceKW: referenceKW, in: slot) else { return false }
    guard let limit = gridLimits[slot] else { return true }
    let power = cooling.power(referenceKW: referenceKW, supplyC: nil, tankKW: 0, in: slot)
    return limit.admits(gridKW: power.facilityKW - (solarKW?[slot] ?? 0) - batteryKW)
  }

  /// The first slot in which base and idle load alone exceed a limit, whatever the battery does.
  func firstShortSlot(slotHours: Double) -> Int? {
    let helpKW = battery?.power.kilowatts ?? 0
    return fixedKW.indices.first {
      !canServe(referenceKW: fixedKW[$0], batteryKW: helpKW, in: $0)
    } ?? firstEmptySlot(slotHours: slotHours)
  }

  /// The first slot in which a battery that charges whenever it can runs out under base and idle load;
  /// the last one where it ends below its final state.
  private func firstEmptySlot(slotHours: Double) -> Int? {
    guard let battery, gridLimits.contains(where: { $0 != nil }) else { return nil }
    let capacityKWh = battery.capacity.kilowattHours
    let toleranceKWh = Tolerance.storage * max(1, capacityKWh)
    let oneWay = battery.roundTripEfficiency.squareRoot()
    var kWh = battery.initial.kilowattHours
    for slot in fixedKW.indices {
      let spareKW = min(battery.power.kilowatts, largestSpareKW(in: slot))
      kWh += spareKW * slotHours * (spareKW < 0 ? 1 / oneWay : oneWay)
      if kWh < -toleranceKWh { return slot }
      kWh = min(kWh, capacityKWh)
    }
    return kWh < battery.final.kilowattHours - toleranceKWh ? fixedKW.count - 1 : nil
  }

  /// What grid and panels have left beside base and idle load, the tank giving all that it can.
  private func largestSpareKW(in slot: Int) -> Double {
    guard let limit = gridLimits[slot] else { return .infinity }
    func spareKW(_ tankKW: Double) -> Double {
      let power = cooling.power(
        referenceKW: fixedKW[slot], supplyC: nil, tankKW: tankKW, in: slot)
      return limit.gridKW + (solarKW?[slot] ?? 0) - power.facilityKW
    }
    guard let tank, let liquid = cooling.liquid else { return spareKW(0) }
    let state = liquid.leastPowerState(referenceKW: fixedKW[slot], in: slot)
    let range = liquid.plant.storageRangeKW(of: state, air: liquid.air[slot])
    return max(spareKW(0), spareKW(max(range.lowerBound, -tank.power.kilowatts)))
  }
}
