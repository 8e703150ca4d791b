import Foundation
import GridPricing

/// A liquid-cooled plant, and how far plans keep away from its limits.
public struct LiquidCooling: Sendable {
  public var plant: CoolingPlant
  /// Kept free to the limits of coolant and GPU, since temperatures overshoot when the load steps.
  public var marginK: Double
  /// The share of outcomes of the weather forecast, between 0 and 1, for which the largest load must
  /// hold; nil takes the weather as it is given.
  public var weatherQuantile: Double?
  /// Standard deviation of the forecast of the dry bulb.
  public var forecastErrorK: Double
  /// Where the facility supply is held, °C; nil is wherever the site draws least.
  public var supplyC: Double?
  /// A planner that knows no better takes facility power as this multiple of the load; plans are priced
  /// with the plant all the same.
  package var assumedPUE: Double?

  public init(
    plant: CoolingPlant, marginK: Double = 2, weatherQuantile: Double? = nil,
    forecastErrorK: Double = 2, supplyC: Double? = nil
  ) {
    self.plant = plant
    self.marginK = marginK
    self.weatherQuantile = weatherQuantile
    self.forecastErrorK = forecastErrorK
    self.supplyC = supplyC
  }
}

extension LiquidCooling {
  /// The plant where none is chosen: its racks are the most common, and it uses no water.
  public static let standardPreset = CoolingPreset.nvl72Dry
}

extension LiquidCooling {
  /// Where the facility supply is held, or that it is not.
  public var setPoint: SupplySetPoint { supplyC.map { .fixed(.celsius($0)) } ?? .optimal }

  /// The set point of the plant's design, °C, as far as the margin allows.
  var usualSupplyC: Double {
    let range = plant.parameters.supplyRange(marginK: marginK)
    return min(max(plant.parameters.supplyC, range.lowerBound), range.upperBound)
  }
}

extension Cooling {
  /// A preset, at its own nominal IT power or scaled to another.
  ///
  /// - Precondition: the power lies between 1 kW and 10 GW.
  public static func liquid(
    _ preset: CoolingPreset = LiquidCooling.standardPreset, nominalIT: Power? = nil
  ) -> Cooling {
    guard let plant = try? CoolingPlant(preset, nominalIT: nominalIT) else {
      preconditionFailure(
        "no plant has a nominal IT power of \(nominalIT?.kilowatts ?? 0) kW, expected 1 kW to 10 GW"
      )
    }
    return .liquid(LiquidCooling(plant: plant))
  }
}

extension LiquidCooling: Equatable {
  public static func == (left: LiquidCooling, right: LiquidCooling) -> Bool {
    left.plant.parameters == right.plant.parameters && left.marginK == right.marginK
      && left.weatherQuantile == right.weatherQuantile
      && left.forecastErrorK == right.forecastErrorK && left.supplyC == right.supplyC
      && left.assumedPUE == right.assumedPUE
  }
}

extension LiquidCooling {
  /// The steady state at a load.
  ///
  /// Without a given or held set point the facility supply stands where the site draws least while
  /// the tank is idle; the tank then acts at that set point.
  ///
  /// - Parameters:
  ///   - referenceKW: IT power with GPUs at their reference temperature.
  ///   - supplyC: the set point, where it is decided already.
  ///   - storageKW: heat that charges a tank; negative discharges it.
  package func state(
    referenceKW: Double, air: AmbientAir, supplyC: Double? = nil, storageKW: Double = 0
  ) -> SteadyState {
    if let supplyC = supplyC ?? self.supplyC {
      return plant.steady(
        referenceKW: referenceKW, air: air, supplyC: supplyC, storageKW: storageKW)
    }
    let alone = plant.leastPower(referenceKW: referenceKW, air: air, marginK: marginK)
    guard storageKW != 0 else { return alone }
    return plant.steady(
      referenceKW: referenceKW, air: air, supplyC: alone.setC, storageKW: storageKW)
  }

  /// The set points that plans would choose for a run of loads; a slot like the one before shares its.
  ///
  /// - Parameter supply: where they are held; nil is as the site has it.
  package func setPoints(
    referenceKW: [Double], air: [AmbientAir], supply: SupplySetPoint? = nil
  ) -> [Double] {
    var setPoints: [Double] = []
    for slot in referenceKW.indices {
      if case .fixed(let celsius) = supply ?? setPoint {
        setPoints.append(celsius.celsius)
      } else if slot > 0, referenceKW[slot] == referenceKW[slot - 1], air[slot] == air[slot - 1] {
        setPoints.append(setPoints[slot - 1])
      } else {
        setPoints.append(
          plant.leastPower(referenceKW: referenceKW[slot], air: air[slot], marginK: marginK).setC)
      }
    }
    return setPoints
  }

  /// Reference IT power for IT power that meters read, slot by slot.
  package func referenceKW(
    ofMetered meteredKW: [Double], air: [AmbientAir], supply: SupplySetPoint
  ) -> [Double] {
    zip(meteredKW, air).map { kilowatts, air in
      plant.state(atITPower: .kilowatts(kilowatts), air: air, supply: supply).referenceKW
    }
  }

  /// The largest load, as reference IT power, that the plant cools in the weather of the quantile.
  package func headroomKW(air: AmbientAir) -> Double {
    let air = cautious(air)
    guard let supplyC else { return plant.headroomKW(air: air, marginK: marginK) }
    let most = CoolingPlant.largestLoad * plant.nominalITKW
    func room(_ referenceKW: Double) -> Double {
      plant.room(referenceKW: referenceKW, air: air, supplyC: supplyC).least(marginK: marginK)
    }
    if room(most) >= 0 { return most }
    if room(0) < 0 { return 0 }
    return Root.bracketed(0, most, tolerance: 1e-8 * most, room)
  }

  /// The air of the weather quantile: the dry bulb raised, at the same relative humidity.
  private func cautious(_ air: AmbientAir) -> AmbientAir {
    guard let weatherQuantile else { return air }
    let deviations = Root.bracketed(-40, 40, tolerance: 1e-12) {
      0.5 * erfc(-$0 / 2.0.squareRoot()) - weatherQuantile
    }
    return air.warmed(byKelvins: deviations * forecastErrorK)
  }
}

extension AmbientAir {
  /// Air of the same relative humidity and pressure at another dry bulb, within the range of air.
  func warmed(byKelvins kelvins: Double) -> AmbientAir {
    let range = Self.temperatureRange
    return AmbientAir(
      dryBulbC: min(range.upperBound, max(range.lowerBound, dryBulbC + kelvins)),
      relativeHumidity: min(1, relativeHumidity.percent / 100), pressurePa: pressurePa)
  }
}
