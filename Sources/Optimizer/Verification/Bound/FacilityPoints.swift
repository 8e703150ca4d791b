import GridPricing

/// Points whose mixtures hold every state that a plant can be in, slot by slot.
struct FacilityPoints {
  let bySlot: [[FacilityPoint]]

  init(_ site: SiteFacts, _ facts: ScenarioFacts) {
    let hungriestKW = Self.hungriestKW(site, facts.jobs)
    let loads = facts.slots.map { Self.loads(site, hungriestKW, $0) }
    // Weather and idle GPUs often stay the same for several slots, which share their points then.
    var distinct: [Int] = []
    let shared = facts.slots.map { slot in
      let isNew = distinct.last.map { last in
        loads[slot] != loads[last] || !site.cooling.isSame(in: slot, as: last)
      }
      if isNew ?? true { distinct.append(slot) }
      return distinct.count - 1
    }
    let points = facts.blocks.map(distinct.count) { [distinct] number in
      Self.points(site, loads: loads[distinct[number]], in: distinct[number])
    }
    bySlot = shared.map { points[$0] }
  }

  private static func points(
    _ site: SiteFacts, loads: ClosedRange<Double>, in slot: Int
  ) -> [FacilityPoint] {
    switch site.cooling {
    case .fixedPUE(let pue):
      [loads.lowerBound, loads.upperBound].map {
        FacilityPoint(referenceKW: $0, facilityKW: pue * $0)
      }
    case .liquid(let liquid):
      if let tank = site.tank {
        TankPoints(liquid, tank, loads: loads, in: slot).points
      } else {
        CurvePoints(liquid, loads: loads, in: slot).points
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
