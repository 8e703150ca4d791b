extension ValueParser where Value == [Double] {
  /// Numbers in a range, separated by commas.
  static func numbers(in range: ClosedRange<Double>) -> ValueParser {
    let number = ValueParser<Double>.number(in: range)
    return ValueParser { (word) throws(ValueError) in
      var numbers: [Double] = []
      for part in word.split(separator: ",", omittingEmptySubsequences: false) {
        numbers.append(try number.parse(String(part)))
      }
      return numbers
    }
  }
}
