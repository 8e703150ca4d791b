import GridPricing
import Testing

@testable import Optimizer

struct FacilityCurveTests {
  private func curve(
    _ preset: CoolingPreset, dryBulbC: Double, loads: [Double], supply: SupplySetPoint = .optimal
  ) throws -> FacilityCurve {
    let plant = try CoolingPlant(preset)
    return plant.curve(
      loads: loads.map { .kilowatts($0 * plant.nominalITKW) },
      air: AmbientAir(dryBulbC: dryBulbC, relativeHumidity: 0.5), supply: supply)
  }

  /// The specification states these, to three decimals.
  @Test(
    arguments: [(Double, [Double])]([
      (0.0, [1.023, 1.039, 1.059]), (22.0, [1.050, 1.082, 1.115]), (38.0, [1.116, 1.152, 1.204]),
    ]))
  func marginalPowerIsThatOfTheSpecification(dryBulbC: Double, expected: [Double]) throws {
    let curve = try curve(.nvl72Dry, dryBulbC: dryBulbC, loads: [0.3, 0.6, 0.9])
    for (node, expected) in zip(curve.nodes, expected) {
      #expect(abs(node.marginalPower - expected) < 0.004, "\(node.marginalPower)")
    }
  }

  @Test func marginalPowerIsTheSlopeOfTheCurve() throws {
    let plant = try CoolingPlant(.nvl72Dry)
    let air = AmbientAir(dryBulbC: 25, relativeHumidity: 0.5)
    let node = plant.curve(loads: [.megawatts(6)], air: air).nodes[0]
    func power(_ megawatts: Double) -> Double {
      plant.steadyState(reference: .megawatts(megawatts), air: air).facilityPower.megawatts
    }
    let slope = (power(6.05) - power(5.95)) / 0.1
    #expect(abs(node.marginalPower - slope) < 2e-4)
  }

  @Test func aFloatingSupplyIsNearlyConvexAndAFixedOneIsNot() throws {
    let loads = (1...19).map { 0.05 * Double($0) }
    let floating = try curve(.nvl72Dry, dryBulbC: 44, loads: Array(loads.prefix(14)))
    let fixed = try curve(
      .nvl72Dry, dryBulbC: 44, loads: loads, supply: .fixed(.celsius(32)))
    let most = try #require(fixed.nodes.last).state.facilityKW
    #expect(floating.hullGap.kilowatts < 0.005 * most)
    #expect(fixed.hullGap.kilowatts > 0.02 * most)
  }

  @Test func chordsErrLessWhereNodesAreCloser() throws {
    let few = try curve(.nvl72Dry, dryBulbC: 30, loads: [0.2, 0.6, 1])
    let many = try curve(.nvl72Dry, dryBulbC: 30, loads: (2...10).map { 0.1 * Double($0) })
    #expect(many.chordError.kilowatts < 0.3 * few.chordError.kilowatts)
    #expect(many.chordError.kilowatts > 0)
  }

  @Test func theHullOfAConvexCurveIsItself() {
    let points = (0...10).map { (x: Double($0), y: Double($0 * $0)) }
    #expect(LowerHull(points).corners.count == 11)
    #expect(LowerHull(points).largestGap(of: points) == 0)
    let bump = [(x: 0.0, y: 0.0), (x: 1, y: 3), (x: 2, y: 2), (x: 4, y: 4)]
    #expect(LowerHull(bump).largestGap(of: bump) == 2)
    #expect(LowerHull(bump).corners.map(\.x) == [0, 4])
    #expect(LowerHull([]).largestGap(of: []) == 0)
  }
}
