import GridPricing

/// What a plan leaves free, and where a job that has no place would find one.
struct ConflictRoom {
  let problem: Problem
  let compiled: CompiledProblem
  /// GPUs nobody holds, by pool and slot.
  private var freeGPUs: [Int32]
  /// kW of IT power under the grid limits, by site and slot; infinite without a limit. Unlike the
  /// compiled room it is a number wherever there is a limit: more GPUs would draw from it. A battery
  /// counts with its power, as if it were never empty.
  private var freeKW: [Double]
  /// kW of IT power that can be cooled, by site and slot; infinite at a fixed PUE.
  private var coolableKW: [Double]
  /// GPUs that may still start at a slot's edge, by site and slot.
  private var freeStarts: [Int32]
  private let builder: OptionBuilder
  /// States that the programme for costly interruptions may have.
  private static let mostStates = 100_000

  init(_ problem: Problem, _ placements: [Placement]) {
    self.problem = problem
    compiled = problem.compiled
    builder = problem.optionBuilder
    freeGPUs = compiled.capacity
    freeStarts = compiled.startRoom
    freeKW = problem.sites.indices.flatMap { Self.gridRoomKW(problem, site: $0) }
    coolableKW = problem.signals.flatMap { signals in
      let most = signals.headroomKW ?? signals.fixedKW.map { _ in .infinity }
      return zip(most, signals.fixedKW).map { $0 + CompiledProblem.powerTolerance($0) - $1 }
    }
    for placement in placements where placement.isPlaced {
      let option = compiled.options[Int(placement.option)]
      hold(ConflictFit(placement, option), option)
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

  /// Takes what a job holds.
  mutating func hold(_ fit: ConflictFit, _ option: CompiledOption) {
    let row = option.site * compiled.slotCount
    fit.forEachSlot { slot, gpus, part in
      let kW = option.addedKWPerGPU * Double(gpus) * part
      freeGPUs[option.pool * compiled.slotCount + slot] -= gpus
      freeKW[row + slot] -= kW
      coolableKW[row + slot] -= kW
    }
    fit.forEachStart { freeStarts[row + $0] -= $1 }
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

  func freeStarts(_ option: CompiledOption, _ slot: Int) -> Int {
    Int(freeStarts[option.site * compiled.slotCount + slot])
  }

  /// GPUs, and IT power under the grid limits and that can be cooled.
  struct Lack {
    var gpus: Int
    var kW: Double
    var coolingKW: Double
    var isNothing: Bool { gpus == 0 && kW == 0 && coolingKW == 0 }
  }

  /// What the job lacks in a slot of which it uses a part. GPUs that are added draw idle power.
  func lack(
    _ option: CompiledOption, _ slot: Int, gpus: Int32, part: Double, addedGPUs: Int? = nil
  ) -> Lack {
    let missing = max(0, Int(gpus) - freeGPUs(option, slot))
    let pool = problem.sites[option.site].pools[compiled.poolNumber[option.pool]]
    let needed =
      option.addedKWPerGPU * Double(gpus) * part
      + Double(addedGPUs ?? missing) * pool.idlePowerPerGPU.kilowatts
    return Lack(
      gpus: missing, kW: max(0, needed - freeKW(option, slot)),
      coolingKW: max(0, needed - coolableKW(option, slot)))
  }

  /// How many GPUs too many would begin at a slot's edge.
  func startLack(_ option: CompiledOption, _ slot: Int, gpus: Int32) -> Int {
    max(0, Int(gpus) - freeStarts(option, slot))
  }

  // MARK: A later deadline

  /// A place, and the option that it belongs to.
  struct Place {
    var option: CompiledOption
    var fit: ConflictFit
    /// The end of the last run, rounded up to a millisecond.
    var finish: Instant
  }

  /// The place of a job that ends first, with everything else as planned; nil where there is none
  /// inside the horizon.
  ///
  /// - Parameters:
  ///   - job: as it would have to be, whatever its deadline.
  ///   - edge: before which it may not start.
  func earliest(_ job: Job, from edge: Int, thorough: Bool) -> Place? {
    var builder = builder
    var best: Place?
    for option in builder.options(of: job, index: 0) {
      guard let option = option.clipped(to: edge...compiled.slotCount),
        let fit = fit(
          option, builder.levels, thorough: thorough,
          isOpen: { lack(option, $0, gpus: $1, part: $2).isNothing },
          mayAdd: { startLack(option, $0, gpus: $1) == 0 })
      else { continue }
      let place = Place(option: option, fit: fit, finish: finish(fit))
      if place.finish < best?.finish ?? place.finish.advanced(byHours: 1) { best = place }
    }
    return best
  }

  /// The earliest start of a job in one piece at its first count and full power, at the first site where
  /// that is; nil where it ends too late everywhere.
  func runNow(_ job: Job, from edge: Int) -> Assignment? {
    var best: (option: CompiledOption, run: Range<Int>)?
    for option in builder.nominalOptions(of: job, index: 0) {
      guard let option = option.clipped(to: edge...compiled.slotCount)?.inOnePiece,
        option.firstSlot <= option.latestStart,
        let run = fit(
          option, [], thorough: false,
          isOpen: { lack(option, $0, gpus: $1, part: $2).isNothing },
          mayAdd: { startLack(option, $0, gpus: $1) == 0 })?.runs[0]
      else { continue }
      if best == nil || run.lowerBound < best!.run.lowerBound { best = (option, run) }
    }
    return best.map {
      Assignment(
        site: $0.option.site, pool: compiled.poolNumber[$0.option.pool], runs: [$0.run],
        gpus: [Int($0.option.gpus)])
    }
  }

  func fit(
    _ option: CompiledOption, _ levels: [ElasticLevel], thorough: Bool,
    isOpen: (Int, Int32, Double) -> Bool, mayAdd: (Int, Int32) -> Bool
  ) -> ConflictFit? {
    ConflictFit(
      option, levels: levels[option.levels], slotCount: compiled.slotCount,
      mostStates: thorough ? Self.mostStates : 0, isOpen: isOpen, mayAdd: mayAdd)
  }

  private func finish(_ fit: ConflictFit) -> Instant {
    let end = Double(fit.lastSlot) + fit.lastFraction
    let milliseconds = (end * Double(problem.horizon.slotMilliseconds) - 1e-3).rounded(.up)
    return Instant(milliseconds: problem.horizon.start.milliseconds + Int64(milliseconds))
  }
}

extension JobWindow {
  /// One past the last slot that any part of the job may touch.
  func endSlot(in slotCount: Int) -> Int {
    min(slotCount, max(firstSlot + 1, Int((deadlineSlots - deadlineTolerance).rounded(.up))))
  }
}
