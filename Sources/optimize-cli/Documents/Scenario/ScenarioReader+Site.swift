import GridPricing
import Optimizer

/// A site and where its series come from.
struct SiteInput: Sendable {
  var site: Site
  var sources: [PlanDocument.ProvenanceEntry]
}

extension ScenarioReader {
  /// The site in a node; nil where a part of it is wrong, which has been reported.
  mutating func site(
    _ node: JSONNode, currency: String, _ files: inout SeriesFiles
  ) -> SiteInput? {
    let price = node["price"].flatMap { self.price($0, currency: currency, &files) }
    let carbon = node["carbon"].map { self.carbon($0, &files) }
    let pools = (node["pools"]?.array ?? []).map(pool)
    let soundPools = pools.compactMap(\.self)
    guard let id = node["id"]?.string, let price, soundPools.count == pools.count,
      let pue = node["cooling"]?["pue"]?.number
    else { return nil }
    if let carbon, carbon == nil { return nil }
    let site = Site(
      id: id, timeZone: node["timeZone"]?.string,
      jurisdictions: node["jurisdictions"]?.strings ?? [], price: price, carbon: carbon ?? nil,
      pools: soundPools, itBase: .kilowatts(node["itBaseKW"]?.number ?? 0),
      cooling: .fixedPUE(pue), gridLimit: node["gridLimitKW"]?.number.map { .kilowatts($0) })
    var sources = [source("price", id, node["price"], price.series.provenance)]
    if let carbon = site.carbon {
      sources.append(source("carbon", id, node["carbon"], carbon.series.provenance))
    }
    return SiteInput(site: site, sources: sources)
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

  private mutating func series<Result>(
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

  private func pool(_ node: JSONNode) -> GPUPool? {
    let availability = (node["availability"]?.array ?? []).map { window in
      window["start"]?.instant.flatMap { start in
        window["end"]?.instant.flatMap { end in
          window["gpus"]?.integer.map { GPUPool.Availability(start: start, end: end, gpus: $0) }
        }
      }
    }
    let windows = availability.compactMap(\.self)
    guard let id = node["id"]?.string, let gpus = node["gpus"]?.integer,
      windows.count == availability.count
    else { return nil }
    return GPUPool(
      id: id, gpus: gpus, gpusPerNode: node["gpusPerNode"]?.integer,
      idlePowerPerGPU: .watts(node["idleWattsPerGPU"]?.number ?? 0), availability: windows)
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
