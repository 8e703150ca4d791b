/// The states of an exact search at one slot edge: where every job stands, in as few bits as that
/// takes, with the bound of the cheapest way there.
///
/// Equal states are merged by a hash table with open addressing; states keep the order in which
/// they were found, so nothing depends on hashing.
struct ExactLayer {
  /// 64-bit words of a key.
  let words: Int
  private(set) var keys: [UInt64] = []
  private(set) var bounds: [Double] = []
  /// The state one layer before, on the cheapest way.
  private(set) var parents: [Int32] = []
  /// Index of a state plus one; zero where free.
  private var table: [Int32]
  private var mask: Int

  init(words: Int) {
    self.words = words
    table = [Int32](repeating: 0, count: 256)
    mask = 255
  }

  var count: Int { bounds.count }

  func key(_ state: Int) -> ArraySlice<UInt64> { keys[state * words..<(state + 1) * words] }

  /// Adds a state, or finds a cheaper way to a known one. Expected O(words).
  mutating func insert(_ key: [UInt64], bound: Double, parent: Int32) {
    var slot = Int(truncatingIfNeeded: Self.hash(key, words)) & mask
    while true {
      let entry = table[slot]
      if entry == 0 { break }
      let state = Int(entry) - 1
      if isEqual(key, state) {
        if bound < bounds[state] {
          bounds[state] = bound
          parents[state] = parent
        }
        return
      }
      slot = (slot + 1) & mask
    }
    for word in 0..<words { keys.append(key[word]) }
    bounds.append(bound)
    parents.append(parent)
    table[slot] = Int32(count)
    if count * 2 > table.count { grow() }
  }

  /// Frees what only insertion needs.
  mutating func close() {
    table = []
    mask = 0
  }

  @inline(__always)
  private func isEqual(_ key: [UInt64], _ state: Int) -> Bool {
    let base = state * words
    for word in 0..<words where keys[base + word] != key[word] { return false }
    return true
  }

  /// Multiplication and folding, word by word (after splitmix64).
  @inline(__always)
  private static func hash(_ key: [UInt64], _ words: Int) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for word in 0..<words {
      hash = (hash ^ key[word]) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 29
    }
    return hash
  }

  private mutating func grow() {
    table = [Int32](repeating: 0, count: table.count * 4)
    mask = table.count - 1
    var key = [UInt64](repeating: 0, count: words)
    for state in 0..<count {
      for word in 0..<words { key[word] = keys[state * words + word] }
      var slot = Int(truncatingIfNeeded: Self.hash(key, words)) & mask
      while table[slot] != 0 { slot = (slot + 1) & mask }
      table[slot] = Int32(state + 1)
    }
  }
}
