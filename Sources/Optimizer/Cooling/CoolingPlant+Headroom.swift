import GridPricing

extension CoolingPlant {
  /// Headroom is sought up to this share of nominal IT power.
  package static let largestLoad = 1.5

  /// The largest IT power, as reference power in kW, that keeps every limit with everything flat
  /// out; 0 where even none does.
  ///
  /// The set point is the lowest allowed, so that the supply floats up until heat and plant agree.
  ///
  /// - Parameter marginK: taken from the limits of coolant and GPU.
  package func headroomKW(air: AmbientAir, marginK: Double = 0) -> Double {
    let most = Self.largestLoad * nominalITKW
    func room(_ referenceKW: Double) -> Double {
      self.room(referenceKW: referenceKW, air: air, supplyC: parameters.leastSupplyC)
        .least(marginK: marginK)
    }
    if room(most) >= 0 { return most }
    if room(0) < 0 { return 0 }
    return Root.bracketed(0, most, tolerance: 1e-8 * most, room)
  }

  /// As above, with quantities.
  public func headroom(air: AmbientAir, marginK: Double = 0) -> Power {
    .kilowatts(headroomKW(air: air, marginK: marginK))
  }

  /// The headroom over nominal IT power.
  public func headroomFraction(air: AmbientAir, marginK: Double = 0) -> Double {
    headroomKW(air: air, marginK: marginK) / nominalITKW
  }

  /// How far the limits are, without the figures that do not bear on them.
  func room(referenceKW: Double, air: AmbientAir, supplyC: Double) -> LimitRoom {
    let load = settled(referenceW: 1000 * referenceKW, air: air, supplyC: supplyC)
    var chilledWaterC = parameters.chilledWaterC
    if hasCoolCircuit {
      let (heatW, fanW) = airSide.load(itWatts: load.itW)
      chilledWaterC = cool.supply(coolDemand(heatW: heatW + fanW, storageW: 0), in: air)
    }
    return room(
      facilityC: load.facilityC, coolantC: load.coolantSupplyC, gpuC: load.gpuC,
      chilledWaterC: chilledWaterC)
  }
}
