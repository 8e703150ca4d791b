import Testing

@testable import GridPricing

private func parse(_ text: String, comments: Bool = false) throws -> JSONNode {
  try JSONParser.parse(Array(text.utf8), file: "f.json", allowsComments: comments)
}

@Suite struct JSONParserTests {
  @Test func everyKindIsRead() throws {
    let node = try parse(#" {"a": [1, -2.5e1, true, false, null, "x"], "b": {}} "#)
    #expect(
      node["a"]?.array?.map(\.kind) == [
        .number(1), .number(-25), .bool(true), .bool(false), .null, .string("x"),
      ])
    #expect(node["b"]?.object?.isEmpty == true)
    #expect(node["c"] == nil)
  }

  @Test func everyValueAndKeyKnowsItsPlaceInCharacters() throws {
    let node = try parse("{\n  \"µ₂\": 7,\n\t\"b\": [\"é\", 2]\n}")
    let members = try #require(node.object)
    #expect(members[0].keyPosition == .init(line: 2, column: 3))
    #expect(members[0].value.position == .init(line: 2, column: 9))
    #expect(members[1].keyPosition == .init(line: 3, column: 2))
    #expect(members[1].value.array?[1].position == .init(line: 3, column: 13))
  }

  @Test func escapesAndSurrogatePairsAreDecoded() throws {
    let text = #""\"\\\/\b\f\n\r\t\u00e9\uD83D\ude00 €""#
    #expect(try parse(text).string == "\"\\/\u{8}\u{C}\n\r\té😀 €")
  }

  @Test func numbersAreRoundedCorrectly() throws {
    for text in [
      "0", "-0.0", "0.1", "123456789012345678", "9007199254740993", "1e22", "1e23", "5e-324",
      "1.7976931348623157e308", "3.141592653589793238462643383279", "1E+2",
      "2.2250738585072014e-308",
    ] {
      #expect(try parse(text).number == Double(text), "\(text)")
    }
  }

  @Test func commentsAreReadOnlyWhereAllowed() throws {
    let text = "// a\n{ /* b\n */ \"k\" /**/ : 1 // c\n}"
    let node = try parse(text, comments: true)
    #expect(node["k"]?.number == 1)
    #expect(node.object?[0].keyPosition == .init(line: 3, column: 5))
    #expect(throws: ReadingError.self) { try parse(text) }
  }

  @Test func aByteOrderMarkIsSkipped() throws {
    #expect(try parse("\u{FEFF}[1]").position == .init(line: 1, column: 1))
  }

