extension OutputFile {
  /// Finds out before the work, not after it, that its result could not be written, or would replace
  /// one of the files that it is made from.
  ///
  /// - Parameter option: the one that names the path.
  static func check(
    _ path: String, of option: String = "--output", apartFrom inputs: [String]
  ) throws {
    try check(path)
    for input in inputs where wouldReplace(path, input) {
      throw UsageError(
        "\(option): \(quoted(path)) is an input", help: "give the output another name")
    }
  }

  /// Finds what a command would overwrite that writes new files only.
  static func checkAbsence(of paths: [String]) throws {
    for path in paths where exists(path) {
      throw Failure(
        .cannotCreate, at: path, "exists already; nothing is written",
        help: "choose another folder, or remove the file")
    }
  }
}
