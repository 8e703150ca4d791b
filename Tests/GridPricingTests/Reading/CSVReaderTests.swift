import Testing

@testable import GridPricing

@Suite struct CSVReaderTests {
  private func rows(_ text: String) throws -> [[String]] {
    var reader = try CSVReader(Array(text.utf8), file: "f.csv")
    var rows: [[String]] = []
    while try reader.next() {
      rows.append((0..<reader.count).map { String(decoding: reader[$0], as: UTF8.self) })
    }
    return rows
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a;b\r\n1;2", [["a", "b"], ["1", "2"]]),
    ("a\tb\r1\t2\r", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}a,b\n", [["a", "b"]]),
    ("a,\"b,c\"\n\"1\n2\",\"say \"\"yes\"\"\"\n", [["a", "b,c"], ["1\n2", "say \"yes\""]]),
    ("a,,\n,,\n", [["a", "", ""], ["", "", ""]]),
    ("a\n\n\n1\n", [["a"], ["1"]]),
    ("\"a;b\";c\n", [["a;b", "c"]]),
    ("", []),
  ])
  func fieldsAreSplit(text: String, expected: [[String]]) throws {
    #expect(try rows(text) == expected)
  }

  @Test func linesAreCountedThroughQuotedLineBreaks() throws {
    var reader = try CSVReader(Array("a,b\r\n\"x\ny\",z\n\nlast,1\n".utf8), file: "f.csv")
    var lines: [Int] = []
    while try reader.next() { lines.append(reader.line) }
    #expect(lines == [1, 2, 5])
  }

  @Test func placesCountCharacters() throws {
    var reader = try CSVReader(Array("é₂,\"b\",c\n".utf8), file: "f.csv")
    _ = try reader.next()
    #expect(reader.position(of: 1).column == 4)
    #expect(reader.position(of: 2).column == 8)
  }
}

@Suite struct DecimalTextTests {
  @Test(arguments: [
    ("0", 0), ("-12.5", -12.5), (".5", 0.5), ("5.", 5), ("+3e-2", 0.03), ("1E3", 1000),
    ("0.1", 0.1), ("123456789.987654321", 123_456_789.987654321),
    ("12345678901234567890123", 1.2345678901234567890123e22),
    ("0.000000000000000000000000000001", 1e-30),
  ])
  func numbersAreRoundedCorrectly(text: String, value: Double) {
    #expect(DecimalText.parse(Array(text.utf8)[...]) == value)
  }

  @Test(arguments: ["", "-", ".", "e5", "1e", "1e+", "nan", "inf", "0x10", "1 2", "1e400", "--1"])
  func anythingElseIsNil(text: String) {
    #expect(DecimalText.parse(Array(text.utf8)[...]) == nil)
  }
}

@Suite struct DigestTests {
  /// FIPS 180-4 examples and lengths around the block border (by sha256sum).
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 55),
      "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"
    ),
    (
      String(repeating: "a", count: 64),
      "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"
    ),
  ])
  func knownDigests(text: String, digest: String) {
    #expect(Digest.sha256(Array(text.utf8)) == digest)
  }
}
