import GridPricing
import Optimizer

/// A site and where its series come from.
struct SiteInput: Sendable {
  var site: Site
  var sources: [PlanDocument.ProvenanceEntry]
}

/// An optional part of a site.
private struct Part<Value> {
  var value: Value?
  /// False where the part is there but could not be read, which has been reported.
  var isSound: Bool

  init(_ node: JSONNode?, _ read: (JSONNode) -> Value?) {
    value = node.flatMap(read)
    isSound = node == nil || value != nil
  }
}

extension ScenarioReader {
  /// The site in a node; nil where a part of it is wrong, which has been reported.
  mutating func site(
    _ node: JSONNode, at path: String, currency: String, _ files: inout SeriesFiles
  ) -> SiteInput? {
    let price = node["price"].flatMap { self.price($0, currency: currency, &files) }
    let carbon = Part(node["carbon"]) { self.carbon($0, &files) }
    let weather = Part(node["weather"]) { self.weather($0, &files) }
    let solar = Part(node["solar"]) { self.solar($0, &files) }
    let tariff = Part(node["tariff"], tariff)
    let battery = Part(node["battery"], battery)
    let thermalStorage = Part(node["thermalStorage"], thermalStorage)
    let cooling = node["cooling"].flatMap { self.cooling($0, at: "\(path).cooling") }
    let pools = (node["pools"]?.array ?? []).map { pool($0, &files) }
    let soundPools = pools.compactMap(\.self)
    guard let id = node["id"]?.string, let price, soundPools.count == pools.count,
      let cooling, let limits = gridLimits(node["limits"]),
      carbon.isSound, weather.isSound, solar.isSound, tariff.isSound, battery.isSound,
      thermalStorage.isSound
    else { return nil }
    let site = Site(
      id: id, timeZone: node["timeZone"]?.string,
      jurisdictions: node["jurisdictions"]?.strings ?? [], price: price, carbon: carbon.value,
      weather: weather.value, pools: soundPools,
      itBase: .kilowatts(node["itBaseKW"]?.number ?? 0), cooling: cooling,
      gridLimit: node["gridLimitKW"]?.number.map { .kilowatts($0) }, gridLimits: limits,
      rampPerMinute: node["rampKWPerMinute"]?.number.map { .kilowatts($0) },
      startRampGPUsPerMinute: node["startRampGPUsPerMinute"]?.number,
      tariff: tariff.value ?? .none, battery: battery.value,
      thermalStorage: thermalStorage.value, solar: solar.value)
    return SiteInput(site: site, sources: sources(of: site, node))
  }

  private mutating func cooling(_ node: JSONNode, at path: String) -> Cooling? {
    var reader = CoolingReader(file: document.file)
    let cooling = reader.cooling(node, at: path)
    for error in reader.errors { report(error, for: node) }
    return cooling
  }

  /// Where the series of a site come from.
  private func sources(of site: Site, _ node: JSONNode) -> [PlanDocument.ProvenanceEntry] {
    let weather = site.weather.flatMap {
      $0.dryBulb?.provenance ?? $0.wetBulb?.provenance ?? $0.relativeHumidity?.provenance
    }
    let provenance: [(role: String, provenance: Provenance?)] = [
      ("price", site.price.series.provenance), ("carbon", site.carbon?.series.provenance),
      ("weather", weather), ("solar", site.solar?.provenance),
    ]
    let series = provenance.compactMap { role, provenance in
      provenance.map { source(role, site.id, node[role], $0) }
    }
    return series + reservations(of: site, node["pools"]?.array ?? [])
  }

  /// Where the reservations of a site's pools come from, in the order of the pools.
  private func reservations(
    of site: Site, _ nodes: [JSONNode]
  ) -> [PlanDocument.ProvenanceEntry] {
    zip(site.pools, nodes).compactMap { pool, node in
      pool.reserved.map { reserved in
        var entry = source("reserved", site.id, node["reserved"], reserved.gpus.provenance)
        entry.unit = "\(reserved.gpus.provenance.unit), \(reserved.power.provenance.unit)"
        entry.notes.insert("pool \(pool.id)", at: 0)
        return entry
      }
    }
  }

