/// How one CSV file writes numbers: decimal point or comma, thousands separators.
///
/// In files with semicolons a comma is the decimal sign; else it separates thousands, and only in
/// well-formed groups of three. A file that writes both `1.5` and `1,5` is refused.
package struct NumberStyle: Sendable {
  private let commaIsDecimal: Bool
  private var sawDecimalComma = false
  private var sawDecimalPoint = false
  private var sawThousands = false

  package init(delimiter: UInt8) { commaIsDecimal = delimiter == UInt8(ascii: ";") }

  package var notes: [String] {
    (sawDecimalComma ? ["decimal commas read as decimal points"] : [])
      + (sawThousands ? ["thousands separators removed"] : [])
  }

  package var expectation: String {
    commaIsDecimal && (sawDecimalComma || sawDecimalPoint)
      ? "a number with a decimal \(sawDecimalComma ? "comma" : "point") as in the rows before"
      : "a number"
  }

  /// Whether a number without any comma may stand in this file.
  package mutating func acceptsPlain(_ cell: ArraySlice<UInt8>) -> Bool {
    guard commaIsDecimal, cell.contains(UInt8(ascii: ".")) else { return true }
    if sawDecimalComma { return false }
    sawDecimalPoint = true
    return true
  }

  /// A number with commas in it.
  package mutating func parse(_ cell: ArraySlice<UInt8>) -> Double? {
    let comma = UInt8(ascii: ",")
    let point = UInt8(ascii: ".")
    let (decimal, group) = commaIsDecimal ? (comma, point) : (point, comma)
    let integerEnd = cell.firstIndex(of: decimal) ?? cell.endIndex
    let integer = cell[..<integerEnd]
    guard !cell[integerEnd...].contains(group), !(commaIsDecimal && sawDecimalPoint) else {
      return nil
    }
    if integer.contains(group), !Self.isGrouped(integer, by: group) { return nil }
    if commaIsDecimal, integerEnd == cell.endIndex { return nil }
    let plain = cell.filter { $0 != group }.map { $0 == comma ? point : $0 }
    guard let value = DecimalText.parse(plain[...]) else { return nil }
    sawThousands = sawThousands || integer.contains(group)
    sawDecimalComma = sawDecimalComma || commaIsDecimal
    return value
  }

  private static func isGrouped(_ integer: ArraySlice<UInt8>, by separator: UInt8) -> Bool {
    var digits = integer
    if digits.first == UInt8(ascii: "-") || digits.first == UInt8(ascii: "+") {
      digits.removeFirst()
    }
    let groups = digits.split(separator: separator, omittingEmptySubsequences: false)
    return groups.allSatisfy { $0.allSatisfy { (48...57).contains($0) } }
      && (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
  }
}
