import Foundation

/// A week of measured prices and carbon intensities at one or more sites, and made-up jobs.
struct RealWeek: CustomStringConvertible, Sendable {
  struct Site: Sendable {
    var id: String
    /// File of the series, without its ending.
    var series: String
    var jurisdictions: [String]
    var gpus: Int
    var idleWatts = 0.0
    var baseKW = 0.0
    var pue = 1.0
    var gridLimitKW: Double?
    /// GPUs left during some hours of the week.
    var outage: (hours: Range<Int>, gpus: Int)?
  }

  struct Job {
    var id: String
    var gpus: Int
    var hours: Double
    var watts: Double
    /// In hours since the start of the week.
    var release: Double
    var deadline: Double
    var value: Double?
    /// In minutes.
    var minimumRun: Double?
    var restart: Double?
    var jurisdictions: [String] = []
  }

  var description: String
  var start: String
  var slotMinutes: Int
  var carbonPrice: Double
  var sites: [Site]
  var jobCount: Int
  var seed: UInt64
  var currency = "EUR"
  /// Units of the objective's currency for one unit of another.
  var exchangeRates: [String: Double] = [:]

  /// The jobs: the same ones on every machine.
  var jobs: [Job] {
    var state = seed
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    return (0..<jobCount).map { number in
      let hours = [0.7, 1.5, 2, 3.25, 4, 6.4, 9, 12.5][draw(8)]
      // The last ones come early enough for a queue to end inside the week.
      let release = Double(draw(Int(128 - hours) * 4)) / 4
      let slack = hours + [4, 10, 20, 30, 48][draw(5)] + Double(draw(4)) / 4
      var job = Job(
        id: "job-\(number)", gpus: [1, 2, 4, 8, 8, 16][draw(6)], hours: hours,
        watts: [450, 700, 950][draw(3)], release: release, deadline: min(168, release + slack))
      switch draw(8) {
      case 0, 1, 2: job.minimumRun = 0
      case 3:
        job.minimumRun = [60, 90, 120][draw(3)]
        job.restart = [3, 6, 15][draw(3)]
      default: break
      }
      let gpuHours = Double(job.gpus) * hours
      if draw(7) == 0 { job.value = gpuHours * [0.01, 0.06, 0.5][draw(3)] }
      if sites.count > 1 { job.jurisdictions = [[], [], ["EU"], ["US"]][draw(4)] }
      return job
    }
  }

  // MARK: Files

  func write(to folder: String) throws {
    try JSONSerialization.data(withJSONObject: scenario)
      .write(to: URL(filePath: folder + "/scenario.json"))
    let header =
      "id,pool,gpus,hours,wattsPerGPU,release,deadline,value,"
      + "preemption.minimumRunMinutes,preemption.restartMinutes,jurisdictions"
    let rows = jobs.map { job in
      let cells = [
        job.id, "gpu", "\(job.gpus)", "\(job.hours)", "\(job.watts)", instant(job.release),
        instant(job.deadline), text(job.value), text(job.minimumRun), text(job.restart),
        job.jurisdictions.joined(separator: ";"),
      ]
      return cells.joined(separator: ",")
    }
    try ([header] + rows).joined(separator: "\n")
      .write(toFile: folder + "/jobs.csv", atomically: false, encoding: .utf8)
  }

  private func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

  private func instant(_ hours: Double) -> String {
    let begin = try! Date(start, strategy: .iso8601)
    return begin.addingTimeInterval(hours * 3600).formatted(.iso8601)
  }

  private var scenario: [String: Any] {
    [
      "schemaVersion": "1.0",
      "horizon": [
        "start": start, "end": instant(168), "slotMinutes": slotMinutes,
      ],
      "objective": [
        "currency": currency, "carbonPricePerTonne": carbonPrice,
        "exchangeRates": exchangeRates,
      ],
      "sites": sites.map(entry), "jobs": "jobs.csv",
    ]
  }

  private func entry(_ site: Site) -> [String: Any] {
    let file = RealSeries.path(site.series)
    var pool: [String: Any] = ["id": "gpu", "gpus": site.gpus, "idleWattsPerGPU": site.idleWatts]
    if let outage = site.outage {
      pool["availability"] = [
        [
          "start": instant(Double(outage.hours.lowerBound)),
          "end": instant(Double(outage.hours.upperBound)), "gpus": outage.gpus,
        ]
      ]
    }
    var entry: [String: Any] = [
      "id": site.id, "jurisdictions": site.jurisdictions, "price": ["file": file],
      "carbon": ["file": file, "basis": "average", "factor": "lifecycle"], "pools": [pool],
      "itBaseKW": site.baseKW, "cooling": ["kind": "fixedPUE", "pue": site.pue],
    ]
    entry["gridLimitKW"] = site.gridLimitKW
    return entry
  }
}
