import GridPricing
import Optimizer

/// Reads a scenario and all the files that it names.
///
/// It goes on after a mistake, so that one run shows them all. First the shape of the document is
/// checked as a whole; the parts are then taken out of it, and what cannot be taken out has been
/// reported already.
struct ScenarioReader {
  /// An error with the place in the scenario that it belongs to, which orders it among the others.
  struct Finding {
    var anchor: JSONNode.Position
    var error: DocumentError
  }

  let document: InputDocument
  let folder: String
  let settings: PlanDocument.Settings
  private(set) var findings: [Finding] = []

  /// - Parameters:
  ///   - path: the path of the scenario; `-` is standard input.
  ///   - settings: what flags change in the scenario.
  /// - Throws: everything that is wrong, in the order of the scenario.
  static func read(
    _ path: String, settings: PlanDocument.Settings = .init()
  ) throws(DocumentErrors) -> Scenario {
    let document: InputDocument
    do { document = try InputDocument.read(path) } catch { throw DocumentErrors(error) }
    return try read(document, folder: InputDocument.folder(of: path), settings: settings)
  }

  /// - Parameter folder: where relative paths start from; empty, or with a slash at the end.
  static func read(
    _ document: InputDocument, folder: String, settings: PlanDocument.Settings = .init()
  ) throws(DocumentErrors) -> Scenario {
    let root: JSONNode
    do { root = try document.object(named: "the scenario", allowsComments: true) } catch {
      throw DocumentErrors(error)
    }
    return try read(root, of: document, folder: folder, settings: settings)
  }

  /// - Parameter root: the whole document.
  static func read(
    _ root: JSONNode, of document: InputDocument, folder: String,
    settings: PlanDocument.Settings = .init()
  ) throws(DocumentErrors) -> Scenario {
    var reader = ScenarioReader(document: document, folder: folder, settings: settings)
    return try reader.scenario(root)
  }

  private init(document: InputDocument, folder: String, settings: PlanDocument.Settings) {
    self.document = document
    self.folder = folder
    self.settings = settings
  }

  private mutating func scenario(_ root: JSONNode) throws(DocumentErrors) -> Scenario {
    if let error = DocumentVersion.error(in: root, file: document.file) {
      throw DocumentErrors(error)
    }
    var check = ShapeCheck(file: document.file)
    check.check(root, .scenario)
    for error in check.errors {
      let anchor = JSONNode.Position(line: error.line ?? 1, column: error.column ?? 1)
      findings.append(Finding(anchor: anchor, error: error))
    }
    let horizon = root["horizon"].flatMap { self.horizon($0) }
    let objective = self.objective(root["objective"])
    let sites = self.sites(root["sites"]?.array ?? [], currency: objective.currency)
    let jobs = root["jobs"].flatMap { self.jobs($0) }
    if let horizon, let sites, let jobs {
      let scenario = Scenario(
        jobs: jobs.errors.isEmpty ? jobs.jobs : [], sites: sites.map(\.site), horizon: horizon,
        objective: objective, transfers: transfers(root["transfers"]),
        settings: settings, sources: sources(sites, jobs),
        places: ScenarioPlaces(document: document, jobs: jobs.source))
      if findings.isEmpty { return scenario }
      if check.errors.isEmpty { noteContradictions(in: scenario) }
    }
    throw DocumentErrors(sortedErrors)
  }

  /// What the parts that could be read contradict, so that it need not wait for the files.
  private mutating func noteContradictions(in scenario: Scenario) {
    do throws(DocumentErrors) { _ = try scenario.problem() } catch {
      for error in error.errors {
        let isHere = error.file == document.file
        let anchor = JSONNode.Position(
          line: isHere ? error.line ?? 1 : Int.max, column: isHere ? error.column ?? 1 : 1)
        findings.append(Finding(anchor: anchor, error: error))
      }
    }
  }

  private var sortedErrors: [DocumentError] {
    func isBefore(_ left: Finding, _ right: Finding) -> Bool {
      let leftPlace = (left.anchor.line, left.anchor.column)
      let rightPlace = (right.anchor.line, right.anchor.column)
      if leftPlace != rightPlace { return leftPlace < rightPlace }
      let leftLine = (left.error.line ?? 0, left.error.column ?? 0)
      let rightLine = (right.error.line ?? 0, right.error.column ?? 0)
      return left.error.file == right.error.file && leftLine < rightLine
    }
    return findings.sorted(by: isBefore).map(\.error)
  }

  // MARK: Parts

