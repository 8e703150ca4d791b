import GridPricing

/// The books of one site: what its plant does in every slot, and what that costs.
///
/// For facility power F, battery power b, solar power s and curtailment k, all in kW, the site draws
///
///     g = F + b − (s − k),  import = max(0, g),  export = max(0, −g)
///
/// from the grid. Whoever asks decides the load and, as a ``Dispatch``, how the plant is run; what the
/// dispatch leaves open runs by itself: storages idle, solar power is used as far as it goes, the
/// facility supply stands where power is least. Nothing here searches, and nothing checks limits.
///
/// Cooling, balance and costs stand apart, so that a planner with its own figures for the facility
/// pays only for the last two, O(slots) each.
///
/// - Precondition: every array has one value per slot.
package struct SiteBooks: Sendable {
  let slotHours: Double
  /// Price and adders, currency per imported kWh.
  let pricePerKWh: [Double]
  /// Currency per exported kWh; nil where nothing may be exported.
  let exportPricePerKWh: Double?
  /// kg CO₂e per imported kWh; nil without a carbon series.
  let carbonKgPerKWh: [Double]?
  /// Currency per kg CO₂e.
  let carbonPricePerKg: Double
  /// Currency per m³.
  let waterPricePerM3: Double
  let solarKW: [Double]?
  let battery: Battery?
  let thermalStorage: ThermalStorage?
  let coolingPlant: Cooling
  /// Outdoor air; nil where the cooling does not depend on it.
  package let air: [AmbientAir]?
  /// The demand charges of the tariff.
  let demandCharges: [DemandCharge]
  /// By demand charge: its periods.
  let demandPeriods: [[DemandPeriod]]

  package init(_ site: Site, _ signals: SiteSignals, on horizon: Horizon, objective: Objective) {
    slotHours = horizon.slotHours
    pricePerKWh = zip(signals.pricePerKWh, signals.addersPerKWh).map(+)
    exportPricePerKWh = site.tariff.exportPrice?.perKilowattHour
    carbonKgPerKWh = signals.carbonKgPerKWh
    carbonPricePerKg = objective.carbonPrice.perKilogram
    waterPricePerM3 = objective.waterPrice.perCubicMetre
    solarKW = signals.solarKW
    battery = site.battery
    thermalStorage = site.thermalStorage
    coolingPlant = site.cooling
    air = signals.air
    demandCharges = site.tariff.demandCharges
    demandPeriods = signals.demandPeriods
  }

  /// Cooling, balance and costs for a load.
  ///
  /// - Parameters:
  ///   - itReferenceKW: IT power with GPUs at their reference temperature: the sum of their watts.
  ///   - dispatch: how the plant is run; nil where it runs by itself.
  package func operation(itReferenceKW: [Double], dispatch: Dispatch? = nil) -> SiteOperation {
    let cooling = cooling(itReferenceKW: itReferenceKW, dispatch: dispatch)
    let balance = balance(facilityKW: cooling.facilityKW, dispatch: dispatch)
    return SiteOperation(
      itReferenceKW: itReferenceKW, cooling: cooling, balance: balance,
      costs: costs(balance, waterLPerHour: cooling.waterLPerHour))
  }

  /// What the cooling plant does at a load; for a liquid-cooled site, one or more steady states per
  /// slot.
  package func cooling(itReferenceKW: [Double], dispatch: Dispatch? = nil) -> CoolingOperation {
    switch coolingPlant {
    case .fixedPUE(let pue):
      return CoolingOperation(itKW: itReferenceKW, facilityKW: itReferenceKW.map { $0 * pue })
    case .liquid(let liquid):
      return CoolingOperation(states(of: liquid, itReferenceKW, dispatch))
    }
  }
}

extension SiteBooks {
  /// The reference IT power at which the facility draws a power in a slot with its storages idle, among
  /// loads at whose ends it draws less and more.
  func loadKW(drawing powerKW: Double, among loads: ClosedRange<Double>, slot: Int) -> Double {
    if case .fixedPUE(let pue) = coolingPlant { return powerKW / pue }
    return Root.bracketed(
      loads.lowerBound, loads.upperBound, tolerance: 1e-11 * loads.upperBound
    ) { facilityKW(referenceKW: $0, slot: slot, upTo: powerKW) - powerKW }
  }

  /// What the facility draws at a load in a slot, its storages idle; zero where there is no limit to
  /// compare it with, since a liquid-cooled plant costs time.
  package func facilityKW(referenceKW: Double, slot: Int, upTo limit: Double) -> Double {
    guard limit.isFinite else { return 0 }
    switch coolingPlant {
    case .fixedPUE(let pue): return referenceKW * pue
    case .liquid(let liquid):
      return liquid.state(referenceKW: referenceKW, air: air![slot]).facilityKW
    }
  }

  /// The most by which a tank lowers what the facility draws at a load; nothing without one.
  package func largestReliefKW(referenceKW: Double, slot: Int) -> Double {
    let most = storageRangeKW(of: referenceKW, slot: slot).lowerBound
    guard case .liquid(let liquid) = coolingPlant, most < 0 else { return 0 }
    func facilityKW(_ storageKW: Double) -> Double {
      liquid.state(referenceKW: referenceKW, air: air![slot], storageKW: storageKW).facilityKW
    }
    return max(0, facilityKW(0) - facilityKW(most))
  }

  /// What a tank may take and give at a load, as heat; nothing without liquid cooling.
  package func storageRangeKW(of referenceKW: Double, slot: Int) -> ClosedRange<Double> {
    guard case .liquid(let liquid) = coolingPlant, let thermalStorage else { return 0...0 }
    let state = liquid.state(referenceKW: referenceKW, air: air![slot])
    let range = liquid.plant.storageRangeKW(of: state, air: air![slot])
    let power = thermalStorage.power.kilowatts
    return max(-power, range.lowerBound)...min(power, range.upperBound)
  }
}
