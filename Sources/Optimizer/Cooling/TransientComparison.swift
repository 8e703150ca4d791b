import GridPricing

/// A transient run beside the steady states that a plan counts with.
public struct TransientComparison: Sendable, Equatable {
  /// What a run took.
  public struct Totals: Sendable, Equatable {
    public var it = Energy.zero
    public var facility = Energy.zero
    public var cooling = Energy.zero
    /// Drawn from the mains, in m³.
    public var waterCubicMetres = 0.0
  }

  /// Highest temperatures, or the limits to them.
  public struct Temperatures: Sendable, Equatable {
    public var coolantSupplyC: Double
    public var gpuC: Double
    /// Nil where the plant has no chilled water.
    public var chilledWaterC: Double?
  }

  public let steady: Totals
  public let transient: Totals
  public let steadyPeaks: Temperatures
  public let transientPeaks: Temperatures
  /// Without the margin that plans keep.
  public let limits: Temperatures
  /// Kelvins that the transient run leaves to the limit that it comes nearest to; negative is beyond.
  public let leastRoomK: Double
  /// The slot in which it does.
  public let tightestSlot: Int

  /// Whether the transient run keeps every limit.
  public var keepsLimits: Bool { leastRoomK >= -1e-6 }

  /// Runs a plant through slots and compares.
  ///
  /// - Parameter observe: called with every step of the transient run.
  /// - Precondition: there is a slot.
  package init(
    of plant: CoolingPlant, through drive: TransientDrive, stepSeconds: Double = 5,
    observe: ((TransientSample) -> Void)? = nil
  ) {
    precondition(!drive.referenceKW.isEmpty, "a comparison needs a slot")
    let states = plant.steadyStates(of: drive)
    let run = plant.simulate(drive, stepSeconds: stepSeconds, observe: observe)
    let hours = drive.slotSeconds / 3600
    steady = Totals(
      itKW: states.map(\.itKW), facilityKW: states.map(\.facilityKW),
      coolingKW: states.map(\.coolingKW), waterKgPerSecond: states.map(\.waterKgPerSecond),
      hours: hours)
    transient = Totals(
      itKW: run.itKW, facilityKW: run.facilityKW, coolingKW: run.coolingKW,
      waterKgPerSecond: run.waterKgPerSecond, hours: hours)
    let hasChilledWater = plant.hasCoolCircuit
    steadyPeaks = Temperatures(
      coolantSupplyC: states.map(\.coolantSupplyC), gpuC: states.map(\.gpuC),
      chilledWaterC: hasChilledWater ? states.map(\.cool.supplyC) : nil)
    transientPeaks = Temperatures(
      coolantSupplyC: run.coolantSupplyC, gpuC: run.gpuC,
      chilledWaterC: hasChilledWater ? run.chilledWaterC : nil)
    let limits = plant.temperatureLimits
    self.limits = limits
    let rooms = run.gpuC.indices.map { slot in
      min(
        limits.coolantSupplyC - run.coolantSupplyC[slot], limits.gpuC - run.gpuC[slot],
        limits.chilledWaterC.map { $0 - run.chilledWaterC[slot] } ?? .infinity)
    }
    let tightest = rooms.indices.min { rooms[$0] < rooms[$1] } ?? 0
    tightestSlot = tightest
    leastRoomK = rooms[tightest]
  }
}

extension TransientComparison.Totals {
  fileprivate init(
    itKW: [Double], facilityKW: [Double], coolingKW: [Double], waterKgPerSecond: [Double],
    hours: Double
  ) {
    func energy(_ powersKW: [Double]) -> Energy { .kilowattHours(powersKW.reduce(0, +) * hours) }
    it = energy(itKW)
    facility = energy(facilityKW)
    cooling = energy(coolingKW)
    waterCubicMetres = waterKgPerSecond.reduce(0, +) * hours * 3.6
  }
}

extension TransientComparison.Temperatures {
  fileprivate init(coolantSupplyC: [Double], gpuC: [Double], chilledWaterC: [Double]?) {
    self.coolantSupplyC = coolantSupplyC.max() ?? 0
    self.gpuC = gpuC.max() ?? 0
    self.chilledWaterC = chilledWaterC?.max()
  }
}

extension CoolingPlant {
  /// Below which a run has to stay.
  fileprivate var temperatureLimits: TransientComparison.Temperatures {
    TransientComparison.Temperatures(
      coolantSupplyC: parameters.largestCoolantC,
      gpuC: parameters.silicon.largestC - parameters.silicon.marginK,
      chilledWaterC: hasCoolCircuit
        ? parameters.chilledWaterC + LimitRoom.chilledWaterToleranceK : nil)
  }

  /// The steady state of each slot; a slot like the one before shares its state.
  fileprivate func steadyStates(of drive: TransientDrive) -> [SteadyState] {
    var states: [SteadyState] = []
    for slot in drive.referenceKW.indices {
      let isSame =
        slot > 0 && drive.referenceKW[slot] == drive.referenceKW[slot - 1]
        && drive.supplyC[slot] == drive.supplyC[slot - 1]
        && drive.storageKW[slot] == drive.storageKW[slot - 1]
        && drive.air[slot] == drive.air[slot - 1]
      states.append(
        isSame
          ? states[slot - 1]
          : steady(
            referenceKW: drive.referenceKW[slot], air: drive.air[slot],
            supplyC: drive.supplyC[slot], storageKW: drive.storageKW[slot]))
    }
    return states
  }
}
