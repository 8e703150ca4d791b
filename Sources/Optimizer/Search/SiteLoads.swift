/// The loads that jobs add at sites whose cost depends on them, and what they cost.
struct SiteLoads: Sendable {
  let costs: LoadCosts
  /// By row and slot.
  private var cells: [Cell]
  /// What all rows and slots cost.
  private(set) var total = 0.0

  private struct Cell {
    var loadKW = 0.0
    var cost = 0.0
    /// The corner before the load.
    var corner: Int32
  }

  init(_ costs: LoadCosts) {
    self.costs = costs
    cells = costs.offset.dropLast().map { Cell(corner: $0) }
    for place in cells.indices {
      cells[place].cost = costs.cost(place: place, load: 0, from: cells[place].corner).cost
      total += cells[place].cost
    }
  }

  /// Adds what a placement adds, or takes it away.
  mutating func add(_ placement: Placement, _ option: CompiledOption, sign: Double) {
    let row = costs.row[option.site]
    guard row >= 0 else { return }
    let first = row * costs.slotCount
    let kW = sign * option.addedKW
    let costs = costs
    total += unsafe cells.withUnsafeMutableBufferPointer { cells in
      var change = 0.0
      placement.forEachSlot(option) { slot, part in
        var cell = unsafe cells[first + slot]
        cell.loadKW += part * kW
        let new = costs.cost(place: first + slot, load: cell.loadKW, from: cell.corner)
        change += new.cost - cell.cost
        cell.cost = new.cost
        cell.corner = new.corner
        unsafe cells[first + slot] = cell
      }
      return change
    }
  }

  /// What so much more would cost in a place.
  func cost(adding kW: Double, place: Int) -> Double {
    let cell = cells[place]
    return costs.cost(place: place, load: cell.loadKW + kW, from: cell.corner).cost - cell.cost
  }

  /// What a placement would cost.
  func cost(adding placement: Placement, _ option: CompiledOption) -> Double {
    let first = costs.row[option.site] * costs.slotCount
    var sum = 0.0
    placement.forEachSlot(option) { slot, part in
      sum += cost(adding: part * option.addedKW, place: first + slot)
    }
    return sum
  }

  /// What so much more would cost in each of some slots of a row, written at the slots' own indices.
  ///
  /// The kernel of every insertion; its pointers are worth a factor of ten over optional copies of the
  /// arrays (60,000 insertions into 336 slots).
  func costs(adding kW: Double, row: Int, slots: Range<Int>, into result: inout [Double]) {
    let first = row * costs.slotCount
    unsafe result.withUnsafeMutableBufferPointer { result in
      unsafe cells.withUnsafeBufferPointer { cells in
        unsafe costs.corners.withUnsafeBufferPointer { corners in
          unsafe costs.offset.withUnsafeBufferPointer { offset in
            for slot in slots {
              let cell = unsafe cells[first + slot]
              let load = cell.loadKW + kW
              var index = Int(cell.corner)
              let end = unsafe Int(offset[first + slot + 1]) - 1
              while unsafe index < end && corners[index + 1].loadKW <= load { index += 1 }
              let begin = unsafe Int(offset[first + slot])
              while unsafe index > begin && corners[index].loadKW > load { index -= 1 }
              let corner = unsafe corners[index]
              unsafe result[slot] =
                corner.cost + corner.slope * (load - corner.loadKW) - cell.cost
            }
          }
        }
      }
    }
  }
}
