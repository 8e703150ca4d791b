import Testing

@testable import Optimizer

/// What physics demands of every plant in every weather.
struct SteadyPropertyTests {
  @Test(arguments: CoolingPreset.allCases)
  func energyIsBalancedEverywhere(preset: CoolingPreset) throws {
    let plant = try CoolingPlant(preset)
    let parameters = plant.parameters
    var random = RandomCooling(seed: 21)
    for _ in 0..<200 {
      let air = random.air()
      let referenceW = random.load() * parameters.nominalITW
      let state = plant.steady(
        referenceKW: referenceW / 1000, air: air, supplyC: random.setC())
      let scale = 1e-8 * parameters.nominalITW
      let leaked = referenceW * plant.silicon.itPower(state.gpuC)
      #expect(abs(state.itW - leaked) < scale)
      let coolantW = parameters.liquidShare * state.itW + state.coolantPumpW
      let carried =
        plant.coolant.rate * plant.coolant.flow(carrying: parameters.liquidShare * state.itW)
        * (state.coolantReturnC - state.coolantSupplyC)
      #expect(abs(carried - coolantW) < scale)
      let loopPumpW = plant.warm.pump.power(atFlow: state.warm.flow)
      #expect(abs(state.warm.heatW - coolantW - loopPumpW) < scale)
      expectBalance(state.warm, plant.warm, in: air, within: scale)
      if plant.hasCoolCircuit {
        let air1 = plant.airSide.load(itWatts: state.itW)
        #expect(state.cool.heatW >= air1.heatW + state.airHandlerW)
        expectBalance(state.cool, plant.cool, in: air, within: scale)
      } else {
        #expect(state.cool == .idle(atC: parameters.chilledWaterC))
      }
      let losses = parameters.losses
      let u = state.itW / parameters.nominalITW
      let lossW = parameters.nominalITW * (losses.a + losses.b * u + losses.c * u * u)
      #expect(abs(state.lossW - lossW) < scale)
    }
  }

  /// Loop, unit and chiller move the same heat.
  private func expectBalance(
    _ state: CircuitState, _ circuit: CoolingCircuit, in air: AmbientAir, within scale: Double
  ) {
    let loopW = state.flow * circuit.rate * (state.returnC - state.supplyC)
    #expect(abs(loopW - state.heatW) < scale)
    let freeW = circuit.freeHeat(state, in: air)
    if state.fanSpeed > circuit.parameters.unit.naturalDraught {
      #expect(abs(freeW + state.chillerHeatW - state.heatW) < scale)
    } else {
      #expect(freeW + state.chillerHeatW > state.heatW - scale)
      #expect(state.fanW == 0, "fans at rest draw nothing")
    }
  }

  @Test(arguments: CoolingPreset.allCases)
  func temperaturesFallFromTheGPUOutwards(preset: CoolingPreset) throws {
    let plant = try CoolingPlant(preset)
    var random = RandomCooling(seed: 22)
    for _ in 0..<200 {
      let state = plant.steady(
        referenceKW: random.load() * plant.nominalITKW, air: random.air(),
        supplyC: random.setC())
      #expect(state.gpuC > state.coolantSupplyC)
      #expect(state.coolantSupplyC > state.warm.supplyC)
      #expect(state.coolantReturnC > state.warm.returnC)
      #expect(state.warm.returnC > state.warm.supplyC)
      #expect(state.warm.supplyC >= state.setC)
    }
  }

  @Test(arguments: CoolingPreset.allCases)
  func figuresAddUp(preset: CoolingPreset) throws {
    let plant = try CoolingPlant(preset)
    var random = RandomCooling(seed: 23)
    for _ in 0..<200 {
      let state = plant.steady(
        referenceKW: random.load() * plant.nominalITKW, air: random.air(),
        supplyC: random.setC())
      let parts =
        state.coolantPumpKW + state.facilityPumpKW + state.chilledWaterPumpKW
        + state.airHandlerKW + state.fanKW + state.chillerKW
      #expect(isNear(parts, state.coolingKW, relative: 1e-12))
      #expect(try #require(state.pue) >= 1)
      #expect(state.facilityKW >= state.itKW + state.coolingKW + state.lossKW)
      #expect(state.evaporationKgPerSecond >= 0)
      #expect(state.waterKgPerSecond >= state.evaporationKgPerSecond)
      for circuit in [state.warm, state.cool] {
        #expect(circuit.fanW >= 0 && circuit.chillerW >= 0 && circuit.pumpW >= 0)
      }
    }
  }

