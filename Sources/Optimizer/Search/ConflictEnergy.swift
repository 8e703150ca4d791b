/// Energetic reasoning: whether jobs need more of a resource within some interval than is there.
///
/// A job whose window reaches little beyond an interval has to do part of its work inside. If the
/// jobs together must do more than a pool, or all pools that they may use, or a site's power limit
/// allows there, no schedule exists (Baptiste, Le Pape and Nuijten 2001, doi
/// 10.1007/978-1-4615-1479-4). It looks at intervals from a release to a deadline. O(jobs³).
struct ConflictEnergy {
  let problem: CompiledProblem
  /// Jobs beyond this number are not looked at, to bound the work.
  static let mostJobs = 40

  func isExceeded(by jobs: [Int]) -> Bool {
    guard jobs.count <= Self.mostJobs else { return false }
    let options = jobs.flatMap { problem.jobs[$0].options.map { problem.options[$0] } }
    let firsts = Set(options.map(\.firstSlot)).sorted()
    let ends = Set(options.map(\.endSlot)).sorted()
    let pools = Set(options.map(\.pool)).sorted()
    let sites = Set(options.map(\.site)).sorted().filter { site in
      options.contains { $0.site == site && problem.isPowerLimited[site] }
    }
    let capacity = pools.map { sums(problem.capacity, $0) { Double($0) } }
    let power = sites.map { sums(problem.powerRoomKW, $0) { $0 } }
    for first in firsts {
      for end in ends where end > first {
        let demand = Demand(jobs, problem, first..<end)
        var allGPUs = 0.0
        for (row, pool) in pools.enumerated() {
          let gpus = capacity[row][end] - capacity[row][first]
          if demand.gpus(only: pool) > gpus + 1e-6 { return true }
          if demand.uses(pool) { allGPUs += gpus }
        }
        if demand.gpus > allGPUs + 1e-6 { return true }
        for (row, site) in sites.enumerated() {
          let kW = power[row][end] - power[row][first]
          if demand.kW(only: site) > kW * (1 + 1e-9) + 1e-6 { return true }
        }
      }
    }
    return false
  }

  private func sums<Amount>(_ values: [Amount], _ row: Int, _ number: (Amount) -> Double)
    -> [Double]
  {
    var sum = 0.0
    var sums = [0.0]
    for slot in 0..<problem.slotCount {
      sum += number(values[row * problem.slotCount + slot])
      sums.append(sum)
    }
    return sums
  }

  /// What jobs must do inside one interval, whatever the schedule.
  private struct Demand {
    /// GPU slots of all jobs.
    private(set) var gpus = 0.0
    private var parts: [(options: ArraySlice<CompiledOption>, gpus: Double, kW: Double)] = []

    init(_ jobs: [Int], _ problem: CompiledProblem, _ interval: Range<Int>) {
      for job in jobs {
        let options = problem.options[problem.jobs[job].options]
        var slots = Int.max
        var kW = Double.infinity
        for option in options {
          let held = option.slotsInside(interval)
          slots = min(slots, held)
          kW = min(kW, option.addedKW * max(0, Double(held) - (1 - option.lastFraction)))
        }
        guard slots > 0, let first = options.first else { continue }
        let gpuSlots = Double(slots) * Double(first.gpus)
        gpus += gpuSlots
        parts.append((options, gpuSlots, kW))
      }
    }

    func uses(_ pool: Int) -> Bool {
      parts.contains { $0.options.contains { $0.pool == pool } }
    }
    func gpus(only pool: Int) -> Double {
      parts.reduce(0) { $0 + ($1.options.allSatisfy { $0.pool == pool } ? $1.gpus : 0) }
    }
    func kW(only site: Int) -> Double {
      parts.reduce(0) { $0 + ($1.options.allSatisfy { $0.site == site } ? $1.kW : 0) }
    }
  }
}

extension CompiledOption {
  /// The fewest slots of an interval that the job holds in any of its schedules at this option.
  fileprivate func slotsInside(_ interval: Range<Int>) -> Int {
    switch interruption {
    case .never:
      max(
        0,
        min(
          slots, interval.count, firstSlot + slots - interval.lowerBound,
          interval.upperBound - latestStart))
    case .free, .costly:
      max(
        0, slots - max(0, interval.lowerBound - firstSlot) - max(0, lastEnd - interval.upperBound))
    }
  }

  /// One past the last slot that the job may touch, whatever restarts make of its last fraction.
  private var lastEnd: Int {
    max(endSlot, Int((window.deadlineSlots - window.deadlineTolerance).rounded(.up)))
  }
}
