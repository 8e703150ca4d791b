import Foundation

/// What a week costs, counted from segments and the rows of the series in plain arithmetic.
///
/// Shares nothing with the program but the words of its documents.
struct Recount {
  struct Figures {
    var energyCost = 0.0
    var carbonCost = 0.0
    var declined = 0.0
    var energyMWh = 0.0
    var emissionsTonnes = 0.0
    var total: Double { energyCost + carbonCost + declined }
  }

  /// A job in some slots of one site, by slot the part that it uses.
  struct Run {
    var job: Int
    var site: Int
    var parts: [Int: Double]
  }

  let week: RealWeek
  let jobs: [RealWeek.Job]
  let slots: Int
  private let start: Date
  private let slotHours: Double
  /// By site and slot, in the currency of the objective per kWh and kg per kWh.
  private var prices: [[Double]] = []
  private var carbon: [[Double]] = []
  private(set) var available: [[Int]] = []

  struct MissingValue: Error {
    var date: Date
  }

  init(_ week: RealWeek) throws {
    self.week = week
    jobs = week.jobs
    slotHours = Double(week.slotMinutes) / 60
    slots = 168 * 60 / week.slotMinutes
    start = try Date(week.start, strategy: .iso8601)
    for site in week.sites {
      let series = try RealSeries(site.series)
      let rate = series.currency == week.currency ? 1 : week.exchangeRates[series.currency]!
      var rows: ([Double], [Double]) = ([], [])
      var gpus: [Int] = []
      for slot in 0..<slots {
        let date = start.addingTimeInterval(Double(slot) * slotHours * 3600)
        guard let values = series.values(at: date) else { throw MissingValue(date: date) }
        rows.0.append(values.perMWh * rate / 1000)
        rows.1.append(values.gramsPerKWh / 1000)
        let hour = Int(Double(slot) * slotHours)
        let isOut = site.outage?.hours.contains(hour) == true
        gpus.append(isOut ? site.outage!.gpus : site.gpus)
      }
      prices.append(rows.0)
      carbon.append(rows.1)
      available.append(gpus)
    }
  }

  // MARK: Figures

  func figures(_ runs: [Run], declined: Double = 0) -> Figures {
    var figures = Figures(declined: declined)
    for (number, site) in week.sites.enumerated() {
      let kW = itKW(number, runs.filter { $0.site == number })
      for slot in 0..<slots {
        let kWh = kW[slot] * site.pue * slotHours
        figures.energyMWh += kWh / 1000
        figures.energyCost += kWh * prices[number][slot]
        figures.emissionsTonnes += kWh * carbon[number][slot] / 1000
      }
    }
    figures.carbonCost = figures.emissionsTonnes * week.carbonPrice
    return figures
  }

  /// Base, idle and jobs.
  func itKW(_ site: Int, _ runs: [Run]) -> [Double] {
    let place = week.sites[site]
    var kW = available[site].map { place.baseKW + Double($0) * place.idleWatts / 1000 }
    for run in runs {
      let job = jobs[run.job]
      for (slot, part) in run.parts {
        kW[slot] += Double(job.gpus) * (job.watts - place.idleWatts) / 1000 * part
      }
    }
    return kW
  }

  // MARK: The plan

  /// The runs in the entries of a plan's jobs.
  func runs(_ entries: [[String: Any]]) throws -> [Run] {
    var runs: [Run] = []
    for entry in entries where entry["status"] as? String == "scheduled" {
      let job = jobs.firstIndex { $0.id == entry["id"] as? String }!
      let site = week.sites.firstIndex { $0.id == entry["site"] as? String }!
      var parts: [Int: Double] = [:]
      for segment in entry["segments"] as! [[String: Any]] {
        let begin = try slotUnits(segment["start"] as! String)
        let end = try slotUnits(segment["end"] as! String)
        for slot in Int(begin)..<Int(end.rounded(.up)) {
          parts[slot, default: 0] += min(end, Double(slot + 1)) - Double(slot)
        }
      }
      runs.append(Run(job: job, site: site, parts: parts))
    }
    return runs
  }

  /// Slots since the start of the week; plans are rounded to the millisecond.
  private func slotUnits(_ instant: String) throws -> Double {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: instant.contains("."))
    return try Date(instant, strategy: style).timeIntervalSince(start) / 3600 / slotHours
  }

  // MARK: Run-now

  /// Jobs in order of release, each in one piece where it can start first.
  func runNow() -> [Run]? {
    var free = available
    var kW = week.sites.indices.map { itKW($0, []) }
    var runs: [Run] = []
    let order = jobs.indices.sorted { (jobs[$0].release, $0) < (jobs[$1].release, $1) }
    for number in order {
      let job = jobs[number]
      let length = job.hours / slotHours
      let count = Int((length - 1e-9).rounded(.up))
      var best: (start: Int, site: Int)?
      for (site, place) in week.sites.enumerated() where isAllowed(job, place) {
        let first = Int((job.release / slotHours - 1e-9).rounded(.up))
        let start = (first...max(first, slots - count)).first { start in
          (0..<count).allSatisfy { offset in
            let slot = start + offset
            let part = min(1, length - Double(offset))
            let added = Double(job.gpus) * (job.watts - place.idleWatts) / 1000 * part
            let limit = place.gridLimitKW ?? .infinity
            return slot < slots && free[site][slot] >= job.gpus
              && (kW[site][slot] + added) * place.pue <= limit + 1e-9 * limit
          }
        }
        if let start, best.map({ start < $0.start }) ?? true { best = (start, site) }
      }
      guard let best else { return nil }
      var parts: [Int: Double] = [:]
      for offset in 0..<count { parts[best.start + offset] = min(1, length - Double(offset)) }
      let idle = week.sites[best.site].idleWatts
      for (slot, part) in parts {
        free[best.site][slot] -= job.gpus
        kW[best.site][slot] += Double(job.gpus) * (job.watts - idle) / 1000 * part
      }
      runs.append(Run(job: number, site: best.site, parts: parts))
    }
    return runs
  }

  private func isAllowed(_ job: RealWeek.Job, _ site: RealWeek.Site) -> Bool {
    job.jurisdictions.isEmpty || job.jurisdictions.contains { site.jurisdictions.contains($0) }
  }
}
