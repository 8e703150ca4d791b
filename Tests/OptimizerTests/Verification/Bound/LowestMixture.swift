@testable import Optimizer

/// The lowest mixture of points at a place in the plane.
///
/// The simplex method on three rows: corners of a triangle around the place are exchanged for points
/// below it until there are none.
struct LowestMixture {
  typealias Point = (x: Double, y: Double, z: Double)

  let points: [Point]
  /// Far around everything, and so dear that no mixture has them where it need not.
  private static let around: [Point] = [(-10, -10, dear), (20, -10, dear), (0, 20, dear)]
  private static let dear = 1e4

  /// - Parameter points: at places between −2 and 2.
  init(_ points: [Point]) { self.points = points }

  /// Nil outside of all mixtures.
  func height(x: Double, y: Double) -> Double? {
    var triangle = Self.around
    for _ in 0..<1000 {
      let weights = Self.weights(of: (x, y), in: triangle)
      guard let next = lowest(under: triangle) else {
        let isOutside = zip(weights, triangle).contains { $1.z == Self.dear && $0 > 1e-9 }
        return isOutside ? nil : zip(weights, triangle).reduce(0) { $0 + $1.0 * $1.1.z }
      }
      let entering = Self.weights(of: (next.x, next.y), in: triangle)
      let leaving = (0..<3).filter { entering[$0] > 1e-12 }
        .min { weights[$0] / entering[$0] < weights[$1] / entering[$1] }
      triangle[leaving!] = next
    }
    preconditionFailure("exchanged corners in a circle at (\(x), \(y))")
  }

  /// The point furthest below the plane of a triangle.
  private func lowest(under triangle: [Point]) -> Point? {
    let origin = Self.height(of: triangle, at: (0, 0))
    let alongX = Self.height(of: triangle, at: (1, 0)) - origin
    let alongY = Self.height(of: triangle, at: (0, 1)) - origin
    var (lowest, depth) = (Point?.none, 1e-9)
    for point in points {
      let below = origin + alongX * point.x + alongY * point.y - point.z
      if below > depth { (lowest, depth) = (point, below) }
    }
    return lowest
  }

  private static func height(of triangle: [Point], at place: (x: Double, y: Double)) -> Double {
    zip(weights(of: place, in: triangle), triangle).reduce(0) { $0 + $1.0 * $1.1.z }
  }

  /// Barycentric coordinates.
  private static func weights(
    of place: (x: Double, y: Double), in triangle: [Point]
  ) -> [Double] {
    func area(_ a: (x: Double, y: Double), _ b: Point, _ c: Point) -> Double {
      (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
    }
    let all = area((triangle[0].x, triangle[0].y), triangle[1], triangle[2])
    return (0..<3).map { area(place, triangle[($0 + 1) % 3], triangle[($0 + 2) % 3]) / all }
  }
}
