import GridPricing

/// A site whose cost is not proportional to its load, as flat arrays: what the market and the search
/// read of cooling, tariff, storage, solar power and limits.
///
/// Powers in kW, energies in kWh, money in the currency of the objective; one value per slot in every
/// array.
package struct CompiledFacility: Sendable {
  let slotHours: Double
  /// Reference IT power without jobs.
  private(set) var fixedKW: [Double]
  /// The largest reference IT power that jobs could ask for and the plant can cool.
  let capKW: [Double]
  let curves: FacilityCurves
  /// What balance and costs follow from power and dispatch.
  let books: SiteBooks
  /// Price, adders and priced emissions of a kWh of import.
  let importCost: [Double]
  /// What a kWh of export earns; nil where nothing may be exported.
  let exportPrice: Double?
  /// Infinite without a limit.
  let gridLimitKW: [Double]
  /// What the panels could give; zero without any.
  let solarKW: [Double]
  let battery: Storage?
  let tank: Storage?
  /// The most by which the grid power may change from slot to slot; infinite without a limit.
  let rampKW: Double
  let charges: [Charge]
  /// Currency per kg.
  let waterPrice: Double

  /// A battery, or a tank of chilled water.
  struct Storage: Sendable, Equatable {
    var capacityKWh: Double
    var powerKW: Double
    /// Energy stored for energy taken up, and energy given for energy drawn.
    var efficiency: Double
    /// Share that is left after a slot.
    var retention: Double
    var initialKWh: Double
    var finalKWh: Double
    /// Currency per kWh given.
    var cyclingCost: Double
  }

  /// A demand charge on this horizon.
  struct Charge: Sendable, Equatable {
    var pricePerKW: Double
    var periods: [Period]
    struct Period: Sendable, Equatable {
      /// The peak that is paid for already.
      var paidKW: Double
      /// Slots of each metering interval.
      var intervals: [[Int]]
    }
  }

  var slotCount: Int { fixedKW.count }

  /// Whether slots are tied to each other, so that the cheapest way to run the plant is not found slot
  /// by slot.
  var hasLinkedSlots: Bool {
    battery != nil || tank != nil || rampKW.isFinite || !charges.isEmpty
  }
}

extension CompiledFacility {
  /// The same beside a load that stays, in kW by slot.
  func adding(_ loadKW: some Sequence<Double>) -> CompiledFacility {
    var facility = self
    facility.fixedKW = zip(fixedKW, loadKW).map(+)
    return facility
  }

  init(
    _ site: Site, _ signals: SiteSignals, _ books: SiteBooks, importCost: [Double],
    highestAddedKW: [Double], horizon: Horizon, threads: Int
  ) {
    let hours = horizon.slotHours
    slotHours = hours
    fixedKW = signals.fixedKW
    self.books = books
    self.importCost = importCost
    exportPrice = site.tariff.exportPrice?.perKilowattHour
    gridLimitKW = signals.gridLimitKW
    solarKW = signals.solarKW ?? horizon.slots.map { _ in 0 }
    battery = site.battery.map(Storage.init)
    tank = site.thermalStorage.map { Storage($0, slotHours: hours) }
    rampKW = site.rampPerMinute.map { $0.kilowatts * Double(horizon.slotMinutes) } ?? .infinity
    charges = zip(site.tariff.demandCharges, signals.demandPeriods).map(Charge.init)
    waterPrice = books.waterPricePerM3 / 1000
    switch site.cooling {
    case .fixedPUE(let pue):
      let caps = zip(signals.fixedKW, highestAddedKW).map(+)
      capKW = caps
      curves = FacilityCurves(
        zip(signals.fixedKW, caps).map { FacilityCurves.Slot(pue: pue, loads: $0...$1) })
    case .liquid(let liquid):
      capKW = horizon.slots.map { slot in
        let most = min(signals.fixedKW[slot] + highestAddedKW[slot], signals.headroomKW![slot])
        return max(signals.fixedKW[slot], most)
      }
      curves = Self.curves(
        liquid, signals, capKW, tankPowerKW: site.thermalStorage?.power.kilowatts, threads)
    }
  }
}

extension CompiledFacility {
  /// Slots with the same weather and loads share their sample.
  private static func curves(
    _ liquid: LiquidCooling, _ signals: SiteSignals, _ capKW: [Double], tankPowerKW: Double?,
    _ threads: Int
  ) -> FacilityCurves {
    if let pue = liquid.assumedPUE {
      return FacilityCurves(
        zip(signals.fixedKW, capKW).map { FacilityCurves.Slot(pue: pue, loads: $0...$1) })
    }
    let air = signals.air!
    var firsts: [Int] = []
    var sampleOfSlot: [Int] = []
    for slot in capKW.indices {
      if slot == 0 || air[slot] != air[slot - 1] || capKW[slot] != capKW[slot - 1]
        || signals.fixedKW[slot] != signals.fixedKW[slot - 1]
      {
        firsts.append(slot)
      }
      sampleOfSlot.append(firsts.count - 1)
    }
    let slots = firsts
    let samples = ParallelBlocks(threads: threads).map(slots.count) { index in
      let slot = slots[index]
      return FacilityCurves.Slot(
        liquid, air[slot], loads: signals.fixedKW[slot]...capKW[slot], tankPowerKW: tankPowerKW)
    }
    return FacilityCurves(sampleOfSlot.map { samples[$0] })
  }
}

extension CompiledFacility.Storage {
  init(_ battery: Battery) {
    self.init(
      capacityKWh: battery.capacity.kilowattHours, powerKW: battery.power.kilowatts,
      efficiency: battery.roundTripEfficiency.squareRoot(), retention: 1,
      initialKWh: battery.initial.kilowattHours, finalKWh: battery.final.kilowattHours,
      cyclingCost: battery.cyclingCost.perKilowattHour)
  }

  init(_ tank: ThermalStorage, slotHours: Double) {
    self.init(
      capacityKWh: tank.capacity.kilowattHours, powerKW: tank.power.kilowatts, efficiency: 1,
      retention: 1 - tank.lossPerHour * slotHours, initialKWh: tank.initial.kilowattHours,
      finalKWh: tank.final.kilowattHours, cyclingCost: 0)
  }
}

extension CompiledFacility.Charge {
  init(_ charge: DemandCharge, _ periods: [DemandPeriod]) {
    self.init(
      pricePerKW: charge.pricePerKilowatt,
      periods: periods.map { period in
        Period(
          paidKW: period.peakSoFarKW,
          intervals: (0..<period.intervalCount).map { Array(period.interval($0)) })
      })
  }
}
