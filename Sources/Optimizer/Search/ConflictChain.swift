/// The longest chain of jobs before one that waits, if nobody else were there and each took its
/// shortest time.
struct ConflictChain {
  /// From the first on.
  let jobs: [Int]
  /// The edge at which the last of them ends at the earliest.
  let edge: Int
  /// Whether the job has the time that it needs after that.
  let hasRoom: Bool

  /// Nil where the job waits for nobody. O(jobs before it and their options).
  init?(before job: Int, _ problem: CompiledProblem) {
    guard let precedence = problem.precedence, !precedence.predecessors[job].isEmpty else {
      return nil
    }
    var ends: [Int: Int] = [:]
    func last(before job: Int) -> Int? {
      precedence.predecessors[job].max { (ends[$0]!, $1) < (ends[$1]!, $0) }
    }
    for other in precedence.ancestors(of: job) {
      let edge = last(before: other).map { ends[$0]! } ?? 0
      let own = problem.options[problem.jobs[other].options]
      ends[other] = own.map { max($0.firstSlot, edge) + $0.slots }.min() ?? edge
    }
    var chain: [Int] = []
    var next = last(before: job)
    while let other = next {
      chain.append(other)
      next = last(before: other)
    }
    jobs = chain.reversed()
    let edge = ends[chain[0]]!
    self.edge = edge
    hasRoom =
      edge < problem.slotCount
      && problem.options[problem.jobs[job].options].contains {
        $0.clipped(to: edge...problem.slotCount) != nil
      }
  }
}

extension Precedence {
  /// All that must finish before a job starts, so that none stands before one that it waits for.
  func ancestors(of job: Int) -> [Int] { reached(from: job, predecessors).reversed() }

  /// All that wait for a job, so that none stands before one that it waits for.
  func descendants(of job: Int) -> [Int] { reached(from: job, successors) }

  /// Everything behind a job in a graph, so that none stands before what leads to it; without the job.
  private func reached(from job: Int, _ graph: [[Int]]) -> [Int] {
    var isSeen: Set<Int> = [job]
    var stack: [(job: Int, next: Int)] = [(job, 0)]
    var done: [Int] = []
    while let (top, next) = stack.last {
      guard next < graph[top].count else {
        done.append(top)
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].next += 1
      let other = graph[top][next]
      if isSeen.insert(other).inserted { stack.append((other, 0)) }
    }
    return done.dropLast().reversed()
  }
}
