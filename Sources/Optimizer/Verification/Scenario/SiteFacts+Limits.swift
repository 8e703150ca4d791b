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
  var firstShortSlot: Int? {
    fixedKW.indices.first { slot in
      let helpKW = battery?.power.kilowatts ?? 0
      return !canServe(referenceKW: fixedKW[slot], batteryKW: helpKW, in: slot)
    }
  }
}
