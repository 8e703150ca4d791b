import GridPricing
import Optimizer

extension JSONText {
  /// A quote as a document, by the schema `quote`.
  static func document(_ quote: Quote) -> String {
    var text = JSONText()
    text.object(nil, .lines) {
      $0.member("schemaVersion", Schema.version)
      $0.member("job", quote.job)
      $0.member("status", quote.status.rawValue)
      $0.member("site", quote.site)
      $0.member("pool", quote.pool)
      if !quote.segments.isEmpty {
        $0.array("segments", of: quote.segments) { writer, segment in
          writer.object {
            $0.member("start", segment.start.description)
            $0.member("end", segment.end.description)
            $0.member("gpus", segment.gpus)
            $0.member("wattsPerGPU", segment.wattsPerGPU)
          }
        }
      }
      $0.member("finish", quote.finish?.description)
      $0.member("currency", quote.currency)
      $0.member("cost", quote.cost)
      $0.member("energyKWh", quote.energyKWh)
      $0.member("emissionsKg", quote.emissionsKg)
      $0.member("gpuScarcityCost", quote.gpuScarcityCost)
      $0.member("totalCost", quote.totalCost)
      $0.member("runNowCost", quote.runNowCost)
      $0.member("reason", quote.reason)
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }
}