  /// Notes a mistake in the scenario itself.
  mutating func report(_ node: JSONNode, _ problem: String, help: String? = nil) {
    report(DocumentError(file: document.file, at: node.position, problem, help: help), for: node)
  }

  /// Notes a mistake in a file that `node` names.
  mutating func report(_ error: DocumentError, for node: JSONNode) {
    var error = error
    if error.line == nil {
      // A file that is missing or the wrong one is best looked for where it is named.
      error = DocumentError(
        file: document.file, at: node.position,
        (error.kind == .unreadable ? "cannot read " : "in ")
          + "\(DocumentText.shown(path: error.file)): \(error.problem)", help: error.help,
        kind: error.kind)
    }
    findings.append(Finding(anchor: node.position, error: error))
  }

  /// The path that messages and the system use for a path in the scenario.
  func path(_ path: String) -> String { path.hasPrefix("/") ? path : folder + path }

  private mutating func horizon(_ node: JSONNode) -> Horizon? {
    guard let start = node["start"]?.instant, let endNode = node["end"], let end = endNode.instant,
      let slotNode = node["slotMinutes"], let slotMinutes = slotNode.integer,
      (1...1_000_000).contains(slotMinutes)
    else { return nil }
    guard start < end else {
      report(endNode, "horizon.end is \(end), expected it after the start, \(start)")
      return nil
    }
    let (count, rest) = (end.milliseconds - start.milliseconds)
      .quotientAndRemainder(dividingBy: Int64(slotMinutes) * 60_000)
    guard rest == 0 else {
      report(
        slotNode,
        "horizon is no whole number of slots of \(slotMinutes) minutes: \(count) slots leave "
          + "\(JSONText.number(Double(rest) / 60_000)) minutes, expected none")
      return nil
    }
    guard count <= Self.largestSlotCount else {
      report(slotNode, "horizon has \(count) slots, expected at most \(Self.largestSlotCount)")
      return nil
    }
    return Horizon(start: start, slotMinutes: slotMinutes, count: Int(count))
  }

  static let largestSlotCount: Int64 = 1_000_000

  private func objective(_ node: JSONNode?) -> Objective {
    var objective = Objective(currency: node?["currency"]?.string ?? "EUR")
    let price = settings.carbonPricePerTonne ?? node?["carbonPricePerTonne"]?.number
    objective.carbonPrice = .perTonne(price ?? 0)
    objective.waterPrice = .perCubicMetre(node?["waterPricePerM3"]?.number ?? 0)
    for rate in node?["exchangeRates"]?.object ?? [] {
      objective.exchangeRates[rate.key] = rate.value.number
    }
    return objective
  }

  private func transfers(_ node: JSONNode?) -> Transfers {
    Transfers(
      costPerGB: .amount(node?["perGB"]?.number ?? 0), kWhPerGB: node?["kWhPerGB"]?.number ?? 0,
      gigabitsPerSecond: node?["gigabitsPerSecond"]?.number)
  }

  private mutating func jobs(_ node: JSONNode) -> JobList? {
    if let nodes = node.array { return JobReader.read(nodes, of: document) }
    guard let path = node.string, Shape.isName(path) else { return nil }
    do {
      let list = JobReader.read(try InputDocument.read(self.path(path)))
      for error in list.errors { report(error, for: node) }
      return list
    } catch {
      report(error, for: node)
      return nil
    }
  }

  /// The sites; nil where one of them could not be read.
  private mutating func sites(_ nodes: [JSONNode], currency: String) -> [SiteInput]? {
    var files = SeriesFiles()
    let sites = nodes.enumerated().map { index, node in
      site(node, at: "sites[\(index)]", currency: currency, &files)
    }
    let sound = sites.compactMap(\.self)
    return sound.count == sites.count && !sound.isEmpty ? sound : nil
  }

  private func sources(
    _ sites: [SiteInput], _ jobs: JobList
  ) -> [PlanDocument.ProvenanceEntry] {
    var scenario = PlanDocument.ProvenanceEntry(role: "scenario", format: "JSON")
    scenario.file = document.file
    scenario.sha256 = Digest.sha256(document.bytes)
    var sources = [scenario]
    if jobs.source.format != .scenario {
      let document = jobs.source.document
      var entry = PlanDocument.ProvenanceEntry(
        role: "jobs", format: jobs.source.format.rawValue)
      entry.file =
        document.file.hasPrefix(folder)
        ? String(document.file.dropFirst(folder.count)) : document.file
      entry.sha256 = Digest.sha256(document.bytes)
      sources.append(entry)
    }
    return sources + sites.flatMap(\.sources)
  }
}
