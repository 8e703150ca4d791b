import GridPricing
import Optimizer

/// A benchmark instance in the format `gpu-shift-1`: one site with one pool, jobs in whole slots.
///
/// A job costs (price + carbon weight × carbon) × power in each slot in which it runs; there is
/// neither idle power nor cooling.
struct CoreInstance: Sendable {
  static let format = "gpu-shift-1"

  /// Whether jobs may be interrupted.
  enum Mode: String, CaseIterable, Sendable {
    /// Each job runs in one piece.
    case whole
    /// Each job runs in any slots of its window, at no cost of interruption.
    case preemptible
  }

  /// A job in slots; `deadline` is one past the last slot it may use.
  struct Job: Sendable {
    var release: Int
    var deadline: Int
    var duration: Int
    var gpus: Int
    var kWPerGPU: Double
  }

  var name: String
  var horizon: Horizon
  var pricePerMWh: [Double]
  var carbonGramsPerKWh: [Double]
  var carbonPrice: CarbonPrice
  var gpus: Int
  var jobs: [Job]

  /// The problem that the instance states. A checked instance always is one.
  func problem(_ mode: Mode, threads: Int) throws(ProblemError) -> Problem {
    let minutes = horizon.slotMinutes
    let price = PriceSeries(
      currency: "EUR", start: horizon.start, stepMinutes: minutes, perMWh: pricePerMWh)
    let carbon = CarbonIntensitySeries(
      start: horizon.start, stepMinutes: minutes, gramsPerKWh: carbonGramsPerKWh)
    let site = Site(
      id: "site", price: price, carbon: carbon, pools: [GPUPool(id: "gpu", gpus: gpus)])
    return try Problem(
      jobs: jobs.enumerated().map { index, job in
        Optimizer.Job(
          id: String(index), pool: "gpu", gpus: job.gpus,
          hours: Double(job.duration) * horizon.slotHours, powerPerGPU: .kilowatts(job.kWPerGPU),
          release: horizon.edge(job.release), deadline: horizon.edge(job.deadline),
          preemption: mode == .preemptible ? Preemption() : nil)
      }, sites: [site], horizon: horizon,
      objective: Objective(currency: "EUR", carbonPrice: carbonPrice), threads: threads)
  }
}
