import GridPricing

/// What a pool has in each slot once its reservation is taken off.
struct PoolSlots {
  /// GPUs available to jobs.
  var capacity: [Int]
  /// Mean IT power of the reserved GPUs; nil where none are reserved.
  var reservedKW: [Double]?
  /// Slots of the reservation that a gap rule filled.
  var filledSlots = 0
}

extension ProblemCheck {
  /// The pools of a site on the horizon; nil where a reservation is wrong, which is reported.
  mutating func poolSlots(of site: Site, _ index: Int, gaps: GapRule) -> [PoolSlots]? {
    var slots: [PoolSlots] = []
    for (number, pool) in site.pools.enumerated() {
      let place = ProblemIssue.Place.site(index, path: ["pools", String(number), "reserved"])
      let available = PoolSlots(capacity: pool.capacity(on: horizon))
      guard let reserved = pool.reserved else {
        slots.append(available)
        continue
      }
      do throws(SeriesError) {
        let sample = try reserved.sampled(on: horizon, gaps: gaps)
        if check(sample, of: pool, available.capacity, place) {
          slots.append(
            PoolSlots(
              capacity: zip(available.capacity, sample.gpus).map(-), reservedKW: sample.kW,
              filledSlots: sample.filledSlots))
        }
      } catch {
        report(place, error.description, help: error.help)
      }
    }
    return slots.count == site.pools.count ? slots : nil
  }

  /// Whether the reservation can be held in every slot; the first where it cannot is reported.
  private mutating func check(
    _ sample: Reservation.Sample, of pool: GPUPool, _ available: [Int],
    _ place: ProblemIssue.Place
  ) -> Bool {
    for slot in 0..<horizon.count {
      let start = horizon.edge(slot)
      if sample.gpus[slot] > available[slot] {
        report(
          place,
          "is \(sample.gpus[slot]) GPUs at \(start), but pool \(quoted(pool.id)) has "
            + "\(available[slot]) then; expected no more")
      } else if sample.gpus[slot] < 0 {
        report(place, "is \(sample.gpus[slot]) GPUs at \(start); expected 0 or more")
      } else if !(0...Self.largestKW).contains(sample.kW[slot]) {
        report(place, "is \(sample.kW[slot]) kW at \(start); expected 0 to \(Self.largestKW)")
      } else {
        continue
      }
      return false
    }
    return true
  }
}
