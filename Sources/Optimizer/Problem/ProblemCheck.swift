import GridPricing

/// Finds everything that is wrong with a problem, in one pass and in the order of its parts.
struct ProblemCheck {
  let horizon: Horizon
  let objective: Objective
  let transfers: Transfers
  var issues: [ProblemIssue] = []
  var warnings: [Warning] = []

  init(horizon: Horizon, objective: Objective, transfers: Transfers) {
    self.horizon = horizon
    self.objective = objective
    self.transfers = transfers
  }

  mutating func report(_ place: ProblemIssue.Place, _ message: String, help: String? = nil) {
    issues.append(ProblemIssue(place: place, message: message, help: help))
  }

  mutating func checkObjective() {
    if !objective.carbonPrice.value.isFinite {
      report(.objective(key: "carbonPricePerTonne"), "is not a number; expected a finite price")
    }
    if !(0...Self.largestPerUnit).contains(objective.waterPrice.value) {
      report(
        .objective(key: "waterPricePerM3"),
        "is \(objective.waterPrice.value); expected 0 to \(Self.largestPerUnit)")
    }
    for (currency, rate) in objective.exchangeRates.sorted(by: { $0.key < $1.key })
    where !(rate.isFinite && rate > 0) {
      report(
        .objective(key: "exchangeRates"),
        "the rate of \(quoted(currency)) is \(rate); expected a positive number")
    }
  }

  mutating func checkTransfers() {
    check(
      transfers.costPerGB.amount, .transfers(key: "perGB"), isAllowed: 0...Self.largestPerGB)
    check(transfers.kWhPerGB, .transfers(key: "kWhPerGB"), isAllowed: 0...Self.largestPerGB)
    if let rate = transfers.gigabitsPerSecond {
      check(rate, .transfers(key: "gigabitsPerSecond"), isAllowed: Transfers.gigabitRange)
    }
  }

  /// A fee or an energy of moving a GB beyond any network.
  static let largestPerGB = 1e6

  /// A power or an energy, in kW or kWh, beyond any site.
  static let largestKW = 1e9
  /// A price of water, or of a kW of demand, beyond any market.
  static let largestPerUnit = 1e9

  // MARK: Sites

  mutating func checkSites(_ sites: [Site], gaps: GapRule) -> [SiteSignals]? {
    if sites.isEmpty { report(.objective(key: "sites"), "is empty; expected at least one site") }
    var seen: [String: Int] = [:]
    var signals: [SiteSignals] = []
    for (index, site) in sites.enumerated() {
      if let first = seen.updateValue(index, forKey: site.id) {
        report(
          .site(index, path: ["id"]),
          "the site id \(quoted(site.id)) is used already by site \(first + 1); expected unique ids"
        )
      }
      let before = issues.count
      checkSite(site, index)
      checkFacility(of: site, index)
      let isSound = issues.count == before
      guard var sampled = self.signals(of: site, index, gaps: gaps), isSound else { continue }
      let hasWeather = applyWeather(of: site, index, gaps: gaps, to: &sampled)
      if applyTariff(of: site, index, to: &sampled), hasWeather { signals.append(sampled) }
    }
    return signals.count == sites.count ? signals : nil
  }
}
