import GridPricing

/// What a plan leaves free, and what a job that has no place lacks there.
struct ConflictRoom {
  let problem: Problem
  private let compiled: CompiledProblem
  /// GPUs nobody holds, by pool and slot.
  private var freeGPUs: [Int32]
  /// kW of IT power under the grid limits, by site and slot; infinite without a limit. Unlike the
  /// compiled room it is a number wherever there is a limit: more GPUs would draw from it. A battery
  /// counts with its power, as if it were never empty.
  private var freeKW: [Double]
  /// kW of IT power that can be cooled, by site and slot; infinite at a fixed PUE.
  private var coolableKW: [Double]
  /// States that the programme for costly interruptions may have.
  private static let mostStates = 100_000

  init(_ problem: Problem, _ placements: [Placement]) {
    self.problem = problem
    compiled = problem.compiled
    freeGPUs = compiled.capacity
    freeKW = problem.sites.indices.flatMap { Self.gridRoomKW(problem, site: $0) }
    coolableKW = problem.signals.flatMap { signals in
      let most = signals.headroomKW ?? signals.fixedKW.map { _ in .infinity }
      return zip(most, signals.fixedKW).map { $0 + CompiledProblem.powerTolerance($0) - $1 }
    }
    for placement in placements where placement.isPlaced {
      let option = compiled.options[Int(placement.option)]
      for run in placement.runs {
        for slot in run {
          let isLast = slot == placement.lastSlot
          let kW = option.addedKW * (isLast ? placement.lastFraction : 1)
          freeGPUs[option.pool * compiled.slotCount + slot] -= option.gpus
          freeKW[option.site * compiled.slotCount + slot] -= kW
          coolableKW[option.site * compiled.slotCount + slot] -= kW
        }
      }
    }
  }

  /// The IT power beside base and idle load that the grid connection allows, by slot.
  private static func gridRoomKW(_ problem: Problem, site number: Int) -> [Double] {
    let site = problem.sites[number]
    let signals = problem.signals[number]
    let facility = problem.compiled.facilities[number]
    return problem.horizon.slots.map { slot in
      let limit = signals.gridLimitKW[slot]
      guard limit.isFinite else { return .infinity }
      guard let facility else {
        let mostKW = limit / site.cooling.pue
        return mostKW + CompiledProblem.powerTolerance(mostKW) - signals.fixedKW[slot]
      }
      let supply = limit + facility.solarKW[slot] + (facility.battery?.powerKW ?? 0)
      let mostKW = facility.curves.loadKW(drawing: supply, in: slot)
      return mostKW + CompiledProblem.powerTolerance(mostKW) - signals.fixedKW[slot]
    }
  }

  // MARK: One slot

  func freeGPUs(_ option: CompiledOption, _ slot: Int) -> Int {
    Int(freeGPUs[option.pool * compiled.slotCount + slot])
  }

  func freeKW(_ option: CompiledOption, _ slot: Int) -> Double {
    freeKW[option.site * compiled.slotCount + slot]
  }

  func coolableKW(_ option: CompiledOption, _ slot: Int) -> Double {
    coolableKW[option.site * compiled.slotCount + slot]
  }

  /// GPUs, and IT power under the grid limits and that can be cooled.
  private struct Lack {
    var gpus: Int
    var kW: Double
    var coolingKW: Double
    var isNothing: Bool { gpus == 0 && kW == 0 && coolingKW == 0 }
  }

  /// What the job lacks in a slot of which it uses a part. GPUs that are added draw idle power.
  private func lack(
    _ option: CompiledOption, _ slot: Int, part: Double, addedGPUs: Int? = nil
  ) -> Lack {
    let gpus = max(0, Int(option.gpus) - freeGPUs(option, slot))
    let pool = problem.sites[option.site].pools[compiled.poolNumber[option.pool]]
    let needed =
      option.addedKW * part + Double(addedGPUs ?? gpus) * pool.idlePowerPerGPU.kilowatts
    return Lack(
      gpus: gpus, kW: max(0, needed - freeKW(option, slot)),
      coolingKW: max(0, needed - coolableKW(option, slot)))
  }

  // MARK: A later deadline

  /// The earliest finish of the job with everything else as planned, whatever its deadline; nil
  /// where there is none inside the horizon.
  ///
  /// O(window) and, with costly interruptions, as often the programme that answers prices as the
  /// window can be halved.
  func earliestFinish(_ job: Int, thorough: Bool) -> Instant? {
    compiled.jobs[job].options.compactMap { earliestFinish(compiled.options[$0], thorough) }.min()
  }

