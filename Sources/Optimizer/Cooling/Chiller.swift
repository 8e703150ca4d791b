/// A chiller with ideal staging, in a chain of machines that share the load.
///
/// COP = η T_evap / (lift + L₀) with lift between leaving temperatures of condenser and evaporator.
/// Part load follows the convex hull of c₀ + c₁ y + c₂ y²: a line from the origin to its tangent
/// point, then the curve. Condenser fans or pumps draw a fixed share of the heat they reject.
struct Chiller: Sendable {
  let capacity: Double
  private let parameters: ChillerParameters
  /// Part load up to which the hull is a line, and its slope there.
  private let tangent: Double
  private let tangentSlope: Double
  /// The curve divided by its value at full load.
  private let constant: Double
  private let linear: Double
  private let quadratic: Double

  /// Nil where there is none.
  init?(_ chiller: ChillerParameters) {
    if chiller.kind == .none { return nil }
    capacity = chiller.capacityW
    parameters = chiller
    let full = chiller.loadConstant + chiller.loadLinear + chiller.loadQuadratic
    constant = chiller.loadConstant / full
    linear = chiller.loadLinear / full
    quadratic = chiller.loadQuadratic / full
    tangent = min(1, (constant / max(quadratic, 1e-300)).squareRoot())
    tangentSlope = tangent > 0 ? constant / tangent + linear + quadratic * tangent : linear
  }

  /// Relative power of the compressors at a part load, at most that of any staging.
  func partLoad(_ load: Double) -> Double {
    load <= tangent ? tangentSlope * load : constant + load * (linear + load * quadratic)
  }

  private func partLoadSlope(_ load: Double) -> Double {
    load <= tangent ? tangentSlope : linear + 2 * load * quadratic
  }

  /// The chiller with its evaporator leaving at a temperature.
  func running(evaporatorC: Double, in air: AmbientAir) -> Running {
    let sinkC = parameters.kind == .air ? air.dryBulbC : air.wetBulbC
    let lift = max(parameters.leastLiftK, sinkC + parameters.condenserRiseK - evaporatorC)
    let cop = min(
      parameters.largestCOP,
      parameters.efficiency * (evaporatorC + 273.15) / (lift + parameters.liftOffsetK))
    return Running(chiller: self, fullPower: capacity / cop)
  }

  struct Running: Sendable {
    fileprivate let chiller: Chiller
    /// Of the compressors at full load, W.
    let fullPower: Double

    /// Compressors and condenser fans, W.
    func power(_ watts: Double) -> Double {
      let fans = chiller.parameters.fanFraction
      return (1 + fans) * compressors(watts) + fans * watts
    }

    /// W of power per W of heat.
    func slope(_ watts: Double) -> Double {
      let fans = chiller.parameters.fanFraction
      let slope =
        fullPower * chiller.partLoadSlope(watts / chiller.capacity) / chiller.capacity
      return (1 + fans) * slope + fans
    }

    /// What a tower-cooled condenser evaporates and blows down.
    func water(_ watts: Double) -> WaterUse {
      guard chiller.parameters.kind == .tower, watts > 0 else { return .none }
      let evaporation =
        chiller.parameters.latentShare * (watts + compressors(watts)) / Fluid.evaporationHeat
      return WaterUse(
        makeup: evaporation * (1 + 1 / (chiller.parameters.cyclesOfConcentration - 1)),
        evaporation: evaporation)
    }

    private func compressors(_ watts: Double) -> Double {
      fullPower * chiller.partLoad(watts / chiller.capacity)
    }
  }
}
