import Testing

@testable import optimize_cli

@Suite struct ValueParserTests {
  @Test(arguments: [
    ("30s", Duration.seconds(30)), ("250ms", .milliseconds(250)), ("1.5h", .seconds(5400)),
    ("2m", .seconds(120)), ("0s", .zero), ("1e3s", .seconds(1000)), ("0.1s", .milliseconds(100)),
  ])
  func durationsCarryAUnit(word: String, duration: Duration) throws {
    #expect(try ValueParser.duration.parse(word) == duration)
  }

  @Test(arguments: [
    ("30", "'30' has no unit of time"), ("-1s", "'-1s' is negative"),
    ("1d", "'1d' is not a duration"), ("s", "'s' is not a duration"),
    ("1e300h", "'1e300h' is longer than a century"), ("nans", "'nans' is not a duration"),
    ("", "'' is not a duration"), ("1 s", "'1 s' is not a duration"),
  ])
  func otherDurationsAreRefused(word: String, message: String) {
    let error = #expect(throws: ValueError.self) { try ValueParser.duration.parse(word) }
    #expect(error?.message == message)
  }

  @Test func aShortestDurationHolds() {
    #expect(throws: ValueError.self) {
      try ValueParser.duration(atLeast: .seconds(1)).parse("999ms")
    }
  }

  @Test func percentagesBecomeFractions() throws {
    #expect(try ValueParser.percent.parse("0.1%") == 0.001)
    #expect(try ValueParser.percent.parse("0%") == 0)
    #expect(try ValueParser.percent.parse("100%") == 1)
  }

  @Test func aBareGapSaysWhatToWrite() {
    let error = #expect(throws: ValueError.self) { try ValueParser.percent.parse("0.1") }
    #expect(error == ValueError("'0.1' has no percent sign", help: "write 0.1%"))
  }

  @Test(arguments: ["-1%", "101%", "%", "nan%", "0x1%", "1%%"])
  func otherPercentagesAreRefused(word: String) {
    #expect(throws: ValueError.self) { try ValueParser.percent.parse(word) }
  }

  @Test(arguments: ["nan", "inf", "0x10", "1,5", "", " 1", "1e999"])
  func onlyFiniteDecimalsAreNumbers(word: String) {
    #expect(throws: ValueError.self) { try ValueParser.number.parse(word) }
  }

  @Test func numbersOutOfRangeSayTheRange() {
    let parser = ValueParser.number(in: 0...100)
    let error = #expect(throws: ValueError.self) { try parser.parse("100.5") }
    #expect(error?.message == "'100.5' is not a number from 0 to 100")
    let open = ValueParser.integer(in: 1...)
    #expect(throws: ValueError("'0' is not a whole number of at least 1")) { try open.parse("0") }
    #expect(throws: ValueError.self) { try open.parse("99999999999999999999") }
  }

  @Test func aListOfWordsIsAChoice() throws {
    let parser = ValueParser.choice(of: ["nvl72-dry", "air"])
    #expect(try parser.parse("air") == "air")
    #expect(parser.completion == .values(["nvl72-dry", "air"]))
    #expect(throws: ValueError.self) { try parser.parse("Air") }
  }
}