  private func earliestFinish(_ option: CompiledOption, _ thorough: Bool) -> Instant? {
    let horizon = problem.horizon
    func fit(by deadlineSlots: Double) -> ConflictFit? {
      let widened = option.ending(by: deadlineSlots)
      return ConflictFit(widened, mostStates: thorough ? Self.mostStates : 0) { slot, part in
        lack(option, slot, part: part).isNothing
      }
    }
    guard var best = fit(by: Double(horizon.count)) else { return nil }
    guard case .costly = option.interruption, thorough else { return finish(best) }
    var low = option.firstSlot
    while low < best.lastSlot {
      let middle = (low + best.lastSlot) / 2
      if let found = fit(by: Double(middle + 1)) { best = found } else { low = middle + 1 }
    }
    // Restarts change the part that is used of the last slot.
    let second = 1000 / Double(horizon.slotMilliseconds)
    while let found = fit(by: Double(best.lastSlot) + best.lastFraction - second) {
      best = found
    }
    return finish(best)
  }

  /// The end of the last run, rounded up to a millisecond.
  private func finish(_ fit: ConflictFit) -> Instant {
    let end = Double(fit.lastSlot) + fit.lastFraction
    let milliseconds = (end * Double(problem.horizon.slotMilliseconds) - 1e-3).rounded(.up)
    return Instant(milliseconds: problem.horizon.start.milliseconds + Int64(milliseconds))
  }

  // MARK: More GPUs or power

  /// Where the job comes closest to fitting in before its deadline, and what it lacks there.
  struct Gap {
    var option: CompiledOption
    var gpus: Int
    /// IT power under the grid limits.
    var kW: Double
    /// IT power that can be cooled.
    var coolingKW: Double
    /// The slots that lack something, from the first to the last.
    var window: Range<Int>
    /// The share of its GPUs and of its power that the job lacks in the slot that lacks most.
    fileprivate var share: Double
  }

  /// The smallest gap over all pools that the job may use.
  ///
  /// O(window · log window); with costly interruptions as often the programme that answers prices.
  func smallestGap(_ job: Int, thorough: Bool) -> Gap {
    var best: Gap?
    for number in compiled.jobs[job].options {
      let gap = smallestGap(compiled.options[number], thorough)
      if best == nil || gap.share < best!.share { best = gap }
    }
    return best!
  }

  private func smallestGap(_ option: CompiledOption, _ thorough: Bool) -> Gap {
    func share(_ slot: Int, _ part: Double) -> Double {
      let lack = lack(option, slot, part: part)
      let kW = max(lack.kW, lack.coolingKW)
      return Double(lack.gpus) / Double(option.gpus) + kW / max(option.addedKW, 1e-9)
    }
    func fit(_ share: Double, _ shares: [Double], _ parts: [Double]) -> ConflictFit? {
      ConflictFit(option, mostStates: thorough ? Self.mostStates : 0) { slot, part in
        (part == 1 ? shares : parts)[slot - option.firstSlot] <= share
      }
    }
    let slots = option.firstSlot..<option.window.endSlot(in: compiled.slotCount)
    let shares = slots.map { share($0, 1) }
    let parts = slots.map { share($0, option.lastFraction) }
    let steps = Set(shares + parts).sorted()
    var low = 0
    var high = steps.count - 1
    while low < high {
      let middle = (low + high) / 2
      if fit(steps[middle], shares, parts) != nil { high = middle } else { low = middle + 1 }
    }
    let found = fit(steps[high], shares, parts)!
    return gap(option, found, share: steps[high])
  }

  private func gap(_ option: CompiledOption, _ fit: ConflictFit, share: Double) -> Gap {
    var gap = Gap(option: option, gpus: 0, kW: 0, coolingKW: 0, window: 0..<0, share: share)
    for slot in fit.runs.joined() {
      gap.gpus = max(gap.gpus, Int(option.gpus) - freeGPUs(option, slot))
    }
    var short: [Int] = []
    for slot in fit.runs.joined() {
      let part = slot == fit.lastSlot ? fit.lastFraction : 1
      let lack = lack(option, slot, part: part, addedGPUs: gap.gpus)
      gap.kW = max(gap.kW, lack.kW)
      gap.coolingKW = max(gap.coolingKW, lack.coolingKW)
      if !lack.isNothing { short.append(slot) }
    }
    let first = short.first ?? fit.runs[0].lowerBound
    gap.window = first..<(short.last ?? fit.lastSlot) + 1
    return gap
  }
}

extension JobWindow {
  /// One past the last slot that any part of the job may touch.
  func endSlot(in slotCount: Int) -> Int {
    min(slotCount, max(firstSlot + 1, Int((deadlineSlots - deadlineTolerance).rounded(.up))))
  }
}