  @Test func nestingUpToTheLimitIsRead() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try parse(nested(512))
    let error = try #require(throws: ReadingError.self) { try parse(nested(513)) }
    #expect(
      error.description
        == "f.json:1:513: values are nested too deeply, expected at most 512 levels")
  }

  static let malformed: [(text: String, message: String)] = [
    ("", "f.json:1:1: the file is empty, expected a JSON value"),
    ("[1,]", "f.json:1:4: ']' is no JSON value, expected one"),
    ("[1 2]", "f.json:1:4: '2' in an array, expected ',' or ']'"),
    ("[1", "f.json:1:3: the end of the file in an array, expected ',' or ']'"),
    ("{\"a\":1,}", "f.json:1:8: '}' in an object, expected a key in quotes"),
    ("{\"a\" 1}", "f.json:1:6: '1' after a key, expected ':'"),
    ("{\"a\":1 \"b\":2}", "f.json:1:8: '\"' in an object, expected ',' or '}'"),
    ("{a:1}", "f.json:1:2: 'a' in an object, expected a key in quotes"),
    (
      "{\"a\":1,\n \"a\":2}",
      "f.json:2:2: key 'a' occurs twice in one object, expected it once"
    ),
    ("1 2", "f.json:1:3: '2' follows the JSON value, expected the end of the file"),
    ("nul", "f.json:1:1: 'n' is no JSON value, expected 'null'"),
    ("NaN", "f.json:1:1: 'N' is no JSON value, expected one"),
    ("-Infinity", "f.json:1:2: 'I' in a number, expected a digit"),
    ("01", "f.json:1:1: number '01' has leading zeros, expected a JSON number"),
    ("1.", "f.json:1:3: the end of the file after a decimal point, expected a digit"),
    (".5", "f.json:1:1: '.' is no JSON value, expected one"),
    ("1e", "f.json:1:3: the end of the file in an exponent, expected a digit"),
    ("1e999", "f.json:1:1: number '1e999' is out of range, expected at most 1.8e308"),
    ("\"a", "f.json:1:3: a string is never closed, expected '\"' before the end of the file"),
    (
      "\"a\nb\"",
      "f.json:1:3: a control character in a string, expected an escape such as \\n"
    ),
    ("\"\\x\"", "f.json:1:3: 'x' after a backslash, expected one of \" \\ / b f n r t u"),
    ("\"\\u12G4\"", "f.json:1:6: 'G' in a \\u escape, expected four hexadecimal digits"),
    (
      "\"\\ud800\"", "f.json:1:8: a lone surrogate in a string, expected a pair of \\u escapes"
    ),
    (
      "\"\\ud800\\u0041\"",
      "f.json:1:14: a lone surrogate in a string, expected a pair of \\u escapes"
    ),
    (
      "\"\\udc00\"", "f.json:1:8: a lone surrogate in a string, expected a pair of \\u escapes"
    ),
    ("// x\n1", "f.json:1:1: a comment or a stray '/', expected JSON only"),
  ]

  @Test(arguments: malformed.indices)
  func malformedInputIsAnErrorWithItsPlace(index: Int) throws {
    let row = Self.malformed[index]
    let error = try #require(throws: ReadingError.self, "\(row.text)") { try parse(row.text) }
    #expect(error.description == row.message)
  }

  @Test(
    arguments: [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], [0x22, 0xE2, 0x82], [0x22, 0x80, 0x22],
    ] as [[UInt8]])
  func invalidUTF8IsRejected(bytes: [UInt8]) throws {
    let error = try #require(throws: ReadingError.self) {
      try JSONParser.parse(bytes, file: "f.json")
    }
    #expect(
      error.description == "f.json:1:2: a byte that is not UTF-8, expected UTF-8 text")
  }

  @Test func aDuplicateAmongManyKeysIsFound() throws {
    let keys = (0..<40).map { "\"k\($0)\":0" } + ["\"k20\":0"]
    let error = try #require(throws: ReadingError.self) {
      try parse("{" + keys.joined(separator: ",") + "}")
    }
    #expect(error.problem == "key 'k20' occurs twice in one object, expected it once")
  }

  @Test func everyPrefixOfADocumentIsAnErrorAndNeverACrash() throws {
    let text = #"{"a":[1.5e2,{"b":"\u00e9\ud83d\ude00é"},null],"c":true}"#
    let bytes = Array(text.utf8)
    for length in 0..<bytes.count {
      #expect(throws: ReadingError.self) {
        try JSONParser.parse(Array(bytes[..<length]), file: "f.json")
      }
    }
  }
}

@Suite struct JSONElementsTests {
  private func elements(_ text: String) throws -> [JSONNode] {
    var walker = try JSONElements(Array(text.utf8), file: "f.json", allowsComments: true)
    var found: [JSONNode] = []
    while let node = try walker.next() { found.append(node) }
    return found
  }

  @Test func anArrayIsWalkedElementByElement() throws {
    let found = try elements("[ 1, // one\n {\"a\": 2} ]\n")
    #expect(found.map(\.position) == [.init(line: 1, column: 3), .init(line: 2, column: 2)])
    #expect(try elements("[]").isEmpty)
  }

  @Test func newlineDelimitedValuesAreWalkedLineByLine() throws {
    let found = try elements("{\"a\":1}\r\n\n{\"a\":2}\n")
    #expect(found.map { $0["a"]?.number } == [1, 2])
    #expect(found[1].position == .init(line: 3, column: 1))
  }

  @Test(arguments: [
    ("[1,]", "f.json:1:4: ']' is no JSON value, expected one"),
    ("[,1]", "f.json:1:2: ',' is no JSON value, expected one"),
    ("[1", "f.json:1:3: the end of the file in an array, expected ',' or ']'"),
    ("[1] 2", "f.json:1:5: '2' follows the array, expected the end of the file"),
    ("{} {}", "f.json:1:4: '{' follows a value, expected a new line"),
    (" ", "f.json:1:2: the file is empty, expected JSON values"),
  ])
  func malformedListsAreErrors(text: String, message: String) throws {
    let error = try #require(throws: ReadingError.self) { try elements(text) }
    #expect(error.description == message)
  }
}
