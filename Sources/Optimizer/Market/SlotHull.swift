/// The lower hull of a pause and the GPU counts of a malleable job in a slot, over their speed.
struct SlotHull {
  struct Corner {
    var speed: Double
    var cost: Double
    var gpus: Int32
  }

  private var corners = [Corner(speed: 0, cost: 0, gpus: 0)]

  /// Leaves the pause alone.
  mutating func reset() { corners.removeSubrange(1...) }

  /// - Precondition: corners come in rising order of speed.
  mutating func add(_ corner: Corner) {
    guard corner.cost < .infinity else { return }
    if corners[corners.count - 1].speed >= corner.speed {
      guard let last = corners.last, last.speed == corner.speed, last.cost > corner.cost else {
        return
      }
      corners.removeLast()
    }
    while corners.count > 1,
      Self.price(corners[corners.count - 2], corners[corners.count - 1])
        >= Self.price(corners[corners.count - 1], corner)
    {
      corners.removeLast()
    }
    corners.append(corner)
  }

  /// Calls `body` with the ends of each side.
  @inline(__always)
  func forEachSide(_ body: (Corner, Corner) -> Void) {
    for index in corners.indices.dropFirst() { body(corners[index - 1], corners[index]) }
  }

  /// Currency for a slot of work between two corners.
  static func price(_ left: Corner, _ right: Corner) -> Double {
    (right.cost - left.cost) / (right.speed - left.speed)
  }
}
