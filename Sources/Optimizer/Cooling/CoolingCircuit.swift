/// A loop pump, a free-cooling unit and perhaps a chiller behind it.
struct CoolingCircuit: Sendable {
  let parameters: CircuitParameters
  /// Capacity rate at design flow, W/K.
  let rate: Double
  let pump: Pump
  let unit: RejectionUnit
  let chiller: Chiller?

  init(_ circuit: CircuitParameters) {
    parameters = circuit
    rate = circuit.capacityW / circuit.rangeK
    pump = Pump(
      flow: rate / Fluid.water.volumetricHeat, headPa: circuit.pumpHeadPa,
      efficiency: circuit.pumpEfficiency, heldHead: circuit.heldHead)
    unit = RejectionUnit(circuit.unit, waterRate: rate)
    chiller = Chiller(circuit.chiller)
  }

  var chillerCapacityW: Double { chiller?.capacity ?? 0 }

  /// Relative flow where no valve sets it.
  func flow(carrying watts: Double) -> Double {
    min(1, max(parameters.leastFlow, watts / parameters.capacityW))
  }

  // MARK: - Supply temperature alone

  /// The supply temperature: the set point where unit and chiller can hold it, else what comes of
  /// running both flat out.
  func supply(_ demand: CircuitDemand, in air: AmbientAir) -> Double {
    switch unit {
    case .coils(let cooler):
      let dry = supply(demand, cooler.running(waterFlow: demand.flow, in: air))
      guard dry > demand.setC, let wet = cooler.runningWet(waterFlow: demand.flow, in: air) else {
        return dry
      }
      return min(dry, supply(demand, wet))
    case .tower(let tower):
      return supply(demand, tower.running(waterFlow: demand.flow, in: air))
    }
  }

  private func supply<Unit: HeatRejection>(_ demand: CircuitDemand, _ unit: Unit) -> Double {
    let inletC = demand.setC + demand.heatW / (demand.flow * rate)
    let least = demand.loadW - chillerCapacityW
    if demand.chargeW <= chillerCapacityW, unit.takes(least, atSpeed: 1, inletC: inletC) {
      return demand.setC
    }
    return unit.inlet(taking: least, near: inletC) - demand.heatW / (demand.flow * rate)
  }

  /// What unit and chiller, flat out at the set point, could take beyond the heat.
  func spare(_ demand: CircuitDemand, in air: AmbientAir) -> Double {
    func spare<Unit: HeatRejection>(_ unit: Unit) -> Double {
      let inletC = demand.setC + demand.heatW / (demand.flow * rate)
      let most = unit.heat(atSpeed: 1, inletC: inletC, near: demand.heatW).watts
      return most + chillerCapacityW - demand.heatW
    }
    switch unit {
    case .coils(let cooler):
      let dry = spare(cooler.running(waterFlow: demand.flow, in: air))
      guard let wet = cooler.runningWet(waterFlow: demand.flow, in: air) else { return dry }
      return max(dry, spare(wet))
    case .tower(let tower): return spare(tower.running(waterFlow: demand.flow, in: air))
    }
  }

  // MARK: - The whole state

  /// The least-power state that holds the set point; where none does, everything flat out.
  func state(_ demand: CircuitDemand, in air: AmbientAir) -> CircuitState {
    switch unit {
    case .coils(let cooler):
      let dry = state(demand, cooler.running(waterFlow: demand.flow, in: air), in: air)
      let isEnough = dry.supplyC <= demand.setC && !needsChiller(dry, demand)
      guard !isEnough, let running = cooler.runningWet(waterFlow: demand.flow, in: air) else {
        return dry
      }
      var wet = state(demand, running, in: air)
      wet.isWet = true
      return wet.isBetter(than: dry) ? wet : dry
    case .tower(let tower):
      var state = state(demand, tower.running(waterFlow: demand.flow, in: air), in: air)
      state.isWet = true
      return state
    }
  }

  /// Whether the chiller does more than charge a tank.
  private func needsChiller(_ state: CircuitState, _ demand: CircuitDemand) -> Bool {
    state.chillerHeatW - demand.chargeW > 1e-6 * chillerCapacityW
  }

  private func state<Unit: HeatRejection>(
    _ demand: CircuitDemand, _ unit: Unit, in air: AmbientAir
  ) -> CircuitState {
    let rise = demand.heatW / (demand.flow * rate)
    var supplyC = demand.setC
    let split = HeatSplit.least(
      unit, chiller?.running(evaporatorC: supplyC, in: air), capacityW: chillerCapacityW,
      inletC: supplyC + rise, loadW: demand.loadW, freeW: demand.freeW)
    let freeW = demand.loadW - split.chillerHeatW
    if split.isSaturated { supplyC = unit.inlet(taking: freeW, near: supplyC + rise) - rise }
    var state = CircuitState(
      heatW: demand.heatW, reliefW: demand.reliefW, supplyC: supplyC, returnC: supplyC + rise,
      flow: demand.flow, fanSpeed: split.fanSpeed, fanW: unit.fan.power(atFlow: split.fanSpeed),
      chillerHeatW: split.chillerHeatW)
    let chiller = chillerFigures(split.chillerHeatW, evaporatorC: supplyC, in: air)
    state.chillerW = chiller.powerW
    state.water = chiller.water + unit.water(taking: freeW, split, inletC: supplyC + rise)
    state.pumpW = demand.pumpW + self.unit.pumpPower(atFlow: demand.flow)
    return state
  }
}

extension CoolingCircuit {
  /// What the unit does at a speed that need not suit its load.
  struct FreeCooling {
    var heatW: Double
    var fanW: Double
    var water: WaterUse
  }

  /// The unit at a given speed. With fans at rest a bypass keeps the water from falling below the
  /// set point.
  func free(
    atSpeed speed: Double, flow: Double, inletC: Double, setC: Double, isWet: Bool,
    in air: AmbientAir
  ) -> FreeCooling {
    func free<Unit: HeatRejection>(_ unit: Unit) -> FreeCooling {
      let guess = flow * rate * (inletC - setC)
      let most = unit.heat(atSpeed: speed, inletC: inletC, near: guess).watts
      var free = FreeCooling(
        heatW: most, fanW: unit.fan.power(atFlow: speed),
        water: unit.water(taking: most, atSpeed: speed, inletC: inletC))
      let wanted = max(0, guess)
      if most > wanted, speed - unit.fan.naturalDraught < Self.restTolerance {
        free.heatW = wanted
        free.water = wanted / most * free.water
      }
      return free
    }
    switch unit {
    case .coils(let cooler):
      if isWet, let wet = cooler.runningWet(waterFlow: flow, in: air) { return free(wet) }
      return free(cooler.running(waterFlow: flow, in: air))
    case .tower(let tower): return free(tower.running(waterFlow: flow, in: air))
    }
  }

  /// Fans count as at rest this near to natural draught, which a lag only ever approaches.
  private static let restTolerance = 1e-3

  /// Power and water of the chiller at a duty.
  func chillerFigures(
    _ watts: Double, evaporatorC: Double, in air: AmbientAir
  ) -> (powerW: Double, water: WaterUse) {
    guard let chiller, watts > 0 else { return (0, .none) }
    let running = chiller.running(evaporatorC: evaporatorC, in: air)
    return (running.power(watts), running.water(watts))
  }
}

extension CircuitState {
  /// Colder supply counts first, then power.
  fileprivate func isBetter(than other: CircuitState) -> Bool {
    supplyC == other.supplyC
      ? fanW + chillerW < other.fanW + other.chillerW : supplyC < other.supplyC
  }
}
