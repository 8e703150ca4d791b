import GridPricing
import Optimizer

extension ScenarioReader {
  /// The limits in a node; nil where one of them is wrong, which has been reported.
  func gridLimits(_ node: JSONNode?) -> [GridLimit]? {
    all(node) { limit in
      limit["start"]?.instant.flatMap { start in
        limit["end"]?.instant.flatMap { end in
          limit["gridKW"]?.number.map {
            GridLimit(
              start: start, end: end, power: .kilowatts($0), reason: limit["reason"]?.string)
          }
        }
      }
    }
  }

  func battery(_ node: JSONNode) -> Battery? {
    guard let energy = node["energyKWh"]?.number, let power = node["powerKW"]?.number else {
      return nil
    }
    return Battery(
      capacity: .kilowattHours(energy), power: .kilowatts(power),
      roundTripEfficiency: node["roundTripEfficiency"]?.number ?? 0.88,
      initial: node["initialKWh"]?.number.map { .kilowattHours($0) },
      final: node["finalKWh"]?.number.map { .kilowattHours($0) },
      cyclingCost: .perMegawattHour(node["cyclingCostPerMWh"]?.number ?? 0))
  }

  func thermalStorage(_ node: JSONNode) -> ThermalStorage? {
    guard let energy = node["energyKWhThermal"]?.number,
      let power = node["powerKWThermal"]?.number
    else { return nil }
    return ThermalStorage(
      capacity: .kilowattHours(energy), power: .kilowatts(power),
      lossPerHour: node["lossPerHour"]?.number ?? 0.0006,
      initial: node["initialKWhThermal"]?.number.map { .kilowattHours($0) },
      final: node["finalKWhThermal"]?.number.map { .kilowattHours($0) })
  }

  func tariff(_ node: JSONNode) -> Tariff? {
    guard let adders = all(node["addersPerMWh"], adder),
      let charges = all(node["demandCharges"], demandCharge)
    else { return nil }
    return Tariff(
      adders: adders, demandCharges: charges,
      exportPrice: node["exportPricePerMWh"]?.number.map { .perMegawattHour($0) })
  }

  private func adder(_ node: JSONNode) -> EnergyAdder? {
    guard let name = node["name"]?.string, let perMWh = node["perMWh"]?.number,
      let window = window(node["window"])
    else { return nil }
    return EnergyAdder(name: name, price: .perMegawattHour(perMWh), window: window)
  }

  private func demandCharge(_ node: JSONNode) -> DemandCharge? {
    guard let name = node["name"]?.string, let perKW = node["perKW"]?.number,
      let window = window(node["window"])
    else { return nil }
    return DemandCharge(
      name: name, pricePerKilowatt: perKW,
      period: node["period"]?.string.flatMap(CalendarPeriod.init(rawValue:)) ?? .month,
      meteringMinutes: node["meteringMinutes"]?.integer,
      peakSoFar: .kilowatts(node["peakSoFarKW"]?.number ?? 0), window: window)
  }

  private func window(_ node: JSONNode?) -> TariffWindow? {
    guard let node else { return .all }
    return node.string.flatMap { try? TariffWindow($0) }
  }

  /// The elements of an array, none where it is absent; nil where one of them cannot be read.
  private func all<Element>(
    _ node: JSONNode?, _ read: (JSONNode) -> Element?
  ) -> [Element]? {
    let elements = (node?.array ?? []).map(read)
    let sound = elements.compactMap(\.self)
    return sound.count == elements.count ? sound : nil
  }

  // MARK: Series

  mutating func weather(_ node: JSONNode, _ files: inout SeriesFiles) -> WeatherSeries? {
    let pressure: AirPressure? =
      if let hectopascals = node["pressureHPa"]?.number {
        .hectopascals(hectopascals)
      } else {
        node["pressurePa"]?.number.map { .pascals($0) }
      }
    guard node["file"] != nil else {
      return .constant(
        dryBulb: node["dryBulbC"]?.number.map { .celsius($0) },
        wetBulb: node["wetBulbC"]?.number.map { .celsius($0) },
        relativeHumidity: node["relativeHumidityPercent"]?.number.map { .percent($0) },
        pressure: pressure)
    }
    let weather = series(node, &files) { file, zone, _ throws(ReadingError) in
      try file.weather(zone: zone)
    }
    guard var weather, let pressure else { return weather }
    if weather.pressure != nil {
      let key = node["pressureHPa"] == nil ? "pressurePa" : "pressureHPa"
      report(
        node[key] ?? node,
        "\(key) stands beside a file that holds air pressure, expected only one of them")
      return nil
    }
    weather.pressure = .constant(pressure, unit: "Pa", role: "pressure")
    return weather
  }

  mutating func solar(
    _ node: JSONNode, _ files: inout SeriesFiles
  ) -> Series<PowerDimension>? {
    if let power = node["kW"]?.number {
      return .constant(.kilowatts(power), unit: "kW", role: "solar")
    }
    return series(node, &files) { file, zone, column throws(ReadingError) in
      try file.solar(zone: zone, column: column)
    }
  }
}
