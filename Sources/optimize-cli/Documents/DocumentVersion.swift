import GridPricing

/// The rule of `schemaVersion`: a reader accepts every minor version of its own major one.
enum DocumentVersion {
  /// The error where a document is of another major version: all others would be noise.
  static func error(in root: JSONNode, file: String) -> DocumentError? {
    guard let node = root["schemaVersion"], let version = node.string,
      !Shape.isVersion(version), version.contains(where: \.isNumber)
    else { return nil }
    return DocumentError(
      file: file, at: node.position,
      "schemaVersion is \(DocumentText.shown(version)), expected \(Shape.version.expectation)")
  }
}
