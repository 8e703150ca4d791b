import Foundation

/// One panel of a benchmark's picture as elements of SVG.
struct PanelDrawing {
  static let width = 760
  static let height = 320
  /// Where the curves lie.
  private static let (left, right, top, bottom) = (100.0, 690.0, 50.0, 270.0)

  private let panel: BenchmarkPicture.Panel
  private let time: DecadeScale
  private let gap: DecadeScale
  /// The lowest and the highest amount shown.
  private let amounts: ClosedRange<Double>

  init(_ panel: BenchmarkPicture.Panel) {
    self.panel = panel
    time = DecadeScale(panel.points.map(\.seconds), within: -3...6)
    gap = DecadeScale(panel.points.compactMap(\.gap), within: -6...0)
    amounts = Self.range(of: panel.points)
  }

  /// From the best bound to the first cost; the first bounds, which say little, lie below.
  private static func range(of points: [BenchmarkPicture.Panel.Point]) -> ClosedRange<Double> {
    let costs = points.compactMap(\.cost)
    let bounds = points.compactMap(\.bound)
    let all = costs + bounds
    guard let high = all.max(), let low = costs.isEmpty ? all.min() : bounds.max() ?? all.min()
    else { return 0...1 }
    let floor = min(low, high)
    let margin = max((high - floor) * 0.25, abs(high) * 1e-6, 1e-9)
    return floor - margin...high + margin / 4
  }

  var elements: [String] {
    [
      label(panel.title, x: 20, y: 24, anchor: "start", size: 14), frame,
      curve(\.cost, y(amount:), colour: Self.costColour),
      curve(\.bound, y(amount:), colour: Self.boundColour),
      curve(\.gap, y(gap:), colour: Self.gapColour, isDashed: true),
    ] + timeTicks + amountTicks + gapTicks + legend
  }

  private static let (costColour, boundColour, gapColour) = ("#b3261e", "#1b5e9b", "#5f6368")

  // MARK: Curves

  /// A step function: what is known holds until something better is.
  private func curve(
    _ value: KeyPath<BenchmarkPicture.Panel.Point, Double?>, _ y: (Double) -> Double,
    colour: String, isDashed: Bool = false
  ) -> String {
    var path = ""
    for point in panel.points {
      guard let value = point[keyPath: value] else { continue }
      let (x, y) = (fixed(x(point.seconds), 1), fixed(y(value), 1))
      path += path.isEmpty ? "M\(x) \(y)" : "H\(x)V\(y)"
    }
    let dashes = isDashed ? " stroke-dasharray=\"5 3\"" : ""
    return "<path d=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.5\"\(dashes)/>"
  }

  private func x(_ seconds: Double) -> Double {
    Self.left + (Self.right - Self.left) * time.share(seconds)
  }

  private func y(gap value: Double) -> Double { y(share: gap.share(value)) }

  private func y(amount: Double) -> Double {
    let size = amounts.upperBound - amounts.lowerBound
    return y(share: min(1, max(0, (amount - amounts.lowerBound) / size)))
  }

  private func y(share: Double) -> Double { Self.bottom - (Self.bottom - Self.top) * share }

  // MARK: Axes

  private var frame: String {
    "<rect x=\"\(Self.left)\" y=\"\(Self.top)\" width=\"\(Self.right - Self.left)\" "
      + "height=\"\(Self.bottom - Self.top)\" fill=\"none\" stroke=\"#bbb\"/>"
  }

  private var timeTicks: [String] {
    time.ticks.map { tick in
      label(
        "\(DecadeScale.text(tick.exponent)) s", x: x(tick.value), y: Self.bottom + 18,
        anchor: "middle")
    }
  }

  private var amountTicks: [String] {
    let size = amounts.upperBound - amounts.lowerBound
    let decimals = min(6, max(0, 2 - Int(log10(size).rounded(.down))))
    return (0...4).map { part in
      let amount = amounts.lowerBound + size * Double(part) / 4
      return label(
        fixed(amount, decimals, isGrouped: true), x: Self.left - 8, y: y(amount: amount) + 4,
        anchor: "end")
    }
  }

  private var gapTicks: [String] {
    gap.ticks.map { tick in
      label(
        "\(DecadeScale.text(tick.exponent + 2))%", x: Self.right + 8, y: y(gap: tick.value) + 4,
        anchor: "start", colour: Self.gapColour)
    }
  }

  private var legend: [String] {
    let entries = [
      ("cost, \(panel.currency)", Self.costColour), ("bound, \(panel.currency)", Self.boundColour),
      ("gap (right)", Self.gapColour),
    ]
    return entries.enumerated().map { index, entry in
      label(
        entry.0, x: Self.left + 150 * Double(index), y: Self.bottom + 40, anchor: "start",
        colour: entry.1)
    }
  }

  private func label(
    _ text: String, x: Double, y: Double, anchor: String, size: Int = 12, colour: String = "#222"
  ) -> String {
    "<text x=\"\(fixed(x, 1))\" y=\"\(fixed(y, 1))\" text-anchor=\"\(anchor)\" "
      + "font-size=\"\(size)\" fill=\"\(colour)\">\(xmlEscaped(text))</text>"
  }
}
