import GridPricing
import Optimizer

/// The fields of a job while they are being read.
struct JobDraft {
  var id: String?
  var pool: String?
  var gpus: Int?
  var hours: Double?
  var wattsPerGPU: Double?
  var release: Instant?
  var deadline: Instant?
  var due: Instant?
  var latenessCostPerHour: Double?
  var value: Double?
  var isPreemptible = false
  var minimumRunMinutes: Double?
  var restartMinutes: Double?
  var scalingGPUs: [Int]?
  var scalingSpeed: [Double]?
  var isResizable: Bool?
  var resizeMinutes: Double?
  var capWattsPerGPU: [Double]?
  var capSpeed: [Double]?
  var sites: [String]?
  var jurisdictions: [String]?
  var homeSite: String?
  var inputGB: Double?
  var after: [String]?
  var runningSince: Instant?
  var runningSite: String?
  var remainingHours: Double?

  /// The job, once everything that it needs is there.
  var job: Job? {
    guard let id, let pool, let gpus = gpus ?? scalingGPUs?.first, let hours, let wattsPerGPU
    else { return nil }
    return Job(
      id: id, pool: pool, gpus: gpus, hours: hours, powerPerGPU: .watts(wattsPerGPU),
      release: release, deadline: deadline, value: value.map { .amount($0) },
      preemption: preemption, sites: sites, jurisdictions: jurisdictions, due: due,
      latenessCostPerHour: latenessCostPerHour.map { .amount($0) }, scaling: scaling,
      powerCaps: powerCaps, homeSite: homeSite, inputGB: inputGB ?? 0, after: after ?? [],
      running: running)
  }

  private var preemption: Preemption? {
    guard isPreemptible else { return nil }
    return Preemption(
      minimumRunMinutes: minimumRunMinutes ?? 0, restartMinutes: restartMinutes ?? 0)
  }

  private var scaling: Scaling? {
    guard let scalingGPUs, let scalingSpeed else { return nil }
    return Scaling(
      gpus: scalingGPUs, speed: scalingSpeed, isResizable: isResizable ?? false,
      resizeMinutes: resizeMinutes ?? 0)
  }

  private var powerCaps: [PowerCap] {
    zip(capWattsPerGPU ?? [], capSpeed ?? []).map {
      PowerCap(powerPerGPU: .watts($0), speed: $1)
    }
  }

  private var running: RunningState? {
    guard let runningSince, let runningSite, let remainingHours else { return nil }
    return RunningState(since: runningSince, site: runningSite, remainingHours: remainingHours)
  }
}
