import GridPricing

/// Which jobs wait for which: chains of two to six whose planted runs follow each other.
struct PlantedChains: Sendable {
  private static let lengths = 2...6
  /// How many slots behind a run the next one of its chain is looked for.
  private static let reach = 48
  /// One job in so many begins a chain.
  private static let jobsPerChain = 40

  /// The job that must finish before each job; nil where there is none.
  private(set) var predecessor: [Int32?]
  private var isTaken: [Bool]
  /// Jobs by planted start, and where those of each slot begin that are not looked at yet.
  private let byStart: [Int32]
  private var next: [Int]
  private let end: [Int]

  init(_ planted: PlantedJobs, slots: Int, _ random: inout RandomBits) {
    let jobs = planted.jobs
    predecessor = Array(repeating: nil, count: jobs.count)
    isTaken = Array(repeating: false, count: jobs.count)
    byStart = jobs.indices.map { Int32($0) }.sorted {
      (jobs[Int($0)].start, $0) < (jobs[Int($1)].start, $1)
    }
    var edges = [Int](repeating: 0, count: slots + 1)
    for job in jobs { edges[Int(job.start) + 1] += 1 }
    for slot in 0..<slots { edges[slot + 1] += edges[slot] }
    next = Array(edges.dropLast())
    end = Array(edges.dropFirst())
    for _ in 0..<(jobs.count + Self.jobsPerChain - 1) / Self.jobsPerChain {
      let first = random.below(jobs.count)
      if !isTaken[first] { addChain(from: first, jobs, &random) }
    }
  }

  func contains(_ job: Int) -> Bool { isTaken[job] }

  private mutating func addChain(
    from first: Int, _ jobs: [PlantedJobs.Job], _ random: inout RandomBits
  ) {
    isTaken[first] = true
    var (last, length) = (first, 1)
    let wanted = Self.lengths.lowerBound + random.below(Self.lengths.count)
    while length < wanted, let job = takeFreeJob(behind: Int(jobs[last].end), &random) {
      predecessor[job] = Int32(last)
      last = job
      length += 1
    }
    if length == 1 { isTaken[first] = false }
  }

  /// A job in no chain whose run begins a while after a slot.
  private mutating func takeFreeJob(behind slot: Int, _ random: inout RandomBits) -> Int? {
    let start = slot + random.below(Self.reach / 2)
    for slot in start..<max(start, min(start + Self.reach / 2, next.count)) {
      while next[slot] < end[slot] {
        let job = Int(byStart[next[slot]])
        next[slot] += 1
        guard !isTaken[job] else { continue }
        isTaken[job] = true
        return job
      }
    }
    return nil
  }
}
