import Foundation

/// A logarithmic axis over whole decades.
struct DecadeScale {
  /// 10ⁿ, where a number stands beside the axis.
  struct Tick {
    let exponent: Int
    let value: Double
  }

  private let exponents: ClosedRange<Int>

  /// The decades around the positive values, at least one, none outside of `limits`.
  init(_ values: [Double], within limits: ClosedRange<Int>) {
    let logarithms = values.filter { $0 > 0 }.map { log10($0) }
    func inside(_ logarithm: Double) -> Int {
      Int(min(max(logarithm, Double(limits.lowerBound)), Double(limits.upperBound)))
    }
    let lowest = inside((logarithms.min() ?? 0).rounded(.down))
    let low = min(lowest, limits.upperBound - 1)
    exponents = low...max(inside((logarithms.max() ?? 0).rounded(.up)), low + 1)
  }

  /// Where a value lies: 0 at the low end, 1 at the high one; values beyond are moved there.
  func share(_ value: Double) -> Double {
    guard value > 0 else { return 0 }
    let share = (log10(value) - Double(exponents.lowerBound)) / Double(exponents.count - 1)
    return min(1, max(0, share))
  }

  var ticks: [Tick] { exponents.map { Tick(exponent: $0, value: pow(10, Double($0))) } }

  /// 10ⁿ as a plain decimal: `0.01`, `100`.
  static func text(_ exponent: Int) -> String {
    exponent < 0
      ? "0." + String(repeating: "0", count: -exponent - 1) + "1"
      : "1" + String(repeating: "0", count: exponent)
  }
}
