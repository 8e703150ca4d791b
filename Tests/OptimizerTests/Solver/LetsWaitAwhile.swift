import GridPricing
import Optimizer

/// The two studies of Wiesner et al., "Let's Wait Awhile" (Middleware 2021, doi
/// 10.1145/3464298.3493399), as planning problems: half-hour slots from 2020-01-01, energy that
/// costs what it emits, and a GPU for every job.
struct LetsWaitAwhile {
  /// Grams per kWh, by half hour.
  let intensities: [Double]
  /// A job of a whole number of half hours.
  struct MachineLearningJob {
    var arrival: Int
    var slots: Int
  }
  let jobs: [MachineLearningJob]

  static let start = Instant(iso8601: "2020-01-01T00:00:00Z")!

  // MARK: Files

  private static let folder = "lets-wait-awhile"

  /// Countries with published results, as in `expected-ger.json`.
  static let countries = SharedData.names(in: folder).compactMap { name -> String? in
    guard name.hasPrefix("expected-"), name.hasSuffix(".json") else { return nil }
    return String(name.dropFirst("expected-".count).dropLast(".json".count))
  }

  init(country: String) throws {
    let table = try SharedData.text("\(Self.folder)/\(country)_ci.csv")
    intensities = table.split(whereSeparator: \.isNewline).compactMap { line in
      let cells = line.split(separator: ",")
      guard cells[0] >= "2020-01-01", cells[0].hasSuffix(":00:00") || cells[0].hasSuffix(":30:00")
      else { return nil }
      return Double(cells[1])
    }
    let list = try SharedData.json("\(Self.folder)/ml_jobs.json") as! [[Int]]
    jobs = list.map { MachineLearningJob(arrival: $0[1] / 30, slots: $0[2] / 30) }
  }

  /// The published percentages of a country.
  struct Expected {
    /// By slots of freedom on either side.
    var nightly: [Double]
    /// By constraint, `_i` behind it for jobs that may be interrupted; rounded to four decimals.
    var machineLearning: [String: Double]

    init(country: String) throws {
      let file = try SharedData.json("\(folder)/expected-\(country).json") as! [String: Any]
      func part(_ name: String) -> [String: Any] {
        (file[name] as! [String: Any])[country] as! [String: Any]
      }
      nightly = part("scenario_I")["clean_saving_percent"] as! [Double]
      let savings = part("scenario_II")["savings_pct"] as! [String: Double]
      machineLearning = [:]
      for (name, saving) in savings where name.hasSuffix("|clean") {
        machineLearning[String(name.dropLast("|clean".count))] = saving
      }
    }
  }

  // MARK: Problems

  /// Scenario I: a job of one slot at one o'clock each night, free to move by `freedom` slots.
  func nightly(freedom: Int) throws -> Problem {
    try problem(
      (1...364).map { night in
        let slot = 48 * night + 2
        return job(
          "night-\(night)", slots: 1, window: slot - freedom..<slot + freedom + 1)
      })
  }

  /// Scenario II: a project of training runs.
  func machineLearning(
    until deadline: (Int) -> Int, isInterruptible: Bool
  ) throws -> Problem {
    try problem(
      jobs.enumerated().map { number, run in
        let end = deadline(run.arrival + run.slots)
        return job(
          "run-\(number)", slots: run.slots, window: run.arrival..<end,
          preemption: isInterruptible ? Preemption() : nil)
      })
  }

  private func job(
    _ id: String, slots: Int, window: Range<Int>, preemption: Preemption? = nil
  ) -> Job {
    Job(
      id: id, pool: "gpu", gpus: 1, hours: Double(slots) / 2, powerPerGPU: .kilowatts(1),
      release: horizon.edge(window.lowerBound), deadline: horizon.edge(window.upperBound),
      preemption: preemption)
  }

  private var horizon: Horizon {
    Horizon(start: Self.start, slotMinutes: 30, count: intensities.count)
  }

  private func problem(_ jobs: [Job]) throws -> Problem {
    let site = Site(
      id: "grid", price: .constant(perMWh: 0, currency: "EUR"),
      carbon: CarbonIntensitySeries(
        start: Self.start, stepMinutes: 30, gramsPerKWh: intensities),
      pools: [GPUPool(id: "gpu", gpus: jobs.count)])
    return try Problem(
      jobs: jobs, sites: [site], horizon: horizon,
      objective: Objective(currency: "EUR", carbonPrice: .perKilogram(1)))
  }

  // MARK: Deadlines

  /// The slot by which a job must be done that would end at a slot without waiting.
  enum Deadline: String, CaseIterable {
    case nextWorkday = "next_workday"
    case semiWeekly = "semi_weekly"

    func slot(_ end: Int) -> Int {
      let (day, slot) = (end / 48, end % 48)
      // The first day was a Wednesday.
      let weekday = (day + 2) % 7
      let nine = 18
      switch self {
      case .nextWorkday:
        if weekday == 5 { return (day + 2) * 48 + nine }
        if weekday == 6 || slot > 34 { return (day + 1) * 48 + nine }
        return max(end, day * 48 + nine)
      case .semiWeekly:
        let monday = (day - weekday) * 48 + nine
        let thursday = monday + 3 * 48
        if end <= monday { return monday }
        return end <= thursday ? thursday : monday + 7 * 48
      }
    }
  }
}
