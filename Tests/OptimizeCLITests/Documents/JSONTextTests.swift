import Testing

@testable import optimize_cli

struct JSONTextTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (1.0, "1"), (-3.0, "-3"), (0.1, "0.1"), (2.5e-7, "2.5e-07"),
    (1e15, "1000000000000000"), (9_007_199_254_740_992, "9007199254740992"),
    (1e16, "1e+16"), (.leastNonzeroMagnitude, "5e-324"),
    (1.7976931348623157e308, "1.7976931348623157e+308"), (0.1 + 0.2, "0.30000000000000004"),
  ])
  func numbersAreTheShortestThatReadBack(value: Double, text: String) {
    #expect(JSONText.number(value) == text)
    #expect(Double(text) == value)
  }

  @Test func everyFiniteNumberReadsBack() {
    var state: UInt64 = 7
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      guard value.isFinite else { continue }
      #expect(Double(JSONText.number(value)) == value)
    }
  }

  @Test func numbersThatJSONLacksStopTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = JSONText.number(.infinity) }
    await #expect(processExitsWith: .failure) { _ = JSONText.number(.nan) }
  }

  @Test(arguments: [
    ("plain", #""plain""#), ("a\"b\\c/", #""a\"b\\c/""#), ("\n\r\t", #""\n\r\t""#),
    ("\u{0}\u{1F}\u{7F}\u{85}", #""\u0000\u001f\u007f\u0085""#),
    ("\u{2028}\u{2029}", #""\u2028\u2029""#), ("Ü日🚀", #""Ü日🚀""#), ("", #""""#),
  ])
  func stringsAreEscapedWhereTheyMustBe(text: String, expected: String) {
    var json = JSONText()
    json.array(of: [text]) { $0.element($1) }
    #expect(String(decoding: json.bytes, as: UTF8.self) == "[\(expected)]\n")
  }

  @Test func absentValuesLeaveNoTrace() {
    var json = JSONText()
    json.object {
      $0.member("a", nil as Double?)
      $0.member("b", nil as String?)
      $0.member("c", nil as Int?)
    }
    #expect(String(decoding: json.bytes, as: UTF8.self) == "{}\n")
  }

  @Test func layoutsNest() {
    var json = JSONText()
    json.object(nil, .lines) {
      $0.member("numbers", [1, 2.5])
      $0.object("inner", .lines) { $0.member("flag", true) }
      $0.array("rows", .lines, of: [1, 2]) { text, row in
        text.object { $0.member("row", row) }
      }
      $0.member("none", [String]())
    }
    #expect(
      String(decoding: json.bytes, as: UTF8.self) == """
        {
          "numbers": [1, 2.5],
          "inner": {
            "flag": true
          },
          "rows": [
            { "row": 1 },
            { "row": 2 }
          ],
          "none": []
        }

        """)
  }
}
