import Testing

@testable import Optimizer

struct ChillerTests {
  private let chiller = Chiller(ChillerParameters(.air, capacityW: 1e6))!

  /// The hull touches the curve where the line from the origin does, and stays below it elsewhere.
  @Test func partLoadIsTheHullOfItsCurve() {
    func curve(_ y: Double) -> Double { (0.119 + y * (0.106 + y * 0.754)) / 0.979 }
    var last = 0.0
    for sample in 1...1000 {
      let load = Double(sample) / 1000
      let value = chiller.partLoad(load)
      #expect(value <= curve(load) + 1e-12)
      #expect(value > last)
      last = value
    }
    #expect(chiller.partLoad(0) == 0)
    #expect(abs(chiller.partLoad(1) - 1) < 1e-12)
    #expect(isNear(chiller.partLoad(0.2), 0.5 * chiller.partLoad(0.39), relative: 0.03))
  }

  @Test func theSlopeIsThatOfThePower() {
    let air = AmbientAir(dryBulbC: 33, relativeHumidity: 0.3)
    let running = chiller.running(evaporatorC: 18, in: air)
    for watts in stride(from: 5e4, to: 1e6, by: 1e5) {
      let difference = (running.power(watts + 1) - running.power(watts - 1)) / 2
      #expect(isNear(running.slope(watts), difference, relative: 1e-6))
    }
    #expect(running.power(0) == 0)
  }

  @Test func liftAndCOPStayInTheirBounds() {
    let cold = AmbientAir(dryBulbC: -20, relativeHumidity: 0.5)
    let full = chiller.running(evaporatorC: 20, in: cold).fullPower
    // Lift 5 K and offset 20 K: 293.15 / 25.
    #expect(isNear(full, 1e6 * 25 / 293.15, relative: 1e-12))
    var parameters = ChillerParameters(.air, capacityW: 1e6)
    parameters.liftOffsetK = 0
    let free = Chiller(parameters)!.running(evaporatorC: 20, in: cold).fullPower
    #expect(isNear(free, 1e6 / 15, relative: 1e-12))
  }

  @Test func onlyATowerEvaporates() {
    let air = AmbientAir(dryBulbC: 30, relativeHumidity: 0.4)
    #expect(chiller.running(evaporatorC: 18, in: air).water(5e5) == .none)
    let wet = Chiller(ChillerParameters(.tower, capacityW: 1e6))!
      .running(evaporatorC: 18, in: air)
    let water = wet.water(5e5)
    #expect(water.evaporation > 0.85 * 5e5 / 2.43e6)
    #expect(isNear(water.makeup, 1.5 * water.evaporation, relative: 1e-12))
    #expect(Chiller(ChillerParameters(.none, capacityW: 1e6))?.capacity == nil)
  }
}
