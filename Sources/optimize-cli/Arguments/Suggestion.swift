/// The known words that a mistyped one may stand for.
struct Suggestion: Equatable, Sendable {
  /// At most three words, the nearest first.
  let words: [String]

  /// The words of `candidates` near `word`, or `nil` if there are none.
  ///
  /// Near means: a third of the letters wrong at most, or the beginning of a longer name.
  static func nearest(to word: String, among candidates: [String]) -> Suggestion? {
    let typed = Array(word.prefix(64))
    let letters = typed.drop { $0 == "-" }
    guard !letters.isEmpty else { return nil }
    var near: [(distance: Int, word: String)] = []
    for candidate in candidates {
      let distance = editDistance(typed, Array(candidate))
      if distance <= max(1, letters.count / 3) {
        near.append((distance, candidate))
      } else if letters.count >= 3, candidate.hasPrefix(word) {
        near.append((letters.count, candidate))
      }
    }
    // The order of declaration decides ties, so sort must be stable; it is.
    near.sort { $0.distance < $1.distance }
    return near.isEmpty ? nil : Suggestion(words: near.prefix(3).map(\.word))
  }

  /// For example: did you mean 'plan'?
  var sentence: String {
    let names = words.map { "'\($0)'" }
    guard let last = names.last, names.count > 1 else {
      return "did you mean \(names.joined())?"
    }
    return "did you mean \(names.dropLast().joined(separator: ", ")) or \(last)?"
  }
}

/// The number of insertions, deletions, substitutions and swaps of neighbours that turn one word
/// into the other, no letter being edited twice.
///
/// F. J. Damerau, "A technique for computer detection and correction of spelling errors", 1964,
/// doi:10.1145/363958.363994, in the restricted form (optimal string alignment).
///
/// - Complexity: O(*nm*) time, O(*m*) space.
func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var beforeLast = [Int](repeating: 0, count: right.count + 1)
  var last = Array(0...right.count)
  for (row, letter) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      var best = min(
        last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
      if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
        best = min(best, beforeLast[column - 1] + 1)
      }
      current.append(best)
    }
    (beforeLast, last) = (last, current)
  }
  return last[right.count]
}
