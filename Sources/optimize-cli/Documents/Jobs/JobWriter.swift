import GridPricing
import Optimizer

extension JSONText {
  /// Writes jobs as an array, one a line, so that ``JobReader`` reads the same jobs back.
  mutating func jobs(_ jobs: [Job]) {
    array(nil, .lines, of: jobs) { $0.job($1) }
  }

  private mutating func job(_ job: Job) {
    object {
      $0.member("id", job.id)
      $0.member("pool", job.pool)
      $0.member("gpus", job.gpus)
      $0.member("hours", job.hours)
      $0.member("wattsPerGPU", job.powerPerGPU.wattsAsWritten)
      $0.member("release", job.release)
      $0.member("deadline", job.deadline)
      $0.member("due", job.due)
      $0.member("latenessCostPerHour", job.latenessCostPerHour?.amount)
      $0.member("value", job.value?.amount)
      if let preemption = job.preemption { $0.member(preemption) }
      if let scaling = job.scaling { $0.member(scaling) }
      if !job.powerCaps.isEmpty { $0.member(job.powerCaps) }
      if let sites = job.sites { $0.member("sites", sites) }
      if let jurisdictions = job.jurisdictions { $0.member("jurisdictions", jurisdictions) }
      $0.member("homeSite", job.homeSite)
      if job.inputGB != 0 { $0.member("inputGB", job.inputGB) }
      if !job.after.isEmpty { $0.member("after", job.after) }
      if let running = job.running { $0.member(running) }
    }
  }

  private mutating func member(_ preemption: Preemption) {
    object("preemption") {
      $0.member("minimumRunMinutes", preemption.minimumRunMinutes)
      $0.member("restartMinutes", preemption.restartMinutes)
    }
  }

  /// Writes the key `scaling` of a job.
  mutating func member(_ scaling: Scaling) {
    object("scaling") {
      $0.member("gpus", scaling.gpus)
      $0.member("speed", scaling.speed)
      $0.member("resizable", scaling.isResizable)
      $0.member("resizeMinutes", scaling.resizeMinutes)
    }
  }

  /// Writes the key `powerCaps` of a job.
  mutating func member(_ caps: [PowerCap]) {
    array("powerCaps", of: caps) { text, cap in
      text.object {
        $0.member("wattsPerGPU", cap.powerPerGPU.wattsAsWritten)
        $0.member("speed", cap.speed)
      }
    }
  }

  private mutating func member(_ running: RunningState) {
    object("running") {
      $0.member("since", running.since)
      $0.member("site", running.site)
      $0.member("remainingHours", running.remainingHours)
    }
  }
}

extension Power {
  /// The watts with the fewest decimals that are the same power.
  fileprivate var wattsAsWritten: Double {
    for power in [1.0, 10, 100, 1000, 1e6] {
      let candidate = (watts * power).rounded() / power
      if Power.watts(candidate) == self { return candidate }
    }
    return watts
  }
}
