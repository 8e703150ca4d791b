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
  var value: Double?
  var isPreemptible = false
  var minimumRunMinutes: Double?
  var restartMinutes: Double?
  var sites: [String]?
  var jurisdictions: [String]?

  /// The job, once everything that it needs is there.
  var job: Job? {
    guard let id, let pool, let gpus, let hours, let wattsPerGPU else { return nil }
    return Job(
      id: id, pool: pool, gpus: gpus, hours: hours, powerPerGPU: .watts(wattsPerGPU),
      release: release, deadline: deadline, value: value.map { .amount($0) },
      preemption: isPreemptible
        ? Preemption(
          minimumRunMinutes: minimumRunMinutes ?? 0, restartMinutes: restartMinutes ?? 0) : nil,
      sites: sites, jurisdictions: jurisdictions)
  }
}
