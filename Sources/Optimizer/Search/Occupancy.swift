/// What a schedule leaves free, slot by slot.
struct Occupancy {
  let problem: CompiledProblem
  /// GPUs nobody holds, by pool and slot.
  private(set) var freeGPUs: [Int32]
  /// kW that jobs may still add, by site and slot; infinite without a limit.
  private(set) var freeKW: [Double]
  /// GPUs that may still start at a slot's edge, by site and slot.
  private(set) var freeStarts: [Int32]

  init(_ problem: CompiledProblem) {
    self.problem = problem
    freeGPUs = problem.capacity
    freeKW = problem.powerRoomKW
    freeStarts = problem.hasStartRamps ? problem.startRoom : []
  }

  mutating func add(_ placement: Placement) { change(placement, sign: -1) }
  mutating func remove(_ placement: Placement) { change(placement, sign: 1) }

  private mutating func change(_ placement: Placement, sign: Int32) {
    guard placement.isPlaced else { return }
    let option = problem.options[Int(placement.option)]
    let row = option.pool * problem.slotCount
    let gpus = sign * option.gpus
    if !placement.counts.isEmpty {
      placement.forEachCount { slot, count, _ in freeGPUs[row + slot] &+= sign * count }
    } else if placement.slots.isEmpty {
      let first = row + Int(placement.start)
      for index in first..<first + Int(placement.count) { freeGPUs[index] &+= gpus }
    } else {
      for slot in placement.slots { freeGPUs[row + Int(slot)] &+= gpus }
    }
    if problem.hasStartRamps { changeStarts(placement, option, sign) }
    if problem.isPowerLimited[option.site] { changePower(placement, option, Double(sign)) }
  }

  /// Adds the starts of a placement and nothing else, or takes them away.
  mutating func addStarts(of placement: Placement, sign: Int32) {
    guard problem.hasStartRamps, placement.isPlaced else { return }
    changeStarts(placement, problem.options[Int(placement.option)], -sign)
  }

  private mutating func changeStarts(
    _ placement: Placement, _ option: CompiledOption, _ sign: Int32
  ) {
    var end = option.isRunning ? 0 : -1
    var held = option.isRunning ? Int32.max : 0
    for (run, gpus) in zip(placement.runs, placement.gpusByRun(option)) {
      let added = gpus - (run.lowerBound == end ? held : 0)
      if added > 0 {
        freeStarts[option.site * problem.slotCount + run.lowerBound] &+= sign * added
      }
      (end, held) = (run.upperBound, gpus)
    }
  }

  /// Whether a run of an option may begin at a slot's edge.
  @inline(__always)
  func mayStart(_ option: CompiledOption, at slot: Int) -> Bool {
    mayAdd(option.gpus, option, at: slot) || (option.isRunning && slot == 0)
  }

  /// Whether so many GPUs of an option may be added at a slot's edge.
  @inline(__always)
  func mayAdd(_ gpus: Int32, _ option: CompiledOption, at slot: Int) -> Bool {
    freeStarts.isEmpty || freeStarts[option.site * problem.slotCount + slot] >= gpus
  }

  var isWithinRoom: Bool {
    freeGPUs.allSatisfy { $0 >= 0 } && freeKW.allSatisfy { $0 >= -1e-6 }
      && freeStarts.allSatisfy { $0 >= 0 }
  }

  private mutating func changePower(
    _ placement: Placement, _ option: CompiledOption, _ sign: Double
  ) {
    let row = option.site * problem.slotCount
    placement.forEachSlot(option) { slot, part in
      freeKW[row + slot] += sign * part * option.addedKW
    }
  }
}
