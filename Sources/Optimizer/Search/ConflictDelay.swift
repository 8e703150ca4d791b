import GridPricing

/// Which later deadline would give a job a place, with everything else as planned.
///
/// Jobs that it waits for and that do not run are thought of as running at their earliest. Where a job
/// has no place because others that wait for it must run in time, their deadline is the one to move.
struct ConflictDelay {
  /// The first slot in which the job may start.
  private(set) var edge = 0
  /// The job that it waits for and that ends last; nil where it waits for nobody.
  private(set) var last: Int?
  /// A job that it waits for and that does not run.
  private(set) var missing: Int?
  /// When that ends at the earliest; nil where one of the two fits nowhere inside the horizon.
  private(set) var missingEnd: Instant?
  /// Nil where no deadline inside the horizon is late enough.
  private(set) var deadline: Instant?
  /// Whose deadline it is; nil where there is none.
  private(set) var job: Int?
  private(set) var isOwn = true

  init(of job: Int, _ placements: [Placement], _ room: ConflictRoom, thorough: Bool) {
    let problem = room.problem
    let precedence = room.compiled.precedence
    var room = room
    /// The edge after each job that is thought of as running.
    var ends: [Int: Int] = [:]
    func edge(before job: Int) -> (edge: Int, last: Int)? {
      let all = (precedence?.predecessors[job] ?? []).map { other in
        (edge: ends[other] ?? placements[other].lastSlot + 1, last: other)
      }
      return all.max { $0.edge < $1.edge }
    }
    func place(_ job: Int) -> ConflictRoom.Place? {
      var relaxed = problem.jobs[job]
      relaxed.deadline = nil
      let first = edge(before: job)?.edge ?? 0
      guard first < room.compiled.slotCount,
        let found = room.earliest(relaxed, from: first, thorough: thorough)
      else { return nil }
      room.hold(found.fit, found.option)
      ends[job] = found.fit.lastSlot + 1
      return found
    }
    missing = precedence?.predecessors[job].first { !placements[$0].isPlaced }
    for other in precedence?.ancestors(of: job) ?? [] where !placements[other].isPlaced {
      guard let found = place(other) else { return }
      if other == missing { missingEnd = found.finish }
    }
    if let before = edge(before: job) { (self.edge, last) = before }
    guard let found = place(job) else {
      missingEnd = nil
      return
    }
    (deadline, self.job) = (found.finish, job)
    guard found.finish <= problem.jobs[job].deadline ?? problem.horizon.end else { return }
    guard missing == nil else {
      deadline = nil
      return
    }
    for other in precedence?.descendants(of: job) ?? [] where problem.jobs[other].value == nil {
      guard let found = place(other) else {
        deadline = nil
        return
      }
      let own = problem.jobs[other].deadline ?? problem.horizon.end
      if found.finish > own {
        (deadline, self.job, isOwn) = (found.finish, other, false)
        return
      }
    }
  }
}
