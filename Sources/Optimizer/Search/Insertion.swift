/// Finds the cheapest place for one job among what is free.
///
/// O(window) for a job in one piece: one pass that remembers the last slot that is taken.
struct Insertion {
  let problem: CompiledProblem
  private var preemptible = PreemptibleAgent()
  private var elastic = ElasticAgent()
  private var lagrangian = LagrangianAgent()
  /// By option, at actual costs and at prices: what a slot of work was worth in its last answer.
  private var workPrices: [Double?]
  /// By job: the option of its last answer; −1 before.
  private var lastOption: [Int32]
  private var chosen: [Int32] = []
  private var window = WindowCosts()
  /// What crowded slots cost; nil where none may be crowded.
  var congestion: Congestion?
  /// The most runs that the restart agent looks at, in falling order: the first that keeps to
  /// `mostStates` counts.
  private static let runLimits = [nil, 12, 6, 3, 2]
  /// Fewer where many jobs share the time.
  private let mostStates: Int
  /// Labels of a malleable job in a slot; fewer, too.
  private let mostLabels: Int
  /// Looks at fewer schedules of jobs that restart or change their count.
  var isBrief = false
  private static let mostBriefStates = 2_000
  /// Share of its cost by which a place of such a job may miss the cheapest one.
  var tolerance = 0.0
  /// Jobs whose interruptions cost something are placed in one piece: there is no time for more.
  var isHasty = false

  /// Job answers so far: one for a job in one piece, and in proportion to their work for others.
  private(set) var work = 0
  /// Chance of passing over a place that would be the best so far.
  var blink = 0.0
  private var random: RandomSource

  init(_ problem: CompiledProblem, seed: UInt64 = 0) {
    self.problem = problem
    mostStates = min(400_000, max(4_000, 10_000_000 / max(1, problem.jobs.count)))
    mostLabels = max(8, min(1_000 / max(1, problem.jobs.count), 256))
    workPrices = [Double?](repeating: nil, count: 2 * problem.options.count)
    lastOption = [Int32](repeating: -1, count: problem.jobs.count)
    random = RandomSource(seed: seed)
  }

  /// The cheapest placement by `rows` that `occupancy` has room for; nil where there is none.
  ///
  /// The `cost` of the result is counted by `rows`, by `loads` at sites whose cost depends on their
  /// load, and by `congestion` where there is some.
  mutating func best(
    _ job: CompiledJob, _ occupancy: borrowing Occupancy, _ rows: PriceRows,
    _ loads: SiteLoads? = nil, between edges: Range<Int>? = nil, urgency: Urgency? = nil
  ) -> Placement? {
    if let edges, edges.isEmpty { return nil }
    var best: Placement?
    let isSorted = loads == nil && !rows.cheapestFirst.isEmpty
    // Where answers take long, a good one at once spares most of the others.
    let isSlow = job.options.count > 1 && job.options.contains { problem.options[$0].isSlow }
    let number = problem.options[job.options.lowerBound].job
    let preferred = isSlow ? Int(lastOption[number]) : -1
    defer { if isSlow, let best { lastOption[number] = best.option } }
    for position in job.options.lowerBound - (preferred < 0 ? 0 : 1)..<job.options.upperBound {
      let isFirst = position < job.options.lowerBound
      let number = isFirst ? preferred : isSorted ? Int(rows.cheapestFirst[position]) : position
      if !isFirst, number == preferred { continue }
      if !isFirst, isSorted, let best, rows.leastCosts[number] >= best.cost { break }
      let whole = problem.options[number]
      guard
        var option = edges.map({ whole.clipped(to: $0.lowerBound...$0.upperBound) }) ?? whole
      else { continue }
      if let urgency { option.hurry(urgency) }
      let limit = (best?.cost ?? .infinity) - option.ownCost
      guard var found = place(number, option, occupancy, rows, loads, limit: limit) else {
        continue
      }
      found.cost += option.ownCost
      if best == nil || found.cost < best!.cost { best = found }
    }
    return best
  }

  /// - Parameter limit: a place that costs as much is of no use.
  private mutating func place(
    _ number: Int, _ option: CompiledOption, _ occupancy: borrowing Occupancy, _ rows: PriceRows,
    _ loads: SiteLoads?, limit: Double
  ) -> Placement? {
    let loads = problem.facilities[option.site] == nil ? nil : loads
    work += 1
    if !option.levels.isEmpty {
      return resizable(number, option, occupancy, rows, loads, limit: limit)
    }
    switch option.interruption {
    case .never: return onePiece(number, option, occupancy, rows, loads)
    case .free: return anySlots(number, option, occupancy, rows, loads)
    case .costly: return runs(number, option, occupancy, rows, loads, limit: limit)
    }
  }

