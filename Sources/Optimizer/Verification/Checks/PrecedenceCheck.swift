/// Checks that each job starts after the finish of those that it waits for, and not without them.
struct PrecedenceCheck {
  let plan: PlanDocument
  let facts: ScenarioFacts
  let lists: ListCheck
  /// By job; nil where it does not run or cannot be read.
  let held: [HeldSlots?]

  func run(_ findings: inout Findings) {
    for number in facts.jobs.indices where runs(number) {
      for predecessor in facts.jobFacts[number].predecessors {
        check(number, after: predecessor, &findings)
      }
    }
  }

  private func runs(_ number: Int) -> Bool {
    lists.jobEntries[number].map { plan.jobs[$0].status == .scheduled } ?? false
  }

  private func check(_ number: Int, after predecessor: Int, _ findings: inout Findings) {
    let place = Violation.Place.job(id: facts.jobs[number].id, field: "segments")
    let name = quoted(facts.jobs[predecessor].id)
    guard runs(predecessor) else {
      findings.add(.precedence, place, "claimed to run, but job \(name) before it does not")
      return
    }
    guard let own = held[number], let other = held[predecessor] else { return }
    let tolerance =
      Tolerance.deadlineMilliseconds / Double(facts.horizon.slotMilliseconds)
    let start = own.runs[0].lowerBound
    guard other.finish > Double(start) + tolerance else { return }
    let finish = facts.horizon.start.advanced(byHours: other.finish * facts.horizon.slotHours)
    findings.add(
      .precedence, place,
      "claimed a start at \(facts.horizon.edge(start)), job \(name) before it ends at \(finish)")
  }
}
