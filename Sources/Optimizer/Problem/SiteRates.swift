import GridPricing

/// What one site's slots cost and leave room for, for ``CompiledProblem``.
struct SiteRates {
  /// Currency for one kW of IT power through a slot.
  private(set) var slotCost: [Double] = []
  /// What the site costs without jobs, where its cost is proportional to its load.
  private(set) var fixedCost = 0.0
  /// IT power that jobs may add, in kW; infinite without a limit.
  private(set) var roomKW: [Double] = []
  /// The same with idle storages.
  private(set) var idleRoomKW: [Double] = []
  /// Nil where the cost is proportional to the load.
  let facility: CompiledFacility?

  init(
    jobs: [Job], site: Site, signals: SiteSignals, books: SiteBooks, horizon: Horizon,
    objective: Objective, threads: Int
  ) {
    let highest = Self.highestAddedKW(jobs: jobs, site: site, capacity: signals.capacity)
    let carbonPrice = objective.carbonPrice.perKilogram
    let prices = horizon.slots.map { slot in
      signals.pricePerKWh[slot] + (signals.addersPerKWh.isEmpty ? 0 : signals.addersPerKWh[slot])
        + carbonPrice * (signals.carbonKgPerKWh?[slot] ?? 0)
    }
    guard case .fixedPUE(let pue) = site.cooling, !site.hasPlant else {
      facility = CompiledFacility(
        site, signals, books, importCost: prices, highestAddedKW: highest, horizon: horizon,
        threads: threads)
      takeRates(of: facility!, highest, horizon, ParallelBlocks(threads: threads))
      return
    }
    facility = nil
    for slot in horizon.slots {
      let cost = prices[slot] * pue * horizon.slotHours
      slotCost.append(cost)
      fixedCost += cost * signals.fixedKW[slot]
      let limit = signals.gridLimitKW[slot] / pue
      let room = limit + CompiledProblem.powerTolerance(limit) - signals.fixedKW[slot]
      roomKW.append(room >= highest[slot] ? .infinity : max(0, room))
    }
    idleRoomKW = roomKW
  }

  private mutating func takeRates(
    of facility: CompiledFacility, _ highest: [Double], _ horizon: Horizon,
    _ blocks: ParallelBlocks
  ) {
    let supplied = blocks.map(horizon.count, by: 16) { facility.suppliedKW(in: $0) }
    for slot in horizon.slots {
      let fixed = facility.fixedKW[slot]
      let cap = facility.capKW[slot]
      let curves = facility.curves
      let rise = curves.facilityKW(at: cap, in: slot) - curves.facilityKW(at: fixed, in: slot)
      let slope = cap > fixed ? rise / (cap - fixed) : 1
      slotCost.append(facility.importCost[slot] * horizon.slotHours * slope)
      func room(_ limit: Double) -> Double {
        let room = min(cap, limit) + CompiledProblem.powerTolerance(cap) - fixed
        return room >= highest[slot] ? .infinity : max(0, room)
      }
      idleRoomKW.append(room(supplied[slot]))
      // Chords lie above the plant's curve; where a battery may help, the search sees to the limit.
      let most = facility.supplyKW(in: slot) + (facility.battery?.powerKW ?? 0)
      roomKW.append(room(most.isFinite ? curves.loadKW(drawing: most, in: slot) : cap))
    }
  }

  /// The power that jobs could add at most, by slot: every GPU with the hungriest job of its pool.
  private static func highestAddedKW(jobs: [Job], site: Site, capacity: [[Int]]) -> [Double] {
    var highest = [Double](repeating: 0, count: capacity.first?.count ?? 0)
    for (pool, available) in zip(site.pools, capacity) {
      let hungriest = jobs.reduce(pool.idlePowerPerGPU) { power, job in
        job.pool == pool.id && job.mayRun(at: site) ? max(power, job.powerPerGPU) : power
      }
      let perGPU = (hungriest - pool.idlePowerPerGPU).kilowatts
      for slot in highest.indices { highest[slot] += perGPU * Double(available[slot]) }
    }
    return highest
  }
}

extension CompiledFacility {
  /// What grid and sun supply with idle storages.
  fileprivate func supplyKW(in slot: Int) -> Double { gridLimitKW[slot] + solarKW[slot] }

  /// The largest load that may be cooled and supplied with idle storages.
  fileprivate func suppliedKW(in slot: Int) -> Double {
    let supply = supplyKW(in: slot)
    // Between two nodes of the curve lies the largest load.
    let nodes = curves.nodes(in: slot)
    guard let high = nodes.first(where: { curves.facilityKW[$0] > supply }) else {
      return capKW[slot]
    }
    guard high > nodes.lowerBound else { return 0 }
    let loads = curves.loadKW[high - 1]...curves.loadKW[high]
    return books.loadKW(drawing: supply, among: loads, slot: slot)
  }
}

extension Site {
  /// Whether the site has anything but GPUs and a fixed PUE behind its grid connection, so that its cost
  /// is not proportional to its load.
  var hasPlant: Bool {
    if case .fixedPUE = cooling {
      return battery != nil || thermalStorage != nil || solar != nil || rampPerMinute != nil
        || !tariff.demandCharges.isEmpty
    }
    return true
  }
}
