import GridPricing

/// Jobs laid out so that all of them fit: each has a run that nobody else is told of, and a window
/// around it.
struct PlantedJobs: Sendable {
  struct Job: Sendable {
    /// The first slot of the planted run; it never leaves the program.
    var start: Int32
    /// Slots that it runs.
    var duration: Int32
    var gpus: Int32
    var wattsPerGPU: Int32
    /// The first slot that it may use.
    var release: Int32
    /// One past the last slot that it may use.
    var deadline: Int32

    var end: Int32 { start + duration }
  }

  static let wattsPerGPU = 350...1200
  /// In slots.
  private static let durations = LogNormal(median: 12, sigma: 0.9)
  /// In durations.
  private static let longestWindow = 5.0

  /// In random order.
  private(set) var jobs: [Job]
  let laneCount: Int

  /// - Throws: where there are too few GPUs for the jobs.
  init(_ recipe: InstanceRecipe, _ random: inout RandomBits) throws(UsageError) {
    let slots = recipe.slots
    let durations = (0..<recipe.jobs).map { _ in
      Int32(min(max(Self.durations.draw(&random).rounded(), 1), Double(max(slots / 8, 1))))
    }
    let lanes = Lanes(durations: durations, slots: slots, fill: recipe.fill)
    laneCount = lanes.load.count
    guard laneCount <= recipe.gpus else {
      throw UsageError(
        "--gpus: \(recipe.gpus) GPUs are too few for \(recipe.jobs) jobs on \(slots) slots",
        help: "give at least \(laneCount) GPUs, more slots, or fewer jobs")
    }
    let widths = Lanes.widths(count: laneCount, gpus: recipe.gpus, &random)
    // The draws were independent, so this order is a random one within each lane.
    var gaps = Self.gaps(of: lanes, slots: slots, &random)
    var nextStart = [Int32](repeating: 0, count: laneCount)
    jobs = zip(durations, lanes.laneOfJob).map { duration, lane in
      let lane = Int(lane)
      let start = nextStart[lane] + gaps.next(in: lane)
      nextStart[lane] = start + duration
      return Self.job(start, duration, gpus: widths[lane], slots: slots, &random)
    }
    random.shuffle(&jobs)
  }

  /// A job with a window of one to five durations that lies anyhow around its run.
  private static func job(
    _ start: Int32, _ duration: Int32, gpus: Int, slots: Int, _ random: inout RandomBits
  ) -> Job {
    let length = Int32(Double(duration) * (1 + (longestWindow - 1) * random.unit()))
    let release = start - Int32(random.below(Int(length - duration) + 1))
    return Job(
      start: start, duration: duration, gpus: Int32(gpus),
      wattsPerGPU: Int32(wattsPerGPU.lowerBound + random.below(wattsPerGPU.count)),
      release: max(release, 0), deadline: min(release + length, Int32(slots)))
  }

  /// What each lane does not use, cut at random into the gaps before its jobs and one behind them.
  private static func gaps(of lanes: Lanes, slots: Int, _ random: inout RandomBits) -> Gaps {
    var count = [Int](repeating: 0, count: lanes.load.count)
    for lane in lanes.laneOfJob { count[Int(lane)] += 1 }
    var gaps = Gaps()
    for (lane, load) in lanes.load.enumerated() {
      gaps.first.append(gaps.cuts.count)
      gaps.cuts += (0..<count[lane]).map { _ in Int32(random.below(slots - load + 1)) }.sorted()
    }
    gaps.passed = [Int32](repeating: 0, count: lanes.load.count)
    return gaps
  }

  /// The gaps of all lanes, lane after lane.
  private struct Gaps {
    /// Idle slots of the lane before each of its jobs, all earlier gaps included.
    var cuts: [Int32] = []
    /// The next cut of each lane.
    var first: [Int] = []
    /// Idle slots that lie behind the lane's last job.
    var passed: [Int32] = []

    mutating func next(in lane: Int) -> Int32 {
      let cut = cuts[first[lane]]
      first[lane] += 1
      defer { passed[lane] = cut }
      return cut - passed[lane]
    }
  }

  // MARK: Figures

  /// The share of the GPUs that the jobs hold.
  func fill(of recipe: InstanceRecipe) -> Double {
    let held = jobs.reduce(0) { $0 + Int($1.gpus) * Int($1.duration) }
    return Double(held) / (Double(recipe.gpus) * Double(recipe.slots))
  }

  /// The highest power of the planted runs in any slot, in watts.
  func peakWatts(slots: Int) -> Int {
    var change = [Int](repeating: 0, count: slots + 1)
    for job in jobs {
      let watts = Int(job.gpus) * Int(job.wattsPerGPU)
      change[Int(job.start)] += watts
      change[Int(job.end)] -= watts
    }
    var (watts, peak) = (0, 0)
    for step in change {
      watts += step
      peak = max(peak, watts)
    }
    return peak
  }
}