  private mutating func onePiece(
    _ number: Int, _ option: CompiledOption, _ occupancy: borrowing Occupancy, _ rows: PriceRows,
    _ loads: SiteLoads?
  ) -> Placement? {
    let found: (start: Int, cost: Double)?
    if loads != nil || congestion != nil {
      window.take(option, problem, rows, loads, congestion)
      found = window.oneRun(option, problem, occupancy, blink: blink, random: &random)
    } else {
      found = Self.oneRun(option, problem, occupancy, rows, blink: blink, random: &random)
    }
    guard let (start, cost) = found else { return nil }
    return Placement(
      option: Int32(number), start: Int32(start), count: Int32(option.slots),
      lastFraction: option.lastFraction, cost: cost)
  }

  /// The cheapest start of a run in one piece.
  private static func oneRun(
    _ option: CompiledOption, _ problem: CompiledProblem, _ occupancy: borrowing Occupancy,
    _ rows: PriceRows, blink: Double, random: inout RandomSource
  ) -> (start: Int, cost: Double)? {
    let isLimited = problem.isPowerLimited[option.site]
    let gpuRow = option.pool * problem.slotCount
    let powerRow = option.site * problem.slotCount
    let energyRow = rows.energyRow(option)
    let priceRow = rows.gpuRow(option)
    let gpus = Double(option.gpus)
    var best = Double.infinity
    var bestStart = -1
    return unsafe occupancy.freeGPUs.withUnsafeBufferPointer { free in
      unsafe occupancy.freeKW.withUnsafeBufferPointer { freeKW in
        unsafe rows.energy.withUnsafeBufferPointer { energy in
          unsafe rows.gpu.withUnsafeBufferPointer { gpu in
            // The first slot after the last one that is taken; starts before it are out.
            var open = option.firstSlot
            let last = option.slots - 1
            let isSimple = occupancy.freeStarts.isEmpty && option.latenessPerSlot == 0
            if !isLimited && option.lastFraction == 1 && isSimple {
              let row = unsafe free.baseAddress! + gpuRow
              let needed = option.gpus
              let kW = option.addedKW
              let energyEnd = unsafe energy.baseAddress! + energyRow + 1
              let energyStart = unsafe energy.baseAddress! + energyRow - last
              let gpuEnd = unsafe gpu.baseAddress! + priceRow + 1
              let gpuStart = unsafe gpu.baseAddress! + priceRow - last
              // A slot that is taken rules out every start before it: runs are looked at from behind.
              // From the start up to `known` all slots are free.
              var start = option.firstSlot
              var known = start
              while start <= option.latestStart {
                let end = start + last
                var slot = end
                while unsafe slot >= known && row[slot] >= needed { slot -= 1 }
                let isOpen = slot < known
                known = end + 1
                guard isOpen else {
                  start = slot + 1
                  continue
                }
                let cost =
                  unsafe kW * (energyEnd[end] - energyStart[end])
                  + gpus * (gpuEnd[end] - gpuStart[end])
                if cost < best, blink == 0 || random.unit() >= blink {
                  best = cost
                  bestStart = start
                }
                start += 1
              }
              return bestStart < 0 ? nil : (bestStart, best)
            }
            let part = 1 - option.lastFraction
            for slot in option.firstSlot..<option.endSlot {
              if unsafe free[gpuRow + slot] < option.gpus {
                open = slot + 1
                if open > option.latestStart { break }
                continue
              }
              var isWhole = true
              if isLimited {
                let room = unsafe freeKW[powerRow + slot]
                // Too little for a whole slot; a last, partial slot may still fit.
                isWhole = room >= option.addedKW
                guard isWhole || room >= option.addedKW * option.lastFraction else {
                  open = slot + 1
                  continue
                }
              }
              let start = slot - last
              if start >= open {
                let cost =
                  unsafe Self.cost(
                    start, last, part, option.addedKW, gpus, energy.baseAddress! + energyRow,
                    gpu.baseAddress! + priceRow)
                  + option.lateness(in: slot, after: option.lastFraction)
                if cost < best, occupancy.mayStart(option, at: start),
                  blink == 0 || random.unit() >= blink
                {
                  best = cost
                  bestStart = start
                }
              }
              if !isWhole { open = slot + 1 }
            }
            return bestStart < 0 ? nil : (bestStart, best)
          }
        }
      }
    }
  }