  private mutating func price(
    _ node: JSONNode, currency: String, _ files: inout SeriesFiles
  ) -> PriceSeries? {
    if let perMWh = node["perMWh"]?.number {
      return .constant(perMWh: perMWh, currency: currency)
    }
    return series(node, &files) { file, zone, column throws(ReadingError) in
      try file.price(zone: zone, column: column)
    }
  }

  private mutating func carbon(
    _ node: JSONNode, _ files: inout SeriesFiles
  ) -> CarbonIntensitySeries? {
    let basis = node["basis"]?.string.flatMap(CarbonBasis.init(rawValue:))
    let factor = node["factor"]?.string.flatMap(EmissionFactor.init(rawValue:))
    if let grams = node["gramsPerKWh"]?.number {
      guard grams >= 0 else { return nil }
      return .constant(gramsPerKWh: grams, basis: basis, factor: factor)
    }
    return series(node, &files) { file, zone, column throws(ReadingError) in
      try file.carbon(zone: zone, column: column, basis: basis, factor: factor)
    }
  }

  mutating func series<Result>(
    _ node: JSONNode, _ files: inout SeriesFiles,
    _ pick: (SeriesFile, String?, String?) throws(ReadingError) -> Result
  ) -> Result? {
    guard let fileNode = node["file"], let name = fileNode.string, Shape.isName(name) else {
      return nil
    }
    do throws(DocumentError) {
      let file = try files.file(path(name))
      do throws(ReadingError) {
        return try pick(file, node["zone"]?.string, node["column"]?.string)
      } catch {
        throw DocumentError(error)
      }
    } catch {
      report(error, for: fileNode)
      return nil
    }
  }

  private mutating func pool(_ node: JSONNode, _ files: inout SeriesFiles) -> GPUPool? {
    let reserved = Part(node["reserved"]) { reservation($0, &files) }
    let availability = (node["availability"]?.array ?? []).map { window in
      window["start"]?.instant.flatMap { start in
        window["end"]?.instant.flatMap { end in
          window["gpus"]?.integer.map { GPUPool.Availability(start: start, end: end, gpus: $0) }
        }
      }
    }
    let windows = availability.compactMap(\.self)
    guard let id = node["id"]?.string, let gpus = node["gpus"]?.integer,
      windows.count == availability.count, reserved.isSound
    else { return nil }
    return GPUPool(
      id: id, gpus: gpus, gpusPerNode: node["gpusPerNode"]?.integer,
      idlePowerPerGPU: .watts(node["idleWattsPerGPU"]?.number ?? 0), availability: windows,
      reserved: reserved.value)
  }

  private mutating func reservation(
    _ node: JSONNode, _ files: inout SeriesFiles
  ) -> Reservation? {
    if let gpus = node["gpus"]?.integer, let power = node["kW"]?.number {
      return .constant(gpus: gpus, power: .kilowatts(power))
    }
    return series(node, &files) { file, zone, _ throws(ReadingError) in
      let (gpus, power) = try file.reserved(zone: zone)
      return Reservation(gpus: gpus, power: power)
    }
  }

  private func source(
    _ role: String, _ site: String, _ node: JSONNode?, _ provenance: Provenance
  ) -> PlanDocument.ProvenanceEntry {
    var entry = PlanDocument.ProvenanceEntry(role: role, format: provenance.format)
    entry.site = site
    entry.file = node?["file"]?.string
    entry.sha256 = provenance.sha256
    entry.unit = provenance.unit
    entry.timeZone = entry.file == nil ? nil : provenance.timeZone
    entry.coverage = provenance.coverage.isEmpty ? nil : provenance.coverage
    entry.notes = provenance.notes
    return entry
  }
}
