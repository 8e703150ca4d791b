import Testing

@testable import Optimizer

/// The points that stand for a plant against its exact least power at many loads.
@Suite struct CurvePointsTests {
  private static let samples = 200
  /// Of nominal power: what lies between the quarters of a cell is not seen.
  private static let tolerance = 5e-6

  @Test(arguments: [
    CoolingPreset.nvl72Dry, .nvl72Tower, .nvl72Adiabatic, .hgxH100, .rubin45C, .frontierLike,
  ])
  func mixturesEncloseTheExactCurveClosely(_ preset: CoolingPreset) throws {
    let facts = try LiquidFacts.example(preset)
    var below = 0.0
    for slot in facts.air.indices {
      let loads = 0.3 * facts.headroomKW[slot]...facts.headroomKW[slot]
      let points = CurvePoints(facts, loads: loads, in: slot).points
      for sample in 1..<Self.samples {
        let part = Double(sample) / Double(Self.samples)
        let kW = loads.lowerBound + part * (loads.upperBound - loads.lowerBound)
        let exact = facts.leastPowerState(referenceKW: kW, in: slot).facilityKW
        let range = Self.range(of: points, at: kW)
        let tolerance = Self.tolerance * facts.plant.nominalITKW
        #expect(range.lowerBound <= exact + tolerance, "slot \(slot), \(kW) kW")
        #expect(range.upperBound >= exact - tolerance, "slot \(slot), \(kW) kW")
        below += (exact - range.lowerBound) / exact
      }
    }
    let mean = below / Double(facts.air.count * (Self.samples - 1))
    #expect(mean < 0.0013, "\(mean)")
  }

  @Test func aSingleLoadHasThePointsOfItsState() throws {
    let facts = try LiquidFacts.example(.nvl72Dry)
    let state = facts.leastPowerState(referenceKW: 1200, in: 1)
    for point in CurvePoints(facts, loads: 1200...1200, in: 1).points {
      #expect(point.referenceKW == state.referenceKW)
      #expect(point.facilityKW == state.facilityKW)
    }
  }

  /// What mixtures of points draw at a load.
  private static func range(of points: [FacilityPoint], at kW: Double) -> ClosedRange<Double> {
    var (low, high) = (Double.infinity, -Double.infinity)
    for left in points where left.referenceKW <= kW {
      for right in points where right.referenceKW > kW {
        let part = (kW - left.referenceKW) / (right.referenceKW - left.referenceKW)
        let mixed = left.facilityKW + part * (right.facilityKW - left.facilityKW)
        (low, high) = (min(low, mixed), max(high, mixed))
      }
    }
    return low...high
  }
}
