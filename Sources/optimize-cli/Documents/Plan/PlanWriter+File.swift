import Optimizer

extension PlanWriter {
  /// Writes a plan to a path, whole or not at all.
  static func write(_ document: PlanDocument, to path: String) throws(OutputError) {
    var file = try OutputFile(path)
    try write(document) { (bytes) throws(OutputError) in try file.write(bytes) }
    try file.commit()
  }
}
