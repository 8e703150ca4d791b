/// The least that jobs cost together of which each waits for the one before.
///
/// A dynamic programme over the jobs and the edges by which they end. A job in one piece costs what its
/// start says; of any other the least it costs alone counts, or what its work costs at least after the
/// edge at which the job before ends, or before the edge at which it ends, whichever is the most. From
/// some job on all may be left out.
struct ChainBound {
  let low: Double
  let high: Double

  init(_ jobs: [JobBound], slots: Int) {
    low = Self.least(jobs, slots) { $0.low }
    high = Self.least(jobs, slots) { $0.high }
  }

  private static func least(
    _ jobs: [JobBound], _ slots: Int, alone: (JobWay) -> Double
  ) -> Double {
    var before = [Double](repeating: 0, count: slots + 1)
    var least = jobs.reduce(0) { $0 + $1.leaveOut }
    for (number, job) in jobs.enumerated() {
      var costs = before.map { _ in Double.infinity }
      for way in job.ways {
        for (edge, cost) in way.costs(after: before, alone: alone(way)).enumerated() {
          costs[edge] = min(costs[edge], cost)
        }
      }
      for edge in 1...slots { costs[edge] = min(costs[edge], costs[edge - 1]) }
      before = costs
      least = min(least, before[slots] + jobs[(number + 1)...].reduce(0) { $0 + $1.leaveOut })
    }
    return least
  }
}

extension ScenarioFacts {
  /// The jobs in paths, most of them alone: each follows the first that it waits for and that no other
  /// follows yet.
  var chains: [[Int]] {
    var follower = [Int?](repeating: nil, count: jobs.count)
    var isFollower = jobs.map { _ in false }
    for job in jobs.indices {
      if let other = jobFacts[job].predecessors.first(where: { follower[$0] == nil }) {
        follower[other] = job
        isFollower[job] = true
      }
    }
    return jobs.indices.filter { !isFollower[$0] }.map { first in
      Array(sequence(first: first) { follower[$0] })
    }
  }
}
