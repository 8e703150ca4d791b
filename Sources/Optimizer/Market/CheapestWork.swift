/// The cheapest ways to do a job's work in slots that are added one after the other, if any part of a
/// slot may be used at will.
struct CheapestWork {
  /// Work at a price, along a side of a slot's ``SlotHull``.
  struct Piece {
    /// Currency for a slot of work.
    var price: Double
    /// In slots at the fastest count.
    var work: Double
    var slot: Int
    /// GPUs that the piece adds.
    var gpus: Double
  }

  /// In rising order of price; those that do the work, and all that earn money where time may be wasted.
  private var pieces: [Piece] = []
  private var done = 0.0
  private var work = 0.0
  private var mayWaste = false

  mutating func reset(_ option: CompiledOption) {
    pieces.removeAll(keepingCapacity: true)
    done = 0
    work = option.work - option.window.lengthTolerance
    mayWaste = option.mayWaste
  }

  mutating func insert(_ piece: Piece) {
    if done >= work, let last = pieces.last, piece.price >= last.price, !earns(piece) { return }
    var place = pieces.count
    while place > 0, pieces[place - 1].price > piece.price { place -= 1 }
    pieces.insert(piece, at: place)
    done += piece.work
    while let last = pieces.last, done - last.work >= work, !earns(last) {
      pieces.removeLast()
      done -= last.work
    }
  }

  private func earns(_ piece: Piece) -> Bool { mayWaste && piece.price < 0 }

  /// What they cost; infinite where they do not do the work.
  var cost: Double {
    guard done >= work else { return .infinity }
    var cost = 0.0
    forEachUsed { cost += $1 * $0.work * $0.price }
    return cost
  }

  /// Calls `body` with each piece and the part of it that is used.
  func forEachUsed(_ body: (Piece, Double) -> Void) {
    var missing = work
    for piece in pieces {
      let part = earns(piece) ? 1 : min(1, missing / piece.work)
      guard part > 0 else { return }
      body(piece, part)
      missing -= piece.work
    }
  }
}
