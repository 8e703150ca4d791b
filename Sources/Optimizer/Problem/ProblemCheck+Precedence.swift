extension ProblemCheck {
  /// Whether the predecessors of all jobs exist and none waits for itself.
  ///
  /// - Parameter positions: the last job of each id.
  /// - Complexity: O(jobs + predecessors) for good input.
  mutating func checkPrecedence(of jobs: [Job], positions: [String: Int]) {
    guard jobs.contains(where: { !$0.after.isEmpty }) else { return }
    var predecessors = [[Int]](repeating: [], count: jobs.count)
    for (index, job) in jobs.enumerated() {
      for (number, id) in job.after.enumerated() {
        let problem: String
        if id == job.id {
          problem = "waits for itself; expected the ids of other jobs"
        } else if let position = positions[id] {
          predecessors[index].append(position)
          continue
        } else {
          problem = "waits for \(quoted(id)), which does not exist; expected the id of a job"
        }
        report(.job(index, key: "after.\(number)"), "job \(quoted(job.id)): " + problem)
      }
    }
    for cycle in PrecedenceCycles(predecessors).found { report(cycle, of: jobs) }
  }

  private mutating func report(_ cycle: [Int], of jobs: [Job]) {
    let names = (cycle + [cycle[0]]).map { quoted(jobs[$0].id) }
    let shown = names.count > 12 ? names.prefix(6) + ["…"] + names.suffix(5) : names[...]
    report(
      .job(cycle[0], key: "after"),
      "job \(quoted(jobs[cycle[0]].id)): waits for itself by "
        + "\(shown.joined(separator: " → ")); expected no cycle")
  }
}

/// Cycles of a graph, found by a search in depth that keeps its own stack.
private struct PrecedenceCycles {
  /// Each from its first node on, along the edges; disjoint, a few at most.
  private(set) var found: [[Int]] = []
  private let edges: [[Int]]
  private var state: [State]
  private var isFound: [Bool]

  private enum State { case new, open, done }

  private var attempts = 0

  private static let most = 8
  /// Each takes as long as the path is.
  private static let mostAttempts = 64

  init(_ edges: [[Int]]) {
    self.edges = edges
    state = Array(repeating: .new, count: edges.count)
    isFound = Array(repeating: false, count: edges.count)
    for node in edges.indices where state[node] == .new && found.count < Self.most {
      search(from: node)
    }
  }

  private mutating func search(from root: Int) {
    var path: [(node: Int, next: Int)] = [(root, 0)]
    state[root] = .open
    while let (node, next) = path.last {
      guard next < edges[node].count else {
        state[node] = .done
        path.removeLast()
        continue
      }
      path[path.count - 1].next += 1
      let target = edges[node][next]
      switch state[target] {
      case .new:
        state[target] = .open
        path.append((target, 0))
      case .open:
        if found.count < Self.most, !isFound[node], !isFound[target], attempts < Self.mostAttempts {
          note(path.map(\.node), closedBy: target)
        }
      case .done: break
      }
    }
  }

  private mutating func note(_ path: [Int], closedBy target: Int) {
    attempts += 1
    guard let start = path.firstIndex(of: target) else { return }
    var cycle = Array(path[start...])
    guard !cycle.contains(where: { isFound[$0] }) else { return }
    for node in cycle { isFound[node] = true }
    // Begins with the job that stands first, whichever the search met first.
    let first = cycle.indices.min { cycle[$0] < cycle[$1] } ?? 0
    cycle = Array(cycle[first...] + cycle[..<first])
    found.append(cycle)
  }
}
