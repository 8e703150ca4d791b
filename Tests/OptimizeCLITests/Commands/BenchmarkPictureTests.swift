import Foundation
import Testing

@testable import optimize_cli

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct BenchmarkPictureTests {
  private static func panel(
    _ title: String, _ points: [(Double, Double?, Double?)] = [(0.01, nil, 1), (2, 4, 2)]
  ) -> BenchmarkPicture.Panel {
    .init(
      title: title, currency: "EUR",
      points: points.map { seconds, cost, bound in
        .init(
          seconds: seconds, cost: cost, bound: bound,
          gap: cost.flatMap { cost in bound.map { (cost - $0) / cost } })
      })
  }

  /// The texts of the document, as a reader of XML understands them.
  private final class Reader: NSObject, XMLParserDelegate {
    var texts: [String] = []
    var names: Set<String> = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      names.insert(name)
      if name == "text" { texts.append("") }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      if !texts.isEmpty { texts[texts.count - 1] += text }
    }

    static func read(_ text: String) throws -> Reader {
      let reader = Reader()
      let parser = XMLParser(data: Data(text.utf8))
      parser.delegate = reader
      try #require(parser.parse(), "\(String(describing: parser.parserError))")
      return reader
    }
  }

  @Test(arguments: [
    "</text><script>alert(1)</script>", "a & b", "\"'<>&amp;", "<\u{338}script>", "]]>",
    "\u{0}\u{8}\u{1B}[2J", "\u{202E}gvs", "<!-- -->", "<?xml?>",
  ])
  func namesAreShownAndNeverObeyed(name: String) throws {
    let text = BenchmarkPicture(panels: [Self.panel(name)]).text
    let reader = try Reader.read(text)
    #expect(reader.names == ["svg", "rect", "g", "text", "path"])
    #expect(reader.texts.contains { $0.trimmingCharacters(in: .newlines) == escaped(name) })
  }

  @Test func curvesAreStepsInsideThePanel() {
    let elements = PanelDrawing(
      Self.panel("x", [(0.001, nil, -50), (0.1, 120, 90), (3, 101, 100), (20, 100.5, 100.2)])
    ).elements
    let paths = elements.filter { $0.hasPrefix("<path") }
    #expect(paths.count == 3)
    for path in paths {
      let numbers = path.split(separator: "\"")[1].split { "MHV ".contains($0) }.map { Double($0) }
      #expect(numbers.count >= 4 && numbers.allSatisfy { $0.map { $0 >= 50 && $0 <= 690 } == true })
    }
  }

  @Test(
    arguments: [
      [], [(0.5, nil, nil)], [(0, 1, 1)], [(1, nil, -3)], [(1, 5, 5), (2, 5, 5)],
      [(1e-9, -2, -1e300)], [(1e9, 0, 0)],
    ] as [[(Double, Double?, Double?)]])
  func everyTrajectoryIsDrawn(points: [(Double, Double?, Double?)]) throws {
    let text = BenchmarkPicture(panels: [Self.panel("x", points)]).text
    #expect(!text.contains("nan") && !text.contains("inf\""))
    _ = try Reader.read(text)
  }

  @Test func anAxisHasWholeDecades() {
    let scale = DecadeScale([0.02, 30], within: -3...6)
    #expect(scale.ticks.map(\.exponent) == [-2, -1, 0, 1, 2])
    #expect(scale.share(0.01) == 0 && scale.share(100) == 1 && abs(scale.share(1) - 0.5) < 1e-12)
    #expect(scale.share(0) == 0 && scale.share(1e9) == 1)
    #expect(DecadeScale([], within: -6...0).ticks.map(\.exponent) == [-1, 0])
    #expect(DecadeScale.text(-2) == "0.01" && DecadeScale.text(2) == "100")
  }
}
