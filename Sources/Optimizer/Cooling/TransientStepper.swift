import Foundation

/// A plant in motion.
struct TransientStepper {
  private let plant: CoolingPlant
  private let seconds: Double
  private let inertia: Inertia
  private var state: SlowState
  private var slot = 0
  private var drive: SlotDrive
  private var stepsDone = 0

  /// The quantities that lag.
  private struct SlowState {
    var gpuC: Double
    var coolantReturnC: Double
    var facilityReturnC: Double
    var facilitySupplyC: Double
    var fanSpeed: Double
    var chillerHeatW: Double
    var valve: Double
  }

  /// What a slot asks for.
  private struct SlotDrive {
    var referenceW: Double
    var setC: Double
    var storageW: Double
    var air: AmbientAir
  }

  /// Heat capacities in J/K, and the shares of the way to their aims that controls go in a step.
  private struct Inertia {
    let coolant: Double
    let leg: Double
    let supply: Double
    let fan: Double
    let chiller: Double
    let valve: Double

    init(_ plant: CoolingPlant, seconds: Double) {
      let parameters = plant.parameters
      let cubicMetresPerLitre = plant.coolant.nominalHeatW / 1e6
      coolant = parameters.coolantVolume * cubicMetresPerLitre * Fluid.glycol.volumetricHeat
      leg = parameters.loopVolume * cubicMetresPerLitre * Fluid.water.volumetricHeat
      supply = leg + parameters.tankVolume * cubicMetresPerLitre * Fluid.water.volumetricHeat
      fan = TransientStepper.share(seconds, parameters.fanLag)
      chiller = TransientStepper.share(seconds, parameters.chillerLag)
      valve = TransientStepper.share(seconds, parameters.valveLag)
    }
  }

  /// The coolant loop at one instant, which has no memory beyond its return temperature.
  private struct Coolant {
    var itW: Double
    var pumpW: Double
    /// Relative.
    var flow: Double
    var supplyC: Double
    /// Passed to the facility circuit, W.
    var heatW: Double
    /// From the GPUs and the rest, W.
    var gainW: Double
    /// Of the distribution units, W/K.
    var heatPerKelvin: Double
    /// Junction to coolant, K/W.
    var resistance: Double
  }

  /// The warm circuit at one instant.
  private struct Warm {
    /// W/K.
    var rate: Double
    var aim: CircuitState
    /// Leaving unit and chiller.
    var outletC: Double
    var powerW: Double
    var water: WaterUse
  }

  init(_ plant: CoolingPlant, seconds: Double, from steady: SteadyState, air: AmbientAir) {
    self.plant = plant
    self.seconds = seconds
    inertia = Inertia(plant, seconds: seconds)
    state = SlowState(
      gpuC: steady.gpuC, coolantReturnC: steady.coolantReturnC,
      facilityReturnC: steady.warm.returnC, facilitySupplyC: steady.warm.supplyC,
      fanSpeed: steady.warm.fanSpeed, chillerHeatW: steady.warm.chillerHeatW,
      valve: steady.warm.flow)
    drive = SlotDrive(
      referenceW: steady.referenceW, setC: steady.setC, storageW: 0, air: air)
  }

  /// Turns to the load and weather of a slot.
  mutating func enter(_ run: TransientDrive, slot: Int) {
    self.slot = slot
    drive = SlotDrive(
      referenceW: 1000 * run.referenceKW[slot], setC: run.supplyC[slot],
      storageW: 1000 * run.storageKW[slot], air: run.air[slot])
  }

  /// One step: figures at its start, then the states at its end.
  mutating func step() -> TransientSample {
    let coolant = coolantNow()
    let (cool, airHandlerW) = plant.coolState(
      itW: coolant.itW, air: drive.air, storageW: drive.storageW)
    let warm = warmNow(coolHeatW: cool.heatW)
    stepsDone += 1
    let sample = sample(coolant, warm, cool, airHandlerW: airHandlerW)
    advance(coolant, warm)
    return sample
  }

  /// The share of the way that a lag of τ seconds goes.
  private static func share(_ seconds: Double, _ lag: Double) -> Double {
    1 - exp(-seconds / lag)
  }

  // MARK: - One instant

  /// GPUs pass on what their cold plates conduct; the rest of the servers follows at once.
  private func coolantNow() -> Coolant {
    let parameters = plant.parameters
    let itW = drive.referenceW * plant.silicon.itPower(state.gpuC)
    let flow = plant.coolant.flow(carrying: parameters.liquidShare * itW)
    let pumpW = plant.coolant.pump.power(atFlow: flow)
    let heatPerKelvin = plant.coolant.exchanger.heatPerKelvin(
      hotFlow: flow, coldFlow: state.valve)
    let heatW = heatPerKelvin * (state.coolantReturnC - state.facilitySupplyC)
    let supplyC = state.coolantReturnC - heatW / (flow * plant.coolant.rate)
    let resistance = plant.silicon.resistance(atFlow: flow)
    let silicon = parameters.silicon
    let conducted = (state.gpuC - supplyC) / resistance / silicon.gpuW
    let share = silicon.gpuShare * conducted + 1 - silicon.gpuShare
    return Coolant(
      itW: itW, pumpW: pumpW, flow: flow, supplyC: supplyC, heatW: heatW,
      gainW: parameters.liquidShare * drive.referenceW * share + pumpW,
      heatPerKelvin: heatPerKelvin, resistance: resistance)
  }

