/// The run-now baseline with its accounts.
struct RunNowBooks {
  let run: RunNow
  let ledger: Ledger
  let sums: LedgerSums
  private let currency: String

  init(_ facts: ScenarioFacts) {
    run = RunNow(facts)
    ledger = Ledger(facts, run.held)
    sums = LedgerSums(ledger, facts, declined: [])
    currency = facts.objective.currency
  }

  /// The baseline as it should be.
  var figures: PlanDocument.BaselineFigures {
    PlanDocument.BaselineFigures(
      lateJobs: run.lateJobs, objective: sums.objective(currency: currency), totals: sums.totals)
  }
}
