import GridPricing

extension ProblemCheck {
  /// The values of the grid connection, the storages and the tariff.
  mutating func checkFacility(of site: Site, _ index: Int) {
    func place(_ path: String...) -> ProblemIssue.Place { .site(index, path: path) }
    if let name = site.timeZone, LocalCalendar(name) == nil {
      report(
        place("timeZone"), "is \(quoted(name)); expected an IANA name such as 'Europe/Berlin'")
    }
    for (number, limit) in site.gridLimits.enumerated() {
      let key = String(number)
      if limit.end <= limit.start {
        report(
          place("limits", key, "end"), "\(limit.end) is not after the start \(limit.start)")
      }
      check(limit.power.kilowatts, place("limits", key, "gridKW"), isAllowed: 0...Self.largestKW)
    }
    if let ramp = site.rampPerMinute {
      checkEquipment(ramp.kilowatts, place("rampKWPerMinute"))
    }
    if let ramp = site.startRampGPUsPerMinute {
      check(ramp, place("startRampGPUsPerMinute"), isAllowed: 0...Self.largestStartRamp)
    }
    if let battery = site.battery { check(battery, at: index) }
    if let storage = site.thermalStorage { check(storage, of: site, at: index) }
    check(site.tariff, at: index)
  }

  private mutating func check(_ battery: Battery, at index: Int) {
    func place(_ key: String) -> ProblemIssue.Place { .site(index, path: ["battery", key]) }
    let before = issues.count
    checkEquipment(battery.capacity.kilowattHours, place("energyKWh"))
    checkEquipment(battery.power.kilowatts, place("powerKW"))
    let efficiency = battery.roundTripEfficiency
    if !(efficiency > 0 && efficiency <= 1) {
      report(place("roundTripEfficiency"), "is \(efficiency); expected more than 0, at most 1")
    }
    check(
      battery.cyclingCost.perMegawattHour, place("cyclingCostPerMWh"),
      isAllowed: 0...Self.largestPerUnit)
    guard issues.count == before else { return }
    checkStates(
      initial: (battery.initial.kilowattHours, place("initialKWh")),
      final: (battery.final.kilowattHours, place("finalKWh")),
      capacity: battery.capacity.kilowattHours, kept: 1,
      charge: battery.power.kilowatts * efficiency.squareRoot() * horizon.slotHours)
  }

  private mutating func check(_ storage: ThermalStorage, of site: Site, at index: Int) {
    func place(_ keys: String...) -> ProblemIssue.Place {
      .site(index, path: ["thermalStorage"] + keys)
    }
    let before = issues.count
    if !site.cooling.hasChiller {
      report(place(), "needs liquid cooling with a chiller; expected no tank at this site")
    }
    checkEquipment(storage.capacity.kilowattHours, place("energyKWhThermal"))
    checkEquipment(storage.power.kilowatts, place("powerKWThermal"))
    let kept = 1 - storage.lossPerHour * horizon.slotHours
    if !(storage.lossPerHour >= 0 && kept > 0) {
      report(
        place("lossPerHour"),
        "is \(storage.lossPerHour); expected at least 0, and less than 1 in a slot of "
          + "\(horizon.slotMinutes) minutes")
    }
    guard issues.count == before else { return }
    checkStates(
      initial: (storage.initial.kilowattHours, place("initialKWhThermal")),
      final: (storage.final.kilowattHours, place("finalKWhThermal")),
      capacity: storage.capacity.kilowattHours, kept: kept,
      charge: storage.power.kilowatts * horizon.slotHours)
  }

  /// Whether the states at both ends of the horizon fit, and the last follows from the first.
  ///
  /// - Parameters:
  ///   - kept: the share that a slot leaves of what is stored.
  ///   - charge: the most, in kWh, that it adds.
  private mutating func checkStates(
    initial: (kWh: Double, place: ProblemIssue.Place),
    final: (kWh: Double, place: ProblemIssue.Place),
    capacity: Double, kept: Double, charge: Double
  ) {
    for state in initial == final ? [initial] : [initial, final]
    where !(0...capacity).contains(state.kWh) {
      report(state.place, "is \(state.kWh); expected 0 kWh to the capacity, \(capacity)")
      return
    }
    var reached = initial.kWh
    for _ in 0..<horizon.count where reached < final.kWh {
      reached = min(capacity, reached * kept + charge)
    }
    if reached < final.kWh - Self.roundingOfStates * capacity {
      report(
        final.place,
        "is \(final.kWh), but charging at full power reaches \(reached) kWh by \(horizon.end); "
          + "expected no more than that")
    }
  }

  /// GPUs per minute beyond any site.
  private static let largestStartRamp = 1e9

  /// Stored energies that differ by less, as a share of the capacity, are the same after rounding.
  private static let roundingOfStates = 1e-9

  mutating func checkEquipment(_ value: Double, _ place: ProblemIssue.Place) {
    check(value, place, isAllowed: Problem.equipmentRange)
  }

  mutating func check(
    _ value: Double, _ place: ProblemIssue.Place, isAllowed range: ClosedRange<Double>
  ) {
    if !range.contains(value) {
      report(place, "is \(value); expected \(range.lowerBound) to \(range.upperBound)")
    }
  }
}

extension Problem {
  /// Powers in kW, and energies in kWh, that a connection, a battery or a tank may have: from a milliwatt,
  /// below which figures are noise, to more than any site has.
  package static let equipmentRange = 1e-6...1e9
}
