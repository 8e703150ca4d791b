/// The rows of one option: what a slot costs the job, and where its slots stand in other arrays.
struct SlotView {
  let gpuIndex: Int
  let powerIndex: Int
  let isLimited: Bool
  private let rows: PriceRows
  /// Where the cost of energy depends on the load of the site.
  private let loads: SiteLoads?
  /// Where a schedule may take more than there is.
  private let congestion: Congestion?
  private let place: Int
  private let energyRow: Int
  private let gpuRow: Int
  private let option: CompiledOption
  private let kW: Double
  private let gpus: Double

  /// - Parameter loads: what the sites carry already, where the cost depends on it.
  init(
    _ option: CompiledOption, _ problem: CompiledProblem, _ rows: PriceRows,
    _ loads: SiteLoads? = nil, _ congestion: Congestion? = nil
  ) {
    let row = loads?.costs.row[option.site] ?? -1
    self.loads = row < 0 ? nil : loads
    self.congestion = congestion
    place = row * problem.slotCount
    gpuIndex = option.pool * problem.slotCount
    powerIndex = option.site * problem.slotCount
    isLimited = problem.isPowerLimited[option.site]
    self.rows = rows
    energyRow = rows.energyRow(option)
    gpuRow = rows.gpuRow(option)
    self.option = option
    kW = option.addedKW
    gpus = Double(option.gpus)
  }

  @inline(__always)
  func fullCost(_ slot: Int) -> Double { partCost(slot, 1) }

  /// The cost of a stretch of whole slots, in one subtraction.
  @inline(__always)
  func cost(_ slots: Range<Int>) -> Double {
    let (start, end) = (slots.lowerBound, slots.upperBound)
    let energy = rows.energy[energyRow + end] - rows.energy[energyRow + start]
    let gpu = rows.gpu[gpuRow + end] - rows.gpu[gpuRow + start]
    return kW * energy + gpus * gpu
  }

  /// What so many GPUs pay for a part of a slot.
  @inline(__always)
  func cost(of gpus: Int32, in slot: Int, part: Double) -> Double {
    cost(Double(gpus), part * option.addedKWPerGPU * Double(gpus), slot)
  }

  /// What the job pays in its last slot, of which it uses a part; lateness included.
  @inline(__always)
  func lastCost(_ slot: Int, _ fraction: Double) -> Double {
    partCost(slot, fraction) + option.lateness(in: slot, after: fraction)
  }

  @inline(__always)
  func partCost(_ slot: Int, _ fraction: Double) -> Double { cost(gpus, fraction * kW, slot) }

  @inline(__always)
  private func cost(_ gpus: Double, _ kW: Double, _ slot: Int) -> Double {
    var cost = gpus * (rows.gpu[gpuRow + slot + 1] - rows.gpu[gpuRow + slot])
    if let loads {
      cost += loads.cost(adding: kW, place: place + slot)
    } else {
      cost += kW * (rows.energy[energyRow + slot + 1] - rows.energy[energyRow + slot])
    }
    if let congestion { cost += congestion.cost(option, gpus: gpus, kW: kW, in: slot) }
    return cost
  }
}
