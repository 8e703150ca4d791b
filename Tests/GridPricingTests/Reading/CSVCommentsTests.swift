import Testing

@testable import GridPricing

@Suite struct CSVCommentsTests {
  private func read(_ text: String) throws -> SeriesFile {
    try SeriesFile.read(bytes: Array(text.utf8), file: "p.csv")
  }

  private static let rows = """
    time,price_eur_per_mwh
    2026-01-12T00:00:00Z,1
    2026-01-12T01:00:00Z,2

    """

  @Test(arguments: ["\n", "\r\n", "\r"])
  func linesBeforeTheHeaderAreWhatTheFileSaysOfItself(lineEnd: String) throws {
    let text = "# synthetic; not, measured \n#\n\n" + Self.rows
    let file = try read(text.replacing("\n", with: lineEnd))
    #expect(file.comments == ["synthetic; not, measured", ""])
    #expect(file.columns[0].steps.map(\.value) == [0.001, 0.002])
    #expect(file.columns[0].notes.first == "the file says: synthetic; not, measured")
  }

  @Test func aByteOrderMarkMayStandBeforeThem() throws {
    #expect(try read("\u{FEFF}#a\n" + Self.rows).comments == ["a"])
  }

  @Test func errorsCountTheirLines() throws {
    let text = "# one\n# two\ntime,price_eur_per_mwh\n2026-01-12T00:00:00Z,x\n"
    let error = try #require(throws: ReadingError.self) { _ = try read(text) }
    #expect(error.line == 4)
  }

  @Test func afterTheHeaderTheyAreNoComments() {
    #expect(throws: ReadingError.self) { try read(Self.rows + "# late\n") }
  }

  @Test func aFileOfCommentsAloneIsEmpty() throws {
    let error = try #require(throws: ReadingError.self) { _ = try read("# nothing\n# else") }
    #expect(error.problem == "the file is empty, expected a header and rows")
  }

  @Test func longOnesAreCutAndManyAreLeftOut() throws {
    let long = "# " + String(repeating: "x", count: 1000) + "\n"
    let file = try read(String(repeating: long, count: 40) + Self.rows)
    #expect(file.comments.count == 16)
    #expect(file.comments[0].count == 400)
  }

  @Test func whatIsWrittenReadsBack() throws {
    let file = try read("# synthetic\n" + Self.rows)
    let text = try SeriesWriter.plainCSV(file.columns, comments: file.comments + ["a\nb"])
    #expect(text == "# synthetic\n# a b\n" + Self.rows)
  }
}
