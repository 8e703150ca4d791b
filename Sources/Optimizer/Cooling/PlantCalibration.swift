import GridPricing

/// What meters said of a plant over some time.
public struct PlantMeasurement: Sendable, Equatable {
  /// Mean IT power, leakage included.
  public var itPower: Power
  public var air: AmbientAir
  /// Mean power of the whole site.
  public var facilityPower: Power
  /// Where the facility supply was held, where that is known.
  public var supply: SupplySetPoint?

  public init(
    itPower: Power, air: AmbientAir, facilityPower: Power, supply: SupplySetPoint? = nil
  ) {
    self.itPower = itPower
    self.air = air
    self.facilityPower = facilityPower
    self.supply = supply
  }
}

/// How far a plant model is from measurements.
public struct CalibrationError: Sendable, Equatable {
  /// Root of the mean square of model less measurement.
  public var rootMeanSquare: Power
  /// That over the mean measurement: CV(RMSE).
  public var relativeRootMeanSquare: Double
  /// Mean of model less measurement.
  public var bias: Power
  /// That over the mean measurement.
  public var relativeBias: Double

  /// - Precondition: as many model values as measurements, at least one.
  init(modelKW: [Double], measuredKW: [Double]) {
    precondition(
      modelKW.count == measuredKW.count && !modelKW.isEmpty,
      "\(modelKW.count) model values against \(measuredKW.count) measurements")
    let count = Double(modelKW.count)
    let mean = measuredKW.reduce(0, +) / count
    let errors = zip(modelKW, measuredKW).map { $0 - $1 }
    let square = (errors.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
    let bias = errors.reduce(0, +) / count
    rootMeanSquare = .kilowatts(square)
    relativeRootMeanSquare = square / mean
    self.bias = .kilowatts(bias)
    relativeBias = bias / mean
  }
}

/// A plant whose losses, outdoor heat exchangers and fans were fitted to measurements.
///
/// Least squares of facility power over three factors: on the conversion losses, on the conductance
/// of the free-cooling units of both circuits, and on the power of their fans.
public struct PlantCalibration: Sendable {
  /// What a factor multiplies.
  public enum Factor: String, Sendable, CaseIterable {
    case loss, conductance, fan

    /// Within which it is sought.
    public var range: ClosedRange<Double> {
      switch self {
      case .loss: 0.2...5
      case .conductance: 0.5...2
      case .fan: 0.2...5
      }
    }
  }

  /// A fitted factor.
  public struct Estimate: Sendable, Equatable {
    public var factor: Factor
    /// 1 is the plant as it was.
    public var value: Double
    /// False where the measurements say nothing of it: it then stays 1.
    public var isDetermined: Bool

    /// Whether the best value may lie beyond the range.
    public var isAtBound: Bool {
      value <= factor.range.lowerBound * (1 + 1e-9) || value >= factor.range.upperBound * (1 - 1e-9)
    }
  }

  /// The plant as it was, with the factors applied.
  public let plant: CoolingPlant
  public let estimates: [Estimate]
  public let before: CalibrationError
  public let after: CalibrationError

  /// Fits a plant to measurements.
  ///
  /// - Parameter supply: where the facility supply was held, for measurements that do not say.
  /// - Throws: ``CoolingPlantError`` where the factors lead to a plant that cannot be.
  /// - Precondition: there is a measurement, and the plant knows enough of the air of each.
  /// - Complexity: some 60 steady states per measurement; each is some thirty where the set point is
  ///   optimal.
  public init(
    of plant: CoolingPlant, to measurements: [PlantMeasurement],
    supply: SupplySetPoint = .optimal
  ) throws(CoolingPlantError) {
    precondition(!measurements.isEmpty, "a calibration needs measurements")
    let measuredKW = measurements.map(\.facilityPower.kilowatts)
    func modelKW(_ plant: CoolingPlant) -> [Double] {
      measurements.map { plant.facilityKW(at: $0, supply: supply) }
    }
    func scaled(_ factors: [Double]) throws(CoolingPlantError) -> CoolingPlant {
      var parameters = plant.parameters
      for (factor, value) in zip(Factor.allCases, factors) { parameters.scale(factor, by: value) }
      return try CoolingPlant(parameters)
    }
    let beforeKW = modelKW(plant)
    let variables = Factor.allCases.map {
      BoundedLeastSquares.Variable(start: 1, bounds: $0.range)
    }
    var search = BoundedLeastSquares(variables) { factors in
      // Where factors make no plant, they are no better than those before.
      let model = (try? scaled(factors)).map(modelKW) ?? beforeKW
      return zip(model, measuredKW).map { $0 - $1 }
    }
    let bears = search.solve()
    self.plant = try scaled(search.point)
    estimates = zip(Factor.allCases, zip(search.point, bears)).map {
      Estimate(factor: $0, value: $1.0, isDetermined: $1.1)
    }
    before = CalibrationError(modelKW: beforeKW, measuredKW: measuredKW)
    after = CalibrationError(modelKW: modelKW(self.plant), measuredKW: measuredKW)
  }
}

extension PlantParameters {
  fileprivate mutating func scale(_ factor: PlantCalibration.Factor, by value: Double) {
    switch factor {
    case .loss:
      losses.a *= value
      losses.b *= value
      losses.c *= value
    case .conductance:
      warm.unit.scaleConductance(by: value, waterRate: warm.capacityW / warm.rangeK)
      cool.unit.scaleConductance(by: value, waterRate: cool.capacityW / cool.rangeK)
    case .fan:
      warm.unit.fanFraction *= value
      cool.unit.fanFraction *= value
    }
  }
}

extension CoolingPlant {
  /// Facility power at a measured IT power.
  fileprivate func facilityKW(
    at measurement: PlantMeasurement, supply: SupplySetPoint
  ) -> Double {
    state(
      atITPower: measurement.itPower, air: measurement.air,
      supply: measurement.supply ?? supply
    ).facilityKW
  }

  /// The steady state at an IT power that has leakage in it, as meters read it.
  public func state(
    atITPower itPower: Power, air: AmbientAir, supply: SupplySetPoint = .optimal
  ) -> SteadyState {
    let itKW = itPower.kilowatts
    var state = steadyState(reference: itPower, air: air, supply: supply)
    // The GPU's temperature, and so leakage, hardly depends on load: a pass leaves little to the next.
    for _ in 0..<50 where abs(state.itKW - itKW) > 1e-7 * itKW {
      state = steadyState(
        reference: .kilowatts(state.referenceKW * itKW / state.itKW), air: air, supply: supply)
    }
    return state
  }
}
