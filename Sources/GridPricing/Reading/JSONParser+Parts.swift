extension JSONParser {
  /// Bytes below which a part is not worth a thread.
  private static let leastPart = 1 << 20

  /// Reads a long array in parts at the same time.
  ///
  /// A part begins where a line does behind a comma: since no string holds a line break, that is between
  /// two values, of this array or deeper inside. So what was read counts only where each part ended
  /// exactly where the next one began; else, and where there is a mistake, all is read once more in one.
  mutating func array<Part: Sendable>(
    inPartsBy blocks: ParallelBlocks, _ empty: Part,
    _ take: @Sendable (inout Part, JSONNode) -> Void
  ) throws(ReadingError) -> [Part] {
    if blocks.threads > 1, let parts = parts(blocks, empty, take) { return parts }
    var whole = empty
    try array { take(&whole, $0) }
    return [whole]
  }

  private mutating func parts<Part: Sendable>(
    _ blocks: ParallelBlocks, _ empty: Part, _ take: @Sendable (inout Part, JSONNode) -> Void
  ) -> [Part]? {
    var first = self
    guard (try? first.descend()) != nil, first.peek != UInt8(ascii: "]") else { return nil }
    let starts = first.partStarts
    guard starts.count > 1 else { return nil }
    let lines = blocks.map(starts.count) { [bytes] number in
      number == 0 ? 0 : bytes[starts[number - 1]..<starts[number]].count { $0 == 10 }
    }
    let read = blocks.map(starts.count) { [first] number -> Reading<Part>? in
      var parser = first
      if number > 0 { parser.move(to: starts[number], lines: lines[...number].reduce(0, +)) }
      var part = empty
      let end = number + 1 < starts.count ? starts[number + 1] : Int.max
      if end < Int.max { parser.limit = end + Self.leastPart }
      guard let isLast = try? parser.elements(until: end, to: { take(&part, $0) }) else {
        return nil
      }
      return Reading(part: part, parser: parser, isLast: isLast)
    }
    var parts: [Part] = []
    for (result, next) in zip(read, starts.dropFirst() + [bytes.count]) {
      guard let result, result.isLast || result.parser.cursor == next else { return nil }
      parts.append(result.part)
      guard result.isLast else { continue }
      self = result.parser
      limit = .max
      ascend()
      return parts
    }
    return nil
  }

  /// One part, and where its reader came to.
  private struct Reading<Part: Sendable>: Sendable {
    var part: Part
    var parser: JSONParser
    var isLast: Bool
  }

  /// The cursor, and places after it at which an element may begin.
  private var partStarts: [Int] {
    var starts = [cursor]
    for target in stride(from: cursor + Self.leastPart, to: bytes.count, by: Self.leastPart) {
      guard target > starts[starts.count - 1], let start = elementStart(from: target) else {
        continue
      }
      starts.append(start)
    }
    return starts
  }

  /// The first character of the first line from `place` on that follows a comma.
  private func elementStart(from place: Int) -> Int? {
    var index = place
    while index < min(place + Self.leastPart, bytes.count) {
      if bytes[index] == 10, bytes[index - 1] == UInt8(ascii: ",") {
        var parser = self
        parser.cursor = index
        return (try? parser.skipSpace()).map { parser.cursor }
      }
      index += 1
    }
    return nil
  }

  /// - Parameter lines: the number of line breaks on the way.
  private mutating func move(to place: Int, lines: Int) {
    cursor = place
    line += lines
    let lineBreak = bytes[..<place].lastIndex(of: 10)
    lineStart = lineBreak.map { $0 + 1 } ?? 0
  }
}
