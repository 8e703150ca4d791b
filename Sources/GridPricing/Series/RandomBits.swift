/// SplitMix64 (Steele, Lea and Flood 2014, doi 10.1145/2660193.2660195): the same bits everywhere.
package struct RandomBits {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// Uniform in [0, 1).
  package mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// Uniform in 0 ..< `count`, by the high half of a product; its bias is below `count` / 2⁶⁴.
  ///
  /// - Precondition: `count` is positive.
  package mutating func below(_ count: Int) -> Int {
    precondition(count > 0, "a draw needs something to draw from, got \(count)")
    return Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// Brings the elements into a random order, each order equally likely (Fisher and Yates).
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    for index in elements.indices.reversed() { elements.swapAt(index, below(index + 1)) }
  }
}
