/// The lower convex hull of points, from the lowest load to the highest.
func lowerHull(
  _ points: inout [(load: Double, cost: Double)]
) -> [(load: Double, cost: Double)] {
  points.sort { $0.load < $1.load || ($0.load == $1.load && $0.cost < $1.cost) }
  var hull: [(load: Double, cost: Double)] = []
  for point in points {
    if let last = hull.last, last.load == point.load { continue }
    while hull.count > 1 {
      let first = hull[hull.count - 2]
      let second = hull[hull.count - 1]
      let turn =
        (second.cost - first.cost) * (point.load - first.load)
        - (point.cost - first.cost) * (second.load - first.load)
      guard turn >= 0 else { break }
      hull.removeLast()
    }
    hull.append(point)
  }
  return hull
}
