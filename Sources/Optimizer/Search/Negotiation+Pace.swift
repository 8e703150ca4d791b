extension Negotiation {
  /// How steeply prices rise, sweep by sweep, and for how long.
  struct Pace {
    /// In the first sweep, in the same where jobs have places, and in the last one in which all jobs move.
    private static let stiffness = (first: 0.1, known: 2.0, last: 25.0)
    /// More jobs than this begin and end more steeply: they have fewer sweeps. Fewer leave less free.
    private static let manyJobs = 100_000.0
    /// Sweeps over all jobs, and the job answers that these are worth.
    private static let sweepsOfAll = 6...30
    private static let workOfSweeps = 3_000_000
    /// The fewest sweeps where every job answers at once.
    private static let fewestQuickSweeps = (withPlants: 9, alone: 14)
    /// Where jobs have places, one of so many sweeps will do.
    private static let knownShare = 3
    /// Job answers in all, in sweeps over all jobs.
    private static let mostSweepsOfWork = 4
    /// Share of what there is that stays free, of many jobs: the fewer jobs, the less. Half of it will do
    /// where what is taken too much is a small part of it.
    private static let reserveOfMany = 0.0002
    private static let smallExcess = 0.001
    /// While jobs in the way look for other places, the reserve grows again.
    private static let growth = 1.2

    private(set) var stiffness: Double
    private(set) var reserve: Double
    private let mostReserve: Double
    private var steepening = 1.2
    /// Sweeps over all jobs.
    private(set) var sweeps = 1
    /// Job answers.
    private(set) var mostWork = Int.max
    private let lastStiffness: Double
    private let isKnown: Bool

    /// - Parameter isKnown: whether jobs have places.
    init(jobs: Int, isKnown: Bool) {
      self.isKnown = isKnown
      let crowd = max(1, Double(jobs) / Self.manyJobs)
      stiffness = crowd * (isKnown ? Self.stiffness.known : Self.stiffness.first)
      lastStiffness = crowd * Self.stiffness.last
      mostReserve = Self.reserveOfMany * min(1, Double(jobs) / Self.manyJobs)
      reserve = mostReserve
    }

    /// - Parameter work: job answers of one sweep.
    mutating func adapt(to work: Int, isQuick: Bool, hasPlants: Bool) {
      let affordable = Self.workOfSweeps / max(1, work)
      let quick = hasPlants ? Self.fewestQuickSweeps.withPlants : Self.fewestQuickSweeps.alone
      let fewest = isQuick ? quick : Self.sweepsOfAll.lowerBound
      sweeps = min(max(affordable, fewest), Self.sweepsOfAll.upperBound)
      if isKnown { sweeps /= Self.knownShare }
      steepening = Math.power(lastStiffness / stiffness, 1 / Double(sweeps))
      mostWork = Self.mostSweepsOfWork * sweeps * work
    }

    /// - Parameter excess: what is taken too much, as a share of what there is.
    mutating func advance(after sweep: Int, excess: Double) {
      stiffness *= steepening
      if sweep >= sweeps {
        reserve = min(mostReserve, Self.growth * reserve)
      } else if excess < Self.smallExcess * reserve {
        reserve /= 2
      }
    }
  }
}
