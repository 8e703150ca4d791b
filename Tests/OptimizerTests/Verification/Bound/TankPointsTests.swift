import GridPricing
import Testing

@testable import Optimizer

/// The points that stand for a plant with a tank against its exact power over load and tank.
@Suite struct TankPointsTests {
  private static let tank = ThermalStorage(
    capacity: .kilowattHours(4000), power: .kilowatts(600))
  private static let loads = 60
  private static let levels = 7
  /// Of nominal power: what lies between the middle of a cell and its corners is not seen.
  private static let tolerance = 2.5e-3

  @Test(arguments: [CoolingPreset.nvl72Dry, .nvl72Adiabatic, .hgxH100])
  func mixturesEncloseTheExactSurfaceClosely(_ preset: CoolingPreset) throws {
    let facts = try LiquidFacts.example(preset)
    let nominalKW = facts.plant.nominalITKW
    var (below, inside, outside) = (0.0, 0, 0)
    for slot in facts.air.indices {
      let range = 0.3 * facts.headroomKW[slot]...facts.headroomKW[slot]
      let points = TankPoints(facts, Self.tank, loads: range, in: slot).points
      func mixture(sign: Double) -> LowestMixture {
        LowestMixture(
          points.map {
            ($0.referenceKW / nominalKW, $0.storageKW / nominalKW, sign * $0.facilityKW / nominalKW)
          })
      }
      let (lowest, highest) = (mixture(sign: 1), mixture(sign: -1))
      for (state, tankKW) in Self.states(facts, range, slot) {
        let exact = state.facilityKW / nominalKW
        let place = (x: state.referenceKW / nominalKW, y: tankKW / nominalKW)
        guard let low = lowest.height(x: place.x, y: place.y),
          let high = highest.height(x: place.x, y: place.y)
        else {
          outside += 1
          continue
        }
        #expect(low <= exact + Self.tolerance, "slot \(slot), \(place)")
        #expect(-high >= exact - Self.tolerance, "slot \(slot), \(place)")
        below += (exact - low) / exact
        inside += 1
      }
    }
    #expect(below / Double(inside) < 0.01, "\(below / Double(inside))")
    // Between loads the tank may reach a little further than at them.
    #expect(Double(outside) < 0.06 * Double(inside), "\(outside) of \(inside)")
  }

  /// States at loads of a range, the tank giving or taking any part of what it can.
  private static func states(
    _ facts: LiquidFacts, _ range: ClosedRange<Double>, _ slot: Int
  ) -> [(SteadyState, tankKW: Double)] {
    (1..<loads).flatMap { load in
      let part = Double(load) / Double(loads)
      let alone = facts.leastPowerState(
        referenceKW: range.lowerBound + part * (range.upperBound - range.lowerBound), in: slot)
      let reach = facts.plant.storageRangeKW(of: alone, air: facts.air[slot])
      let least = max(reach.lowerBound, -tank.power.kilowatts)
      let most = min(reach.upperBound, tank.power.kilowatts)
      return (0..<levels).map { level in
        let tankKW = least + (most - least) * Double(level) / Double(levels - 1)
        let state = facts.state(
          referenceKW: alone.referenceKW, supplyC: alone.setC, tankKW: tankKW, in: slot)
        return (state, tankKW)
      }
    }
  }
}
