#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension OutputFile {
  /// Finds what would keep a document from being written to a path, as far as that can be told
  /// without writing: for commands that work long before they write.
  static func check(_ path: String) throws(OutputError) {
    do throws(SystemError) {
      guard case .file(let file, _) = try OutputDestination(path) else { return }
      let folder = OutputDestination.folder(of: file)
      guard unsafe access(folder, W_OK | X_OK) == 0 else { throw .last }
    } catch {
      throw OutputError(path: path, error)
    }
  }

  /// Whether writing to one path would replace the file at the other.
  static func wouldReplace(_ path: String, _ other: String) -> Bool {
    guard path != "-", other != "-" else { return false }
    var (first, second) = (stat(), stat())
    guard unsafe stat(path, &first) == 0, unsafe stat(other, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
      && first.st_mode & S_IFMT == S_IFREG
  }

  /// Whether anything has that path, be it a link to nowhere.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }
}
