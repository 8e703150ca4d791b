/// What `benchmark --json` prints.
enum BenchmarkDocument {
  static func text(_ runs: [BenchmarkRun]) -> String {
    var text = JSONText()
    text.object(nil, .lines) {
      $0.member("schemaVersion", Schema.version)
      $0.array("runs", .lines, of: runs) { $0.element($1) }
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }
}

extension JSONText {
  fileprivate mutating func element(_ run: BenchmarkRun) {
    object(nil, .lines) {
      $0.member("instance", run.instance)
      $0.member("mode", run.modeName)
      $0.member("threads", run.settings.threads)
      $0.member("seed", run.settings.seed)
      $0.member("status", run.solution.status.rawValue)
      $0.member("stop", run.solution.stop.rawValue)
      $0.member("jobs", run.jobs)
      $0.member("slots", run.slots)
      $0.member("readSeconds", run.readSeconds)
      $0.member("buildSeconds", run.buildSeconds)
      $0.member("firstPlanSeconds", run.firstPlanSeconds)
      $0.member("seconds", run.seconds)
      $0.member("provenSeconds", run.provenSeconds)
      $0.member("cost", run.cost)
      $0.member("bound", run.solution.lowerBound?.amount)
      $0.member("gap", run.solution.gap)
      $0.member("variableGap", run.variableGap)
      $0.member("proof", run.solution.proof.rawValue)
      $0.member("pricesLower", run.solution.pricesLowerBound?.amount)
      $0.member("peakMB", run.peakMB)
      $0.array("trajectory", .lines, of: run.trajectory) { text, milestone in
        text.object {
          $0.member("seconds", milestone.seconds)
          $0.member("cost", milestone.cost)
          $0.member("bound", milestone.bound)
          $0.member("variableGap", milestone.variableGap)
        }
      }
    }
  }
}
