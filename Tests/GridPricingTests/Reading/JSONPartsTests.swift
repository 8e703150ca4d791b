import Testing

@testable import GridPricing

/// A long array of a document, read in parts at the same time.
@Suite struct JSONPartsTests {
  /// Positions of the elements.
  private func places(_ text: String, threads: Int) throws -> (parts: Int, places: [JSONNode]) {
    let (_, parts) = try JSONParser.parse(
      Array(text.utf8), file: "f.json", elementsOf: "list", threads: threads, into: [JSONNode]()
    ) { $0.append($1) }
    return (parts.count, parts.flatMap { $0 })
  }

  private static let pad = String(repeating: "x", count: 300)

  /// Some megabytes of elements with line breaks between and inside of them.
  private static func document(_ element: (Int) -> String, end: String = "\n]") -> String {
    let elements = (0..<12_000).map(element).joined(separator: ",\n")
    return "{ \"first\": 1, \"list\": [\n" + elements + end + ", \"last\": [1,\n2,\n3] }\n"
  }

  @Test func partsGiveTheElementsAndTheirPlaces() throws {
    let text = Self.document { #"  { "number": \#($0), "é": "\#(Self.pad)" }"# }
    let (count, nodes) = try places(text, threads: 2)
    let whole = try places(text, threads: 1)
    #expect(count > 1)
    #expect(whole.parts == 1)
    #expect(nodes == whole.places)
    #expect(nodes[9999].position == .init(line: 10001, column: 3))
  }

  @Test func linesInsideElementsAreNoBeginnings() throws {
    let text = Self.document { "{ \"a\": \"\(Self.pad)\",\n\"b\": [1,\n2],\n\"c\": \($0) }" }
    #expect(try places(text, threads: 2).places == places(text, threads: 1).places)
  }

  @Test(arguments: [",\n]", "\n}", "", ",,]", " 7]", "\"]"])
  func mistakesAreFoundWhereTheyStand(end: String) throws {
    let text = Self.document({ "[\($0), \"\(Self.pad)\"]" }, end: end)
    let whole = #expect(throws: ReadingError.self) { try places(text, threads: 1) }
    let parts = #expect(throws: ReadingError.self) { try places(text, threads: 2) }
    #expect(parts == whole)
  }
}