  @inline(__always)
  private static func cost(
    _ start: Int, _ last: Int, _ unusedPart: Double, _ kW: Double, _ gpus: Double,
    _ energy: UnsafePointer<Double>, _ gpu: UnsafePointer<Double>
  ) -> Double {
    let end = unsafe energy[start + last + 1]
    var used = unsafe end - energy[start]
    if unusedPart > 0 { used -= unsafe unusedPart * (end - energy[start + last]) }
    return unsafe kW * used + gpus * (gpu[start + last + 1] - gpu[start])
  }

  private mutating func anySlots(
    _ number: Int, _ option: CompiledOption, _ occupancy: borrowing Occupancy, _ rows: PriceRows,
    _ loads: SiteLoads?
  ) -> Placement? {
    work += (option.endSlot - option.firstSlot) / 32
    let hasWindow = loads != nil || congestion != nil
    if hasWindow { window.take(option, problem, rows, loads, congestion) }
    let view = SlotView(option, problem, rows)
    let costs = hasWindow ? window : nil
    let cost = unsafe occupancy.freeGPUs.withUnsafeBufferPointer { free in
      unsafe occupancy.freeKW.withUnsafeBufferPointer { freeKW in
        func isOpen(_ slot: Int, _ part: Double) -> Bool {
          unsafe free[view.gpuIndex + slot] >= option.gpus
            && (!view.isLimited || freeKW[view.powerIndex + slot] >= option.addedKW * part)
        }
        guard let costs else {
          return preemptible.answer(
            option, isOpen: isOpen, fullCost: { view.fullCost($0) },
            lastCost: { view.lastCost($0, option.lastFraction) }, chosen: &chosen)
        }
        return unsafe costs.full.withUnsafeBufferPointer { full in
          unsafe costs.last.withUnsafeBufferPointer { last in
            preemptible.answer(
              option, isOpen: isOpen, fullCost: { unsafe full[$0] },
              lastCost: {
                unsafe last[$0] + option.lateness(in: $0, after: option.lastFraction)
              }, chosen: &chosen)
          }
        }
      }
    }
    guard let cost else { return nil }
    return Self.placement(number, slots: chosen, option.lastFraction, cost)
  }

  private mutating func resizable(
    _ number: Int, _ option: CompiledOption, _ occupancy: borrowing Occupancy, _ rows: PriceRows,
    _ loads: SiteLoads?, limit: Double
  ) -> Placement? {
    let isFree = option.interruption == .free && option.resize == 0
    var best: Placement?
    if !isFree, !option.isRunning {
      let levels = problem.levels[option.levels]
      best = heuristic(number, option, levels, occupancy, rows, loads, limit: limit)
      if isHasty || isBrief { return best }
    }
    return exact(number, option, occupancy, rows, loads, limit: best?.cost ?? limit) ?? best
  }

  private mutating func exact(
    _ number: Int, _ option: CompiledOption, _ occupancy: borrowing Occupancy, _ rows: PriceRows,
    _ loads: SiteLoads?, limit: Double
  ) -> Placement? {
    let labels = isHasty || isBrief ? 0 : mostLabels
    work += (option.endSlot - option.firstSlot) * option.levels.count * (labels + 4) / 8
    let view = SlotView(option, problem, rows, loads, congestion)
    let room = SlotRoom(option, view, occupancy)
    let answer = elastic.answer(
      option, levels: problem.levels[option.levels], slotCount: problem.slotCount,
      mostLabels: labels, limit: limit, tolerance: tolerance,
      isOpen: { room.isOpen($0, gpus: $1, part: $2) }, mayAdd: { room.mayAdd($1, in: $0) },
      cost: { view.cost(of: $1, in: $0, part: $2) })
    guard let answer else { return nil }
    return Self.placement(
      number, option, answer.slots, answer.counts, answer.lastFraction, answer.cost)
  }

  /// A good schedule of a job that restarts or changes its count.
  private mutating func heuristic(
    _ number: Int, _ option: CompiledOption, _ levels: ArraySlice<ElasticLevel>,
    _ occupancy: borrowing Occupancy, _ rows: PriceRows, _ loads: SiteLoads?, limit: Double
  ) -> Placement? {
    let slots = option.elasticSlots(problem.slotCount)
    work += slots.count * levels.count / 8
    let view = SlotView(option, problem, rows, loads, congestion)
    let room = SlotRoom(option, view, occupancy)
    let place = 2 * number + (rows.isPriced ? 1 : 0)
    lagrangian.workPrice = workPrices[place]
    let answer = lagrangian.answer(
      option, levels: levels, slots: slots, limit: limit,
      isOpen: { room.isOpen($0, gpus: $1, part: $2) }, mayAdd: { room.mayAdd($1, in: $0) },
      cost: { view.cost(of: $1, in: $0, part: $2) })
    workPrices[place] = lagrangian.workPrice
    guard let answer else { return nil }
    return Self.placement(
      number, option, answer.slots, answer.counts, answer.lastFraction, answer.cost)
  }

