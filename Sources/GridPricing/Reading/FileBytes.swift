import Foundation

/// Whole files as bytes, with errors that say what happened.
package enum FileBytes {
  /// - Throws: ``ReadingError`` of kind `unreadable`.
  package static func read(contentsOf url: URL) throws(ReadingError) -> [UInt8] {
    let name = name(of: url)
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw ReadingError(
        file: name, problem: "there is no such file, expected one to read", kind: .unreadable)
    }
    if isFolder.boolValue {
      throw ReadingError(
        file: name, problem: "this is a folder, expected a file", kind: .unreadable)
    }
    // Not `Data(contentsOf:)`, which refuses pipes, as in `plan <(make-scenario)`.
    guard let handle = try? FileHandle(forReadingFrom: url), let bytes = try? read(handle) else {
      throw ReadingError(
        file: name, problem: "the file cannot be read, expected permission to read it",
        kind: .unreadable)
    }
    guard bytes.count <= largestCount else {
      throw ReadingError(
        file: name, problem: "the file is larger than 1 GiB, expected less", kind: .unreadable)
    }
    return bytes
  }

  /// What is left of a file, or a little more than ``largestCount`` of it.
  ///
  /// A large file never stands in memory twice, unless it grows meanwhile.
  package static func read(_ handle: FileHandle) throws -> [UInt8] {
    var bytes: [UInt8] = []
    // Pipes have no end to seek.
    if let start = try? handle.offset(), let end = try? handle.seekToEnd() {
      let count = Int(min(end - min(start, end), UInt64(largestCount) + 1))
      if count > 0 { bytes = read(handle.fileDescriptor, from: Int(start), count: count) }
      try handle.seek(toOffset: start + UInt64(bytes.count))
    }
    while bytes.count <= largestCount, let piece = try handle.read(upToCount: pieceCount),
      !piece.isEmpty
    {
      bytes.append(contentsOf: piece)
    }
    return bytes
  }

  /// Pieces of a file, on all threads; up to the first that cannot be read, or ends too soon.
  private static func read(_ descriptor: Int32, from start: Int, count: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      nonisolated(unsafe) let base = buffer.baseAddress!
      let blocks = ParallelBlocks(threads: ProcessInfo.processInfo.activeProcessorCount)
      let pieces = blocks.map((count + largePieceCount - 1) / largePieceCount) { piece in
        let first = piece * largePieceCount
        let end = min(first + largePieceCount, count)
        var next = first
        while next < end {
          let read = unsafe pread(descriptor, base + next, end - next, off_t(start + next))
          guard read > 0 else { break }
          next += read
        }
        return (count: next - first, isWhole: next == end)
      }
      for piece in pieces {
        initialized += piece.count
        guard piece.isWhole else { break }
      }
    }
  }

  private static let pieceCount = 1 << 20
  /// What a thread reads of a file whose size is known.
  private static let largePieceCount = 1 << 24

  /// More than any series or plan has; devices such as `/dev/zero` never end.
  package static let largestCount = 1 << 30

  /// The path as given: relative where the URL was made from a relative path.
  package static func name(of url: URL) -> String {
    url.isFileURL ? url.relativePath : url.absoluteString
  }
}
