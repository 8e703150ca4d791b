extension CoolingPlant {
  /// The steady state at an IT load, weather and facility supply set point.
  ///
  /// The set point is held where the plant can; else the supply floats up. Limits are reported,
  /// not enforced: see ``SteadyState/isWithinLimits(marginK:)``.
  ///
  /// - Parameters:
  ///   - referenceKW: IT power with all GPUs at the reference temperature.
  ///   - storageKW: heat that a chilled-water tank gives (charging, positive) or takes (discharging,
  ///     negative).
  package func steady(
    referenceKW: Double, air: AmbientAir, supplyC: Double, storageKW: Double = 0
  ) -> SteadyState {
    let referenceW = 1000 * referenceKW
    let load = settled(referenceW: referenceW, air: air, supplyC: supplyC)
    let alone = state(load, referenceW: referenceW, air: air, supplyC: supplyC)
    return storageKW == 0 ? alone : withTank(storageW: 1000 * storageKW, alone: alone, air: air)
  }

  /// The coolant loop and the flows around it, at one IT power.
  struct HeatLoad {
    var itW: Double
    var coolantPumpW = 0.0
    var facilityPumpW = 0.0
    /// Relative flows.
    var coolantFlow = 1.0
    var facilityFlow = 1.0
    var warmHeatW = 0.0
    var facilityC = 0.0
    var coolantSupplyC = 0.0
    var coolantReturnC = 0.0
    var gpuC = 0.0

    /// What the warm circuit is asked for.
    func demand(setC: Double, reliefW: Double) -> CircuitDemand {
      CircuitDemand(
        heatW: warmHeatW, pumpW: facilityPumpW, setC: setC, flow: facilityFlow, reliefW: reliefW,
        unitCharges: false)
    }
  }

  /// The fixed point of IT power, which warms the GPUs, which leak.
  ///
  /// Each pass maps IT power to IT power, rising by a few hundredths of the change. The first guess
  /// has the coolant at its approach, where plant and valve mostly hold it; secant steps settle the
  /// rest in two or three passes.
  func settled(
    referenceW: Double, air: AmbientAir, supplyC: Double, reliefW: Double = 0
  ) -> HeatLoad {
    let tolerance = 1e-10 * parameters.nominalITW
    let gpuC = silicon.temperature(
      coolantC: supplyC + coolant.approachK, resistance: silicon.resistance(atFlow: 1))
    var load = HeatLoad(itW: referenceW * silicon.itPower(gpuC))
    var previous: (itW: Double, residue: Double)?
    for pass in 0..<100 {
      let itW = load.itW
      heat(&load, air: air, supplyC: supplyC, reliefW: reliefW)
      let residue = referenceW * silicon.itPower(load.gpuC) - itW
      if abs(residue) <= tolerance { break }
      var next = itW + residue
      if let previous, pass < 20 {
        let slope = (residue - previous.residue) / (itW - previous.itW)
        if slope < -0.1 { next = itW - residue / slope }
      }
      previous = (itW, residue)
      load.itW = next
    }
    return load
  }

  /// Flows and temperatures at an IT power.
  private func heat(_ load: inout HeatLoad, air: AmbientAir, supplyC: Double, reliefW: Double) {
    let liquidW = parameters.liquidShare * load.itW
    load.coolantFlow = coolant.flow(carrying: liquidW)
    load.coolantPumpW = coolant.pump.power(atFlow: load.coolantFlow)
    let coolantHeatW = liquidW + load.coolantPumpW
    load.facilityFlow = coolant.facilityFlow(
      carrying: coolantHeatW, coolantFlow: load.coolantFlow)
    load.facilityPumpW = warm.pump.power(atFlow: load.facilityFlow)
    load.warmHeatW = coolantHeatW + load.facilityPumpW
    load.facilityC = warm.supply(load.demand(setC: supplyC, reliefW: reliefW), in: air)
    load.coolantReturnC =
      load.facilityC + coolantHeatW
      / coolant.exchanger.heatPerKelvin(hotFlow: load.coolantFlow, coldFlow: load.facilityFlow)
    load.coolantSupplyC =
      load.coolantReturnC - coolantHeatW / (load.coolantFlow * coolant.rate)
    load.gpuC = silicon.temperature(
      coolantC: load.coolantSupplyC, resistance: silicon.resistance(atFlow: load.coolantFlow))
  }

  /// All figures at a settled load.
  func state(
    _ load: HeatLoad, referenceW: Double, air: AmbientAir, supplyC: Double,
    warmReliefW: Double = 0, coolStorageW: Double = 0
  ) -> SteadyState {
    let demand = load.demand(setC: supplyC, reliefW: warmReliefW)
    let (cool, airHandlerW) = coolState(itW: load.itW, air: air, storageW: coolStorageW)
    return SteadyState(
      referenceW: referenceW, itW: load.itW,
      lossW: parameters.losses.watts(itWatts: load.itW, nominal: parameters.nominalITW),
      coolantPumpW: load.coolantPumpW, airHandlerW: airHandlerW,
      miscellaneousW: parameters.miscellaneousFraction * parameters.nominalITW, setC: supplyC,
      warm: warm.state(demand, in: air), cool: cool, coolantSupplyC: load.coolantSupplyC,
      coolantReturnC: load.coolantReturnC, gpuC: load.gpuC,
      room: room(
        facilityC: load.facilityC, coolantC: load.coolantSupplyC, gpuC: load.gpuC,
        chilledWaterC: cool.supplyC))
  }

  /// The cool circuit at an IT power, and the power of the air handlers that feed it.
  ///
  /// - Parameter storageW: what a tank adds (positive) or relieves (negative).
  func coolState(
    itW: Double, air: AmbientAir, storageW: Double = 0
  ) -> (state: CircuitState, airHandlerW: Double) {
    guard hasCoolCircuit else { return (.idle(atC: parameters.chilledWaterC), 0) }
    let (heatW, fanW) = airSide.load(itWatts: itW)
    let demand = coolDemand(heatW: heatW + fanW, storageW: storageW)
    return (cool.state(demand, in: air), fanW)
  }

  /// - Parameter heatW: without the loop pump's.
  func coolDemand(heatW: Double, storageW: Double) -> CircuitDemand {
    let pumpW = cool.pump.power(atFlow: cool.flow(carrying: heatW))
    let withPumpW = heatW + pumpW
    return CircuitDemand(
      heatW: withPumpW, pumpW: pumpW, setC: parameters.chilledWaterC,
      flow: cool.flow(carrying: withPumpW), reliefW: min(withPumpW, -storageW))
  }

  func room(
    facilityC: Double, coolantC: Double, gpuC: Double, chilledWaterC: Double
  ) -> LimitRoom {
    let classC = parameters.supplyClass.warmestC ?? .infinity
    return LimitRoom(
      coolantK: min(parameters.largestCoolantC - coolantC, classC - facilityC),
      gpuK: parameters.silicon.largestC - parameters.silicon.marginK - gpuC,
      chilledWaterK: parameters.chilledWaterC + LimitRoom.chilledWaterToleranceK - chilledWaterC)
  }
}
