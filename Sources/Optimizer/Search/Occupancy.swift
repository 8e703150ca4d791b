/// What a schedule leaves free, slot by slot.
struct Occupancy {
  let problem: CompiledProblem
  /// GPUs nobody holds, by pool and slot.
  private(set) var freeGPUs: [Int32]
  /// kW that jobs may still add, by site and slot; infinite without a limit.
  private(set) var freeKW: [Double]

  init(_ problem: CompiledProblem) {
    self.problem = problem
    freeGPUs = problem.capacity
    freeKW = problem.powerRoomKW
  }

  mutating func add(_ placement: Placement) { change(placement, sign: -1) }
  mutating func remove(_ placement: Placement) { change(placement, sign: 1) }

  private mutating func change(_ placement: Placement, sign: Int32) {
    guard placement.isPlaced else { return }
    let option = problem.options[Int(placement.option)]
    let row = option.pool * problem.slotCount
    let gpus = sign * option.gpus
    if placement.slots.isEmpty {
      let first = row + Int(placement.start)
      for index in first..<first + Int(placement.count) { freeGPUs[index] &+= gpus }
    } else {
      for slot in placement.slots { freeGPUs[row + Int(slot)] &+= gpus }
    }
    if problem.isPowerLimited[option.site] { changePower(placement, option, Double(sign)) }
  }

  private mutating func changePower(
    _ placement: Placement, _ option: CompiledOption, _ sign: Double
  ) {
    let row = option.site * problem.slotCount
    placement.forEachSlot { slot, part in
      freeKW[row + slot] += sign * part * option.addedKW
    }
  }
}
