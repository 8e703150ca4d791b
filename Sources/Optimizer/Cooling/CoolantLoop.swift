/// The technology cooling system: cold plates, coolant pumps and distribution units.
struct CoolantLoop: Sendable {
  /// Liquid heat at nominal IT power, W.
  let nominalHeatW: Double
  /// Capacity rate at design flow, W/K.
  let rate: Double
  let pump: Pump
  let exchanger: PlateHeatExchanger
  /// Whether any exchanger meets the approach.
  let isPossible: Bool
  let leastFlow: Double
  let approachK: Double
  /// Relative facility flows.
  let facilityFlows: ClosedRange<Double>
  /// What they move at design coolant flow.
  private let designSpan: ClosedRange<Double>

  init(_ plant: PlantParameters) {
    nominalHeatW = plant.liquidShare * plant.nominalITW
    let flow = plant.silicon.litresPerMinutePerKW / 60e3 * nominalHeatW / 1000
    rate = flow * Fluid.glycol.volumetricHeat
    pump = Pump(
      flow: flow, headPa: plant.coolantHeadPa, efficiency: plant.coolantEfficiency,
      heldHead: plant.coolantHeldHead)
    exchanger = PlateHeatExchanger(
      heat: nominalHeatW + pump.power, hotRate: rate,
      coldRate: plant.warm.capacityW / plant.warm.rangeK, approachK: plant.coolantApproachK)
    isPossible = exchanger.conductance.isFinite && exchanger.conductance > 0
    leastFlow = plant.leastCoolantFlow
    approachK = plant.coolantApproachK
    facilityFlows = plant.warm.leastFlow...1
    designSpan = isPossible ? exchanger.span(hotFlow: 1, coldFlows: facilityFlows) : 0...0
  }

  /// Relative coolant flow at a liquid heat.
  func flow(carrying watts: Double) -> Double { min(1, max(leastFlow, watts / nominalHeatW)) }

  /// The facility flow that moves a heat per kelvin, as near as the valve can.
  func facilityFlow(heatPerKelvin wanted: Double, coolantFlow: Double) -> Double {
    exchanger.coldFlow(
      heatPerKelvin: wanted, hotFlow: coolantFlow, in: facilityFlows,
      span: coolantFlow == 1
        ? designSpan : exchanger.span(hotFlow: coolantFlow, coldFlows: facilityFlows))
  }

  /// The facility flow that just holds coolant supply at facility supply plus the approach.
  func facilityFlow(carrying watts: Double, coolantFlow: Double) -> Double {
    facilityFlow(
      heatPerKelvin: watts / (approachK + watts / (coolantFlow * rate)), coolantFlow: coolantFlow)
  }
}
