extension ValueParser where Value == Int {
  static var integer: ValueParser {
    ValueParser(expecting: "a whole number") { Int($0) }
  }

  static func integer(in range: ClosedRange<Int>) -> ValueParser {
    ValueParser(
      expecting: "a whole number from \(range.lowerBound) to \(range.upperBound)"
    ) { word in
      Int(word).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  static func integer(in range: PartialRangeFrom<Int>) -> ValueParser {
    ValueParser(expecting: "a whole number of at least \(range.lowerBound)") { word in
      Int(word).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// Minutes of which an hour is a whole number.
  static var partOfAnHour: ValueParser {
    ValueParser(expecting: "a number of minutes that divides an hour") { word in
      Int(word).flatMap { (1...60).contains($0) && 60 % $0 == 0 ? $0 : nil }
    }
  }
}

extension ValueParser where Value == Double {
  /// A finite decimal number, which may be negative.
  static var number: ValueParser {
    ValueParser(expecting: "a number") { decimal($0) }
  }

  static func number(in range: ClosedRange<Double>) -> ValueParser {
    let (low, high) = (plain(range.lowerBound), plain(range.upperBound))
    return ValueParser(expecting: "a number from \(low) to \(high)") { word in
      decimal(word).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  static func number(in range: PartialRangeFrom<Double>) -> ValueParser {
    ValueParser(expecting: "a number of at least \(plain(range.lowerBound))") { word in
      decimal(word).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// A share written as a percentage from `0%` to `100%`; the value is the fraction.
  ///
  /// A bare number is an error, because `--gap 0.1` has been read as a tenth and as a thousandth.
  static var percent: ValueParser {
    ValueParser { (word) throws(ValueError) in
      if let number = decimal(word) {
        let example = (0...100).contains(number) ? word : "0.1"
        throw ValueError("\(quoted(word)) has no percent sign", help: "write \(example)%")
      }
      guard word.hasSuffix("%"), let number = decimal(word.dropLast()),
        (0...100).contains(number)
      else { throw ValueError("\(quoted(word)) is not a percentage from 0% to 100%") }
      return number / 100
    }
  }

  /// The number without a trailing `.0`, which in a message would look like a rule about decimals.
  private static func plain(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// A finite number in decimal notation.
///
/// `Double(_:)` alone would also take `nan`, `infinity` and hexadecimal notation.
func decimal(_ text: some StringProtocol) -> Double? {
  guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }),
    let number = Double(text), number.isFinite
  else { return nil }
  return number
}
