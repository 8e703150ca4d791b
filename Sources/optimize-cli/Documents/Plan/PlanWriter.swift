import Foundation
import GridPricing
import Optimizer

/// Writes a plan as `plan.json`, key by key in the order of its schema.
///
/// The same plan gives the same bytes. They go out in pieces, so that a plan of 100,000 jobs never
/// stands in memory as text.
struct PlanWriter {
  private var text = JSONText()
  /// Jobs that are written together, of pieces of which some are made at once.
  private static let pieceLength = 512
  private static let piecesAtOnce = 32

  /// - Parameter threads: to write with; the bytes do not depend on it.
  /// - Precondition: every number is finite.
  /// - Throws: what `sink` throws.
  static func write<Failure: Error>(
    _ plan: PlanDocument, threads: Int = ProcessInfo.processInfo.activeProcessorCount,
    to sink: (ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var writer = PlanWriter()
    writer.text.begin(.object, .lines)
    writer.writeHead(of: plan)
    writer.text.begin(.array, .lines, key: "jobs")
    // All jobs but the first follow another, whichever piece they are in.
    if let job = plan.jobs.first { writer.write(job) }
    try writer.text.drain(to: sink)
    let later = plan.jobs.dropFirst()
    let blocks = ParallelBlocks(threads: threads)
    for start in stride(from: later.startIndex, to: later.endIndex, by: pieceLength * piecesAtOnce)
    {
      let batch = later[start...].prefix(pieceLength * piecesAtOnce)
      let pieces = blocks.map((batch.count + pieceLength - 1) / pieceLength) { [writer] piece in
        writer.bytes(batch.dropFirst(piece * pieceLength).prefix(pieceLength))
      }
      for piece in pieces { try sink(piece[...]) }
    }
    writer.text.end()
    writer.text.begin(.array, .lines, key: "sites")
    for site in plan.sites {
      writer.text.element(site)
      try writer.text.drain(to: sink)
    }
    writer.text.end()
    writer.writeTail(of: plan)
    writer.text.end()
    try writer.text.drain(to: sink)
  }

  /// The whole document at once, for small plans.
  static func bytes(_ plan: PlanDocument) -> [UInt8] {
    var bytes: [UInt8] = []
    write(plan) { bytes.append(contentsOf: $0) }
    return bytes
  }

  private mutating func writeHead(of plan: PlanDocument) {
    text.member("schemaVersion", plan.schemaVersion)
    text.object("generator") {
      $0.member("name", plan.generator.name)
      $0.member("version", plan.generator.version)
      $0.member("seed", plan.generator.seed)
    }
    text.member("settings", plan.settings)
    text.member("status", plan.status.rawValue)
    text.member("stop", plan.stop.rawValue)
    text.object("horizon") {
      $0.member("start", plan.horizon.start)
      $0.member("end", plan.horizon.end)
      $0.member("slotMinutes", plan.horizon.slotMinutes)
      $0.member("slots", plan.horizon.count)
    }
    text.member("objective", plan.objective)
    text.member("bound", plan.bound)
    text.member("totals", plan.totals)
    text.member("baseline", plan.baseline, .lines)
    text.member("savings", plan.savings)
  }

  /// Jobs as they follow what is written so far.
  private func bytes(_ jobs: ArraySlice<PlanDocument.JobEntry>) -> [UInt8] {
    var writer = self
    for job in jobs { writer.write(job) }
    return writer.text.bytes
  }

  /// One line per job, so that a job can be found with a line-based tool.
  private mutating func write(_ job: PlanDocument.JobEntry) {
    text.object {
      $0.member("id", job.id)
      $0.member("status", job.status.rawValue)
      $0.member("site", job.site)
      $0.member("pool", job.pool)
      if !job.segments.isEmpty { $0.member("segments", job.segments) }
      $0.member("finish", job.finish)
      $0.member("slackHours", job.slackHours)
      $0.member("energyKWh", job.energyKWh)
      $0.member("cost", job.cost)
      $0.member("emissionsKg", job.emissionsKg)
      $0.member("runNowCost", job.runNowCost)
      $0.member("runNowEmissionsKg", job.runNowEmissionsKg)
      $0.member("reason", job.reason)
    }
  }

  private mutating func writeTail(of plan: PlanDocument) {
    text.array("provenance", .lines, of: plan.provenance) { text, entry in
      text.object {
        $0.member("role", entry.role)
        $0.member("site", entry.site)
        $0.member("file", entry.file)
        $0.member("sha256", entry.sha256)
        $0.member("format", entry.format)
        $0.member("unit", entry.unit)
        $0.member("timeZone", entry.timeZone)
        $0.member("coverage", entry.coverage)
        $0.member("filledSlots", entry.filledSlots)
        if !entry.notes.isEmpty { $0.member("notes", entry.notes) }
      }
    }
    text.array("warnings", .lines, of: plan.warnings) { text, warning in
      text.object {
        $0.member("code", warning.code)
        $0.member("message", warning.message)
      }
    }
  }
}

extension JSONText {
  /// Segments as plans and quotes show them.
  mutating func member(_ key: String, _ segments: [PlanDocument.Segment]) {
    array(key, of: segments) { text, segment in
      text.object {
        $0.member("start", segment.start)
        $0.member("end", segment.end)
        $0.member("gpus", segment.gpus)
        $0.member("wattsPerGPU", segment.wattsPerGPU)
      }
    }
  }
}
