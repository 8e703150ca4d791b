extension Scenario {
  /// The paths of all files that were read, as the system knows them.
  var files: [String] {
    let scenario = places.document.file
    let folder = InputDocument.folder(of: scenario)
    return sources.compactMap { source in
      guard source.role != "scenario", let file = source.file else { return source.file }
      return file.hasPrefix("/") ? file : folder + file
    }
  }
}
