/// Points whose mixtures hold every state that a plant can be in, slot by slot.
struct FacilityPoints {
  private(set) var bySlot: [[FacilityPoint]] = []

  init(_ site: SiteFacts, _ facts: ScenarioFacts) {
    let hungriestKW = Self.hungriestKW(site, facts.jobs)
    var latest: (loads: ClosedRange<Double>, air: AmbientAir)?
    for slot in facts.slots {
      let loads = Self.loads(site, hungriestKW, slot)
      switch site.cooling {
      case .fixedPUE(let pue):
        bySlot.append(
          [loads.lowerBound, loads.upperBound].map {
            FacilityPoint(referenceKW: $0, facilityKW: pue * $0)
          })
      case .liquid(let liquid):
        // Weather and idle GPUs often stay the same for several slots.
        if let latest, latest == (loads, liquid.air[slot]) {
          bySlot.append(bySlot[slot - 1])
        } else if let tank = site.tank {
          bySlot.append(TankPoints(liquid, tank, loads: loads, in: slot).points)
        } else {
          bySlot.append(CurvePoints(liquid, loads: loads, in: slot).points)
        }
        latest = (loads, liquid.air[slot])
      }
    }
  }

  /// From base load and idle GPUs to all GPUs running the hungriest jobs, or what the plant can cool.
  private static func loads(
    _ site: SiteFacts, _ hungriestKW: [Double], _ slot: Int
  ) -> ClosedRange<Double> {
    let fixedKW = site.fixedKW[slot]
    var most = fixedKW
    for (kW, gpus) in zip(hungriestKW, site.available) { most += kW * Double(gpus[slot]) }
    if let liquid = site.cooling.liquid { most = min(most, liquid.headroomKW[slot]) }
    return fixedKW...max(fixedKW, most)
  }

  /// By pool: what one GPU adds at most, running the hungriest job that may use it.
  private static func hungriestKW(_ site: SiteFacts, _ jobs: [Job]) -> [Double] {
    var numbers: [String: Int] = [:]
    for (number, pool) in site.pools.enumerated() { numbers[pool.id] = number }
    var hungriest = site.pools.map { _ in 0.0 }
    for job in jobs {
      guard let number = numbers[job.pool], site.allows(job) else { continue }
      let added = (job.powerPerGPU.watts - site.pools[number].idlePowerPerGPU.watts) / 1000
      hungriest[number] = max(hungriest[number], added)
    }
    return hungriest
  }
}
