import Testing

@testable import Optimizer

/// Components alone, as in the reference.
@Suite(.enabled(if: CoolingReference.isThere, "../shared/instances is not there"))
struct ComponentReferenceTests {
  @Test(arguments: CoolingReference.cases("components"))
  func componentsAgree(reference: CoolingReference) throws {
    let figures = try #require(
      Self.figures(reference), "no component is known as \(reference.kind)")
    #expect(!figures.isEmpty)
    for name in reference.outputs {
      let value = try #require(figures[name], "\(name) is not compared")
      #expect(
        isNear(value, reference.output(name), relative: 1e-6, absolute: 1e-6),
        "\(name) is \(value), not \(reference.output(name))")
    }
  }

  /// What this model makes of the inputs, by the names of the outputs.
  private static func figures(_ reference: CoolingReference) -> [String: Double]? {
    let kind = reference.kind.prefix { $0 != "(" }
    return switch kind {
    case "wetBulb": moistAir(reference)
    case "effectiveness": effectiveness(reference)
    case "plateHX": plateHeatExchanger(reference)
    case "gpuTemperature": gpu(reference)
    case "dryCooler", "adiabatic": coils(reference, isWet: kind == "adiabatic")
    case "coolingTower": tower(reference)
    case "bareTower": bareTower(reference)
    case "chiller": chiller(reference)
    default: nil
    }
  }

  private static func moistAir(_ reference: CoolingReference) -> [String: Double] {
    let air = reference.air
    return [
      "t_wb": air.wetBulbC, "w": air.humidityRatio, "h": air.enthalpy,
      "p_sat": Psychrometrics.saturationPressure(air.dryBulbC),
      "stull": Psychrometrics.stullWetBulb(
        dryBulb: air.dryBulbC, relativeHumidity: reference.input("rh")),
    ]
  }

  private static func effectiveness(_ reference: CoolingReference) -> [String: Double] {
    let (ntu, ratio) = (reference.input("ntu"), reference.input("z"))
    return [
      "counter": Effectiveness.counterflow(ntu: ntu, ratio: ratio),
      "cross": Effectiveness.crossFlow(ntu: ntu, ratio: ratio),
    ]
  }

  private static func plateHeatExchanger(_ reference: CoolingReference) -> [String: Double] {
    let plate = PlateHeatExchanger(
      heat: 1.368e6, hotRate: 20.6 * 3957, coldRate: 20.6 * 4179, approachK: 4)
    return [
      "ua_nom": plate.conductance,
      "eps_cmin": plate.heatPerKelvin(
        hotFlow: reference.input("x_hot"), coldFlow: reference.input("x_cold")),
    ]
  }

  private static func gpu(_ reference: CoolingReference) -> [String: Double] {
    let silicon = Silicon(SiliconParameters(gpuW: 1000, gpuShare: 0.75), mode: .addsPower)
    let resistance = silicon.resistance(atFlow: reference.input("x_flow"))
    let celsius = silicon.temperature(coolantC: reference.input("t_in"), resistance: resistance)
    return ["r_tot": resistance, "t_gpu": celsius, "leak": silicon.leakage(celsius)]
  }

  private static func coils(_ reference: CoolingReference, isWet: Bool) -> [String: Double]? {
    let rate = 1e5
    let cooler = DryCooler(
      .coils(isWet ? .adiabatic : .dry, capacityW: 1e6, inletC: 50, outletC: 40, airC: 35),
      waterRate: rate)
    let flow = reference.input("c_w") / rate
    let dry = cooler.running(waterFlow: flow, in: reference.air)
    guard
      let running = isWet ? cooler.runningWet(waterFlow: flow, in: reference.air) : dry
    else { return nil }
    let speed = reference.input("x_a")
    let watts = running.heat(atSpeed: speed, inletC: reference.input("t_in"), near: 0).watts
    return [
      "ua_nom": cooler.conductance, "c_a_nom": cooler.airRate, "q": watts,
      "p_fan": running.fan.power(atFlow: speed),
      "water_kg_s": running.water(
        taking: watts, atSpeed: speed, inletC: reference.input("t_in")
      ).makeup,
    ]
  }

  private static func tower(_ reference: CoolingReference) -> [String: Double] {
    let rate = 1e5
    let tower = CoolingTower(.tower(capacityW: 1e6), waterRate: rate)
    let running = tower.running(waterFlow: reference.input("c_w") / rate, in: reference.air)
    let speed = reference.input("x_a")
    let inletC = reference.input("t_in")
    let watts = running.heat(atSpeed: speed, inletC: inletC, near: 1e6).watts
    return [
      "ntu_nom": tower.transferUnits, "q": watts, "p_fan": running.fan.power(atFlow: speed),
      "water_kg_s": running.water(taking: watts, atSpeed: speed, inletC: inletC).makeup,
    ]
  }

  /// Without an isolation exchanger the water enters hot: it stays where it is if the exchanger
  /// has no resistance.
  private static func bareTower(_ reference: CoolingReference) -> [String: Double] {
    var unit = UnitParameters.tower(capacityW: 1e6)
    unit.tower.isolationApproachK = 1e-9
    let rate = 1e6 / (unit.inletC - unit.outletC)
    let tower = CoolingTower(unit, waterRate: rate)
    let flow = reference.input("x_w")
    let running = tower.running(waterFlow: flow, in: reference.air)
    let watts = running.heat(
      atSpeed: reference.input("x_a"), inletC: reference.input("t_in"), near: 1e6
    ).watts
    return [
      "t_out": reference.input("t_in") - watts / (flow * rate), "q": watts,
      "m_a": running.airFlow * reference.input("x_a"),
      "ntu": running.transferUnits,
    ]
  }

  private static func chiller(_ reference: CoolingReference) -> [String: Double]? {
    guard let chiller = Chiller(ChillerParameters(.air, capacityW: 1e6)) else { return nil }
    let watts = reference.input("q")
    let running = chiller.running(evaporatorC: reference.input("t_evap"), in: reference.air)
    return ["p_el": running.power(watts), "g": chiller.partLoad(watts / 1e6)]
  }
}