  /// Fan and chiller aim at the least-power split for the return at hand; the water meanwhile sees
  /// the speed and duty that they have.
  private func warmNow(coolHeatW: Double) -> Warm {
    let rate = state.valve * plant.warm.rate
    var demand = CircuitDemand(
      heatW: max(0, rate * (state.facilityReturnC - drive.setC)),
      pumpW: plant.warm.pump.power(atFlow: state.valve), setC: drive.setC, flow: state.valve,
      unitCharges: false)
    demand.reliefW = plant.hasCoolCircuit ? 0 : -max(0, drive.storageW)
    var aim = plant.warm.state(demand, in: drive.air)
    let dischargeW = -drive.storageW - coolHeatW
    if dischargeW > 0 {
      demand.reliefW = min(aim.chillerHeatW, dischargeW)
      aim = plant.warm.state(demand, in: drive.air)
    }
    let free = plant.warm.free(
      atSpeed: state.fanSpeed, flow: state.valve, inletC: state.facilityReturnC,
      setC: drive.setC, isWet: aim.isWet, in: drive.air)
    let chiller = plant.warm.chillerFigures(
      state.chillerHeatW, evaporatorC: drive.setC, in: drive.air)
    return Warm(
      rate: rate, aim: aim,
      outletC: state.facilityReturnC
        - (free.heatW + state.chillerHeatW + demand.reliefW) / rate,
      powerW: aim.pumpW + free.fanW + chiller.powerW, water: free.water + chiller.water)
  }

  private func sample(
    _ coolant: Coolant, _ warm: Warm, _ cool: CircuitState, airHandlerW: Double
  ) -> TransientSample {
    let parameters = plant.parameters
    let coolingW = coolant.pumpW + warm.powerW + cool.powerW + airHandlerW
    let lossW = parameters.losses.watts(itWatts: coolant.itW, nominal: parameters.nominalITW)
    return TransientSample(
      slot: slot, seconds: Double(stepsDone) * seconds, gpuC: state.gpuC,
      coolantSupplyC: coolant.supplyC,
      coolantReturnC: state.coolantReturnC, facilitySupplyC: state.facilitySupplyC,
      facilityReturnC: state.facilityReturnC, chilledWaterC: cool.supplyC,
      fanSpeed: state.fanSpeed, valve: state.valve, chillerHeatW: state.chillerHeatW,
      itW: coolant.itW, coolingW: coolingW,
      facilityW: coolant.itW + lossW + coolingW
        + parameters.miscellaneousFraction * parameters.nominalITW,
      waterKgPerSecond: warm.water.makeup + cool.water.makeup)
  }

  // MARK: - One step

  /// Every state goes its exponential share of the way to where it would settle.
  private mutating func advance(_ coolant: Coolant, _ warm: Warm) {
    let silicon = plant.parameters.silicon
    let valveAim = valveAim(coolant)
    let gpuAimC =
      coolant.supplyC + coolant.resistance * silicon.gpuW * plant.silicon.power(state.gpuC)
    let coolantAimC = state.facilitySupplyC + coolant.gainW / coolant.heatPerKelvin
    let returnAimC =
      state.facilitySupplyC
      + (coolant.heatW + plant.warm.pump.power(atFlow: state.valve)) / warm.rate
    approach(&state.gpuC, gpuAimC, lag: silicon.heatCapacity * coolant.resistance)
    approach(&state.coolantReturnC, coolantAimC, lag: inertia.coolant / coolant.heatPerKelvin)
    approach(&state.facilityReturnC, returnAimC, lag: inertia.leg / warm.rate)
    approach(&state.facilitySupplyC, warm.outletC, lag: inertia.supply / warm.rate)
    state.fanSpeed += inertia.fan * (warm.aim.fanSpeed - state.fanSpeed)
    state.chillerHeatW += inertia.chiller * (warm.aim.chillerHeatW - state.chillerHeatW)
    state.valve += inertia.valve * (valveAim - state.valve)
  }

  private func approach(_ value: inout Double, _ aim: Double, lag: Double) {
    value += Self.share(seconds, lag) * (aim - value)
  }

  /// The facility flow that holds coolant supply at its approach to the warmer of set point and
  /// facility supply.
  private func valveAim(_ coolant: Coolant) -> Double {
    let aimC = max(drive.setC, state.facilitySupplyC) + plant.coolant.approachK
    let difference = state.coolantReturnC - state.facilitySupplyC
    if difference <= 0 { return plant.coolant.facilityFlows.lowerBound }
    return plant.coolant.facilityFlow(
      heatPerKelvin: coolant.flow * plant.coolant.rate * (state.coolantReturnC - aimC)
        / difference,
      coolantFlow: coolant.flow)
  }
}