  @Test(arguments: CoolingPreset.allCases)
  func aFullyBypassedUnitDrawsNoFanPower(preset: CoolingPreset) throws {
    let plant = try CoolingPlant(preset)
    let state = plant.steady(
      referenceKW: 0.3 * plant.nominalITKW,
      air: AmbientAir(dryBulbC: -20, relativeHumidity: 0.8), supplyC: 40)
    #expect(state.warm.fanSpeed == plant.parameters.warm.unit.naturalDraught)
    #expect(state.warm.fanW == 0)
    #expect(state.warm.chillerHeatW == 0)
    #expect(state.warm.supplyC == 40)
    #expect((state.warm.water.makeup > 0) == (preset.parameters.warm.unit.kind == .tower))
  }

  /// Coarse steps: an adiabatic unit saves up to 0.8 % of the power when it begins to run wet.
  @Test(arguments: CoolingPreset.allCases)
  func morePowerInNeedsMorePowerInAll(preset: CoolingPreset) throws {
    let plant = try CoolingPlant(preset)
    var random = RandomCooling(seed: 24)
    for _ in 0..<30 {
      let air = random.air()
      let setC = random.setC()
      var (last, lastBest) = (0.0, 0.0)
      for u in stride(from: 0.0, through: 1.2, by: 0.05) {
        let referenceKW = u * plant.nominalITKW
        let facilityW = plant.steady(referenceKW: referenceKW, air: air, supplyC: setC).facilityW
        #expect(facilityW > last, "\(u), \(air)")
        last = facilityW
        let best = plant.leastPower(referenceKW: referenceKW, air: air)
        #expect(best.facilityW > lastBest, "\(u), \(air)")
        if best.isWithinLimits() { lastBest = best.facilityW }
      }
    }
  }

  @Test(
    arguments: [
      CoolingPreset.nvl72Dry, .nvl72Tower, .hgxH100, .rubin45C, .frontierLike, .esifLike,
    ], [0.3, 0.8])
  func hotterWeatherNeverHelps(preset: CoolingPreset, load: Double) throws {
    let plant = try CoolingPlant(preset)
    var last = 0.0
    for celsius in stride(from: -20.0, through: 46, by: 1) {
      let air = AmbientAir(dryBulbC: celsius, relativeHumidity: 0.35)
      let state = plant.leastPower(referenceKW: load * plant.nominalITKW, air: air)
      if !state.isWithinLimits() { break }
      #expect(state.facilityW > last * (1 - 1e-8), "\(celsius) °C")
      last = state.facilityW
    }
    #expect(last > 0)
  }

  @Test func leakageAtThePowerCapChangesNoPower() throws {
    var parameters = CoolingPreset.nvl72Dry.parameters
    parameters.leakage = .costsPerformance
    let plant = try CoolingPlant(parameters)
    let air = AmbientAir(dryBulbC: 20, relativeHumidity: 0.5)
    let state = plant.steady(referenceKW: 8000, air: air, supplyC: 41)
    #expect(state.itKW == 8000)
    let cold = plant.leastPower(
      referenceKW: 8000, air: AmbientAir(dryBulbC: 0, relativeHumidity: 0.5))
    #expect(cold.setC > 35, "without leakage a cold supply saves nothing")
  }

  @Test func noLoadLeavesOnlyWhatNeverStops() throws {
    for preset in CoolingPreset.allCases {
      let plant = try CoolingPlant(preset)
      let state = plant.steady(
        referenceKW: 0, air: AmbientAir(dryBulbC: 10, relativeHumidity: 0.5), supplyC: 30)
      #expect(state.itW == 0)
      #expect(state.pue == nil && state.pueReference == nil)
      #expect(state.facilityW > 0 && state.facilityW.isFinite)
    }
  }
}

extension CoolingCircuit {
  /// What the unit takes at the speed and return of a state.
  fileprivate func freeHeat(_ state: CircuitState, in air: AmbientAir) -> Double {
    free(
      atSpeed: state.fanSpeed, flow: state.flow, inletC: state.returnC, setC: -1e3,
      isWet: state.isWet, in: air
    ).heatW
  }
}
