extension JSONParser {
  /// Steps over white space, and over comments where they are allowed.
  mutating func skipSpace() throws(ReadingError) {
    while cursor < bytes.count {
      switch bytes[cursor] {
      case 32, 9, 13:
        cursor += 1
      case 10:
        cursor += 1
        line += 1
        lineStart = cursor
      case UInt8(ascii: "/"):
        try comment()
      default:
        return
      }
    }
  }

  private mutating func comment() throws(ReadingError) {
    guard allowsComments else { throw error("a comment or a stray '/', expected JSON only") }
    let start = error("a comment is never closed, expected '*/'")
    switch cursor + 1 < bytes.count ? bytes[cursor + 1] : 0 {
    case UInt8(ascii: "/"):
      while cursor < bytes.count, bytes[cursor] != 10 { cursor += 1 }
    case UInt8(ascii: "*"):
      cursor += 2
      while true {
        guard cursor + 1 < bytes.count else { throw start }
        if bytes[cursor] == UInt8(ascii: "*"), bytes[cursor + 1] == UInt8(ascii: "/") { break }
        if bytes[cursor] == 10 {
          line += 1
          lineStart = cursor + 1
        } else if bytes[cursor] & 0xC0 == 0x80 {
          lineStart += 1
        }
        cursor += 1
      }
      cursor += 2
    default:
      throw error("a stray '/', expected a value or a comment")
    }
  }

  mutating func number() throws(ReadingError) -> Double {
    let start = cursor
    let isNegative = peek == UInt8(ascii: "-")
    if isNegative { cursor += 1 }
    var mantissa: UInt64 = 0
    var digits = 0
    var exponent = 0
    let isZero = peek == 48
    guard scanDigits(&mantissa, &digits) > 0 else {
      throw error("\(found) in a number, expected a digit")
    }
    if isZero, digits > 1 { throw numberError(start, "has leading zeros", "a JSON number") }
    if peek == UInt8(ascii: ".") {
      cursor += 1
      exponent = -scanDigits(&mantissa, &digits)
      if exponent == 0 { throw error("\(found) after a decimal point, expected a digit") }
    }
    if peek | 32 == UInt8(ascii: "e") {
      cursor += 1
      let isSmall = peek == UInt8(ascii: "-")
      if isSmall || peek == UInt8(ascii: "+") { cursor += 1 }
      var power = 0
      let first = cursor
      while peek >= 48, peek <= 57 {
        power = min(power * 10 + Int(peek - 48), 100_000)
        cursor += 1
      }
      if cursor == first { throw error("\(found) in an exponent, expected a digit") }
      exponent += isSmall ? -power : power
    }
    let value = DecimalText.assemble(
      mantissa: mantissa, digits: digits, exponent: exponent, isNegative: isNegative,
      text: bytes[start..<cursor])
    guard let value else { throw numberError(start, "is out of range", "at most 1.8e308") }
    return value
  }

  private mutating func scanDigits(_ mantissa: inout UInt64, _ digits: inout Int) -> Int {
    let start = cursor
    while cursor < bytes.count {
      let digit = bytes[cursor] &- 48
      if digit > 9 { break }
      if digits < 19 { mantissa = mantissa &* 10 &+ UInt64(digit) }
      digits += 1
      cursor += 1
    }
    return cursor - start
  }

  private func numberError(_ start: Int, _ fault: String, _ expected: String) -> ReadingError {
    ReadingError(
      file: file, line: line, column: start - lineStart + 1,
      problem:
        "number \(ReadingError.quoted(bytes[start..<cursor])) \(fault), expected \(expected)")
  }

  mutating func string() throws(ReadingError) -> String {
    cursor += 1
    let start = cursor
    while cursor < bytes.count {
      let byte = bytes[cursor]
      if byte == UInt8(ascii: "\"") {
        let text = String(decoding: bytes[start..<cursor], as: UTF8.self)
        cursor += 1
        return text
      }
      if byte == UInt8(ascii: "\\") || byte < 32 || byte >= 128 { break }
      cursor += 1
    }
    return try longString(Array(bytes[start..<cursor]))
  }

  /// The rest of a string that has escapes or characters beyond ASCII.
  private mutating func longString(_ beginning: [UInt8]) throws(ReadingError) -> String {
    var text = beginning
    while cursor < bytes.count {
      let byte = bytes[cursor]
      switch byte {
      case UInt8(ascii: "\""):
        cursor += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        try escape(into: &text)
      case 0..<32:
        throw error("a control character in a string, expected an escape such as \\n")
      case 128...:
        let length = utf8Length()
        guard length > 0 else { throw error("a byte that is not UTF-8, expected UTF-8 text") }
        text.append(contentsOf: bytes[cursor..<cursor + length])
        cursor += length
        lineStart += length - 1
      default:
        text.append(byte)
        cursor += 1
      }
    }
    throw error("a string is never closed, expected '\"' before the end of the file")
  }

  /// The length of the well-formed UTF-8 sequence at the cursor (Unicode 15, table 3-7), or 0.
  private func utf8Length() -> Int {
    func byte(_ offset: Int) -> UInt8 {
      cursor + offset < bytes.count ? bytes[cursor + offset] : 0
    }
    func follows(_ count: Int) -> Bool { (1...count).allSatisfy { byte($0) & 0xC0 == 0x80 } }
    let second = byte(1)
    switch byte(0) {
    case 0xC2...0xDF: return follows(1) ? 2 : 0
    case 0xE0: return follows(2) && second >= 0xA0 ? 3 : 0
    case 0xED: return follows(2) && second < 0xA0 ? 3 : 0
    case 0xE1...0xEF: return follows(2) ? 3 : 0
    case 0xF0: return follows(3) && second >= 0x90 ? 4 : 0
    case 0xF4: return follows(3) && second < 0x90 ? 4 : 0
    case 0xF1...0xF3: return follows(3) ? 4 : 0
    default: return 0
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(ReadingError) {
    cursor += 1
    let simple: UInt8
    switch peek {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): simple = peek
    case UInt8(ascii: "b"): simple = 8
    case UInt8(ascii: "f"): simple = 12
    case UInt8(ascii: "n"): simple = 10
    case UInt8(ascii: "r"): simple = 13
    case UInt8(ascii: "t"): simple = 9
    case UInt8(ascii: "u"):
      text.append(contentsOf: Array(String(Character(try unicodeEscape())).utf8))
      return
    default:
      throw error("\(found) after a backslash, expected one of \" \\ / b f n r t u")
    }
    text.append(simple)
    cursor += 1
  }

  private mutating func unicodeEscape() throws(ReadingError) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800...0xDBFF).contains(first), peek == UInt8(ascii: "\\"),
      cursor + 1 < bytes.count, bytes[cursor + 1] == UInt8(ascii: "u")
    else { throw error("a lone surrogate in a string, expected a pair of \\u escapes") }
    cursor += 1
    let second = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw error("a lone surrogate in a string, expected a pair of \\u escapes") }
    return scalar
  }

  private mutating func hexadecimal() throws(ReadingError) -> UInt32 {
    cursor += 1
    var value: UInt32 = 0
    for _ in 0..<4 {
      switch peek {
      case 48...57: value = value * 16 + UInt32(peek - 48)
      case 65...70: value = value * 16 + UInt32(peek - 55)
      case 97...102: value = value * 16 + UInt32(peek - 87)
      default: throw error("\(found) in a \\u escape, expected four hexadecimal digits")
      }
      cursor += 1
    }
    return value
  }
}
