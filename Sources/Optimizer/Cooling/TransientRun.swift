/// What drives a transient run: one value per slot in every array.
package struct TransientDrive: Sendable {
  /// IT power with all GPUs at the reference temperature.
  package var referenceKW: [Double]
  package var air: [AmbientAir]
  /// Facility supply set point.
  package var supplyC: [Double]
  /// Heat that a chilled-water tank gives (positive) or takes (negative).
  package var storageKW: [Double]
  package var slotSeconds: Double

  /// Length of the run.
  package var seconds: Double { Double(referenceKW.count) * slotSeconds }

  /// - Parameter storageKW: empty is no tank.
  package init(
    referenceKW: [Double], air: [AmbientAir], supplyC: [Double], storageKW: [Double] = [],
    slotSeconds: Double
  ) {
    let count = referenceKW.count
    let storage = storageKW.isEmpty ? [Double](repeating: 0, count: count) : storageKW
    precondition(
      air.count == count && supplyC.count == count && storage.count == count,
      "a transient run of \(count) slots needs as many airs, set points and storage powers")
    precondition(slotSeconds > 0, "a slot of \(slotSeconds) s has no length")
    self.referenceKW = referenceKW
    self.air = air
    self.supplyC = supplyC
    self.storageKW = storage
    self.slotSeconds = slotSeconds
  }
}

/// What came of a transient run: one value per slot in every array.
package struct TransientRun: Sendable, Equatable {
  /// Means over the slot.
  package var itKW: [Double] = []
  package var facilityKW: [Double] = []
  package var coolingKW: [Double] = []
  package var waterKgPerSecond: [Double] = []
  /// Highest in the slot.
  package var coolantSupplyC: [Double] = []
  package var gpuC: [Double] = []
  package var chilledWaterC: [Double] = []
}

/// One step of a transient run: the figures that hold during it, taken at its start.
package struct TransientSample: Sendable, Equatable {
  package var slot: Int
  /// From the start of the run to the end of the step.
  package var seconds: Double
  package var gpuC: Double
  package var coolantSupplyC: Double
  package var coolantReturnC: Double
  package var facilitySupplyC: Double
  package var facilityReturnC: Double
  package var chilledWaterC: Double
  /// Relative air flow of the warm unit.
  package var fanSpeed: Double
  /// Relative facility flow.
  package var valve: Double
  package var chillerHeatW: Double
  package var itW: Double
  package var coolingW: Double
  package var facilityW: Double
  package var waterKgPerSecond: Double
}

extension TransientRun {
  /// Sums of one slot.
  struct Slot {
    private var itW = 0.0
    private var facilityW = 0.0
    private var coolingW = 0.0
    private var waterKgPerSecond = 0.0
    private var coolantSupplyC = -Double.infinity
    private var gpuC = -Double.infinity
    private var chilledWaterC = -Double.infinity

    mutating func add(_ sample: TransientSample) {
      itW += sample.itW
      facilityW += sample.facilityW
      coolingW += sample.coolingW
      waterKgPerSecond += sample.waterKgPerSecond
      coolantSupplyC = max(coolantSupplyC, sample.coolantSupplyC)
      gpuC = max(gpuC, sample.gpuC)
      chilledWaterC = max(chilledWaterC, sample.chilledWaterC)
    }

    func close(into run: inout TransientRun, steps: Int) {
      let count = Double(steps)
      run.itKW.append(itW / count / 1000)
      run.facilityKW.append(facilityW / count / 1000)
      run.coolingKW.append(coolingW / count / 1000)
      run.waterKgPerSecond.append(waterKgPerSecond / count)
      run.coolantSupplyC.append(coolantSupplyC)
      run.gpuC.append(gpuC)
      run.chilledWaterC.append(chilledWaterC)
    }
  }
}
