/// Reads decimal numbers from bytes, rounded correctly, without building strings.
package enum DecimalText {
  /// `-12.5`, `.5`, `+3e-2`; nil for anything else, for `nan` and for numbers beyond `Double`.
  package static func parse(_ bytes: ArraySlice<UInt8>) -> Double? {
    var position = bytes.startIndex
    let end = bytes.endIndex
    var isNegative = false
    if position < end, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+")
    {
      isNegative = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var exponent = 0
    var sawPoint = false
    while position < end {
      let byte = bytes[position]
      if byte >= 48, byte <= 57 {
        if digits < 19 {
          mantissa = mantissa &* 10 &+ UInt64(byte &- 48)
        }
        digits += 1
        if sawPoint { exponent -= 1 }
      } else if byte == UInt8(ascii: "."), !sawPoint {
        sawPoint = true
      } else {
        break
      }
      position += 1
    }
    guard digits > 0 else { return nil }
    if position < end, bytes[position] | 32 == UInt8(ascii: "e") {
      guard let power = exponentDigits(bytes[(position + 1)...]) else { return nil }
      exponent += power
      position = end
    }
    guard position == end else { return nil }
    return assemble(
      mantissa: mantissa, digits: digits, exponent: exponent, isNegative: isNegative, text: bytes)
  }

  /// The number `mantissa · 10^exponent`, where the text has at most 19 digits and both fit exactly;
  /// else the standard library's own reading of `text`. Nil where the result is not finite.
  ///
  /// Exact by W. D. Clinger, "How to read floating point numbers accurately", 1990,
  /// doi 10.1145/93542.93557: one correctly rounded operation on two exact doubles.
  package static func assemble(
    mantissa: UInt64, digits: Int, exponent: Int, isNegative: Bool, text: ArraySlice<UInt8>
  ) -> Double? {
    if digits <= 19, mantissa <= 1 << 53, exponent >= -22, exponent <= 22 {
      let magnitude =
        exponent < 0
        ? Double(mantissa) / powersOfTen[-exponent] : Double(mantissa) * powersOfTen[exponent]
      return isNegative ? -magnitude : magnitude
    }
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }

  private static func exponentDigits(_ bytes: ArraySlice<UInt8>) -> Int? {
    var position = bytes.startIndex
    var isNegative = false
    if position < bytes.endIndex,
      bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+")
    {
      isNegative = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    guard position < bytes.endIndex else { return nil }
    var value = 0
    for byte in bytes[position...] {
      guard byte >= 48, byte <= 57 else { return nil }
      value = min(value * 10 + Int(byte - 48), 100_000)
    }
    return isNegative ? -value : value
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
