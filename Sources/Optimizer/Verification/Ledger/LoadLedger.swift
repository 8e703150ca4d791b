/// What the jobs hold at one site, slot by slot.
struct LoadLedger {
  /// Base load and idle GPUs.
  let fixedKW: [Double]
  /// The power that jobs add, at the reference temperature of the GPUs.
  private(set) var jobKW: [Double]
  /// By pool and slot.
  private(set) var gpusInUse: [[Int]]

  init(_ site: SiteFacts) {
    fixedKW = site.fixedKW
    jobKW = fixedKW.map { _ in 0 }
    gpusInUse = site.available.map { $0.map { _ in 0 } }
  }

  /// - Parameter addedKW: what each running GPU adds to its idle power.
  mutating func add(_ held: HeldSlots, addedKW: Double) {
    held.forEachPart { slot, gpus, part in
      gpusInUse[held.place.pool][slot] += gpus
      jobKW[slot] += Double(gpus) * addedKW * part
    }
  }

  func referenceKW(_ slot: Int) -> Double { fixedKW[slot] + jobKW[slot] }

  /// The part that some power has in a slot's figures; none where nothing draws power.
  func part(of kW: Double, in slot: Int) -> Double {
    referenceKW(slot) > 0 ? kW / referenceKW(slot) : 0
  }

  /// The part that no job causes.
  func unallocatedPart(in slot: Int) -> Double {
    referenceKW(slot) > 0 ? fixedKW[slot] / referenceKW(slot) : 1
  }
}