  private static func placement(
    _ number: Int, _ option: CompiledOption, _ slots: [Int32], _ counts: [Int32],
    _ lastFraction: Double, _ cost: Double
  ) -> Placement {
    var placement = placement(number, slots: slots, lastFraction, cost)
    if counts.contains(where: { $0 != option.gpus }) { placement.counts = counts }
    return placement
  }

  private mutating func runs(
    _ number: Int, _ option: CompiledOption, _ occupancy: borrowing Occupancy, _ rows: PriceRows,
    _ loads: SiteLoads?, limit: Double
  ) -> Placement? {
    if isHasty, !option.isRunning {
      return onePiece(number, option.inOnePiece, occupancy, rows, loads)
    }
    var best: Placement?
    if !option.isRunning {
      let level = ElasticLevel(gpus: option.gpus, speed: 1)
      best = heuristic(number, option, [level], occupancy, rows, loads, limit: limit)
      if isBrief { return best }
    }
    // The first run of a job that runs already may be a resumption: it always asks its agent.
    let agent = Self.runLimits.lazy.compactMap { RestartingAgent(option, mostRuns: $0) }
      .first { $0.size <= (isBrief ? Self.mostBriefStates : mostStates) }
    guard let agent else {
      guard best == nil, let whole = option.inOnePiece(between: nil) else { return best }
      return onePiece(number, whole, occupancy, rows, loads)
    }
    work += agent.size / 64
    let view = SlotView(option, problem, rows, loads, congestion)
    let free = occupancy.freeGPUs
    let freeKW = occupancy.freeKW
    let answer = agent.answer(
      isOpen: { slot, part in
        free[view.gpuIndex + slot] >= option.gpus
          && (!view.isLimited || freeKW[view.powerIndex + slot] >= option.addedKW * part)
      }, mayStart: { occupancy.mayStart(option, at: $0) }, fullCost: { view.fullCost($0) },
      lastCost: { view.lastCost($0, $1) })
    guard let answer, answer.cost < best?.cost ?? .infinity else { return best }
    chosen.removeAll(keepingCapacity: true)
    for run in answer.runs {
      for slot in run.start..<run.start + run.count { chosen.append(Int32(slot)) }
    }
    return Self.placement(number, slots: chosen, answer.lastFraction, answer.cost)
  }

  private static func placement(
    _ number: Int, slots: [Int32], _ lastFraction: Double, _ cost: Double
  ) -> Placement {
    var placement = Placement(
      option: Int32(number), slots: slots, lastFraction: lastFraction)
    placement.cost = cost
    return placement
  }
}

/// What a schedule leaves free, slot by slot, where an option may run.
private struct SlotRoom {
  private let gpus: [Int32]
  private let kW: [Double]
  private let starts: [Int32]
  private let view: SlotView
  private let kWPerGPU: Double

  init(_ option: CompiledOption, _ view: SlotView, _ occupancy: borrowing Occupancy) {
    gpus = occupancy.freeGPUs
    kW = occupancy.freeKW
    starts = occupancy.freeStarts
    self.view = view
    kWPerGPU = option.addedKWPerGPU
  }

  /// Whether so many GPUs may be held for so large a part of a slot.
  @inline(__always)
  func isOpen(_ slot: Int, gpus count: Int32, part: Double) -> Bool {
    gpus[view.gpuIndex + slot] >= count
      && (!view.isLimited || kW[view.powerIndex + slot] >= kWPerGPU * Double(count) * part)
  }

  /// Whether so many GPUs may be added at a slot's edge.
  @inline(__always)
  func mayAdd(_ count: Int32, in slot: Int) -> Bool {
    starts.isEmpty || starts[view.powerIndex + slot] >= count
  }
}

extension CompiledOption {
  /// Whether finding the cheapest place is more than a look at each slot.
  fileprivate var isSlow: Bool {
    if !levels.isEmpty { return true }
    if case .costly = interruption { return true }
    return false
  }
}
