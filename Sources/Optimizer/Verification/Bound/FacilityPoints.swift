/// One way to run the plant of a site through a slot.
struct FacilityPoint {
  /// Reference power that jobs add.
  var jobKW: Double
  var facilityKW: Double
  var waterLPerHour = 0.0
  /// Heat that the tank takes; negative where it gives.
  var storageKW = 0.0
}

/// Points whose mixtures hold every state that a plant can be in, slot by slot.
struct FacilityPoints {
  let site: SiteFacts
  /// By pool: what one GPU adds at most.
  let hungriestKW: [Double]

  init(_ site: SiteFacts, hungriestKW: [Double]) {
    self.site = site
    self.hungriestKW = hungriestKW
  }

  func inSlot(_ slot: Int) -> [FacilityPoint] {
    let fixedKW = site.fixedKW[slot]
    let jobKW = mostJobKW(slot)
    switch site.cooling {
    case .fixedPUE(let pue):
      return [0, jobKW].map { FacilityPoint(jobKW: $0, facilityKW: pue * (fixedKW + $0)) }
    }
  }

  /// All GPUs of the slot running the hungriest jobs.
  private func mostJobKW(_ slot: Int) -> Double {
    zip(hungriestKW, site.available).reduce(0) { $0 + $1.0 * Double($1.1[slot]) }
  }
}
