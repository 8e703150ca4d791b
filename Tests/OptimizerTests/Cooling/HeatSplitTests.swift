import Testing

@testable import Optimizer

struct HeatSplitTests {
  /// Against a scan of fan speeds that knows nothing of slopes.
  @Test(arguments: [CoolingPreset.nvl72Dry, .nvl72Tower, .hgxH100, .rubin45C])
  func noFanSpeedNeedsLessPower(preset: CoolingPreset) throws {
    let plant = try CoolingPlant(preset)
    var random = RandomCooling(seed: 3)
    var kinds: Set<Kind> = []
    for number in 0..<200 {
      let air = random.air()
      let circuit = plant.hasCoolCircuit && number % 2 == 0 ? plant.cool : plant.warm
      let heatW = random.load(0.1...1.1) * circuit.parameters.capacityW
      let demand = CircuitDemand(
        heatW: heatW, pumpW: 0, setC: random.number(15...40), flow: circuit.flow(carrying: heatW))
      let state = circuit.state(demand, in: air)
      kinds.insert(Kind(state, demand))
      switch circuit.unit {
      case .coils(let cooler):
        expectLeast(state, demand, circuit, cooler.running(waterFlow: demand.flow, in: air), air)
      case .tower(let tower):
        expectLeast(state, demand, circuit, tower.running(waterFlow: demand.flow, in: air), air)
      }
    }
    #expect(kinds.isSuperset(of: [.bypassed, .free, .saturated]))
    #expect(plant.warm.chiller == nil || kinds.isSuperset(of: [.shared, .chillerAlone]))
  }

  private func expectLeast<Unit: HeatRejection>(
    _ state: CircuitState, _ demand: CircuitDemand, _ circuit: CoolingCircuit, _ unit: Unit,
    _ air: AmbientAir
  ) {
    let isHeld = state.supplyC <= demand.setC
    let rest = unit.fan.naturalDraught
    let freeW = unit.heat(atSpeed: state.fanSpeed, inletC: state.returnC, near: demand.heatW).watts
    if state.fanSpeed > rest || state.chillerHeatW > 0 {
      #expect(
        isNear(freeW + state.chillerHeatW, demand.heatW, relative: 1e-9), "heat is balanced")
    } else {
      #expect(freeW >= demand.heatW * (1 - 1e-9))
    }
    if !isHeld {
      #expect(state.fanSpeed == 1)
      #expect(state.chillerHeatW == circuit.chillerCapacityW)
      return
    }
    let chiller = circuit.chiller?.running(evaporatorC: demand.setC, in: air)
    for sample in 0...200 {
      let speed = rest + (1 - rest) * Double(sample) / 200
      let taken = min(
        demand.heatW, unit.heat(atSpeed: speed, inletC: state.returnC, near: demand.heatW).watts)
      if demand.heatW - taken > circuit.chillerCapacityW { continue }
      let power = unit.fan.power(atFlow: speed) + (chiller?.power(demand.heatW - taken) ?? 0)
      #expect(power >= (state.fanW + state.chillerW) * (1 - 1e-9) - 1e-6, "speed \(speed)")
    }
  }

  /// The ways to share a heat.
  private enum Kind {
    case bypassed, free, shared, chillerAlone, saturated

    init(_ state: CircuitState, _ demand: CircuitDemand) {
      self =
        if state.supplyC > demand.setC {
          .saturated
        } else if state.chillerHeatW >= demand.heatW {
          .chillerAlone
        } else if state.chillerHeatW > 0 {
          .shared
        } else {
          state.fanW > 0 ? .free : .bypassed
        }
    }
  }
}
