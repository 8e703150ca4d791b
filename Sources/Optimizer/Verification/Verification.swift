import Foundation
import GridPricing

/// Judges a plan by the scenario alone.
///
/// Every number of a plan follows from the scenario and the segments of its jobs. This type works
/// all of them out again, slot by slot, and shares nothing with the search that made the plan:
/// neither its compiled arrays nor its evaluation.
///
/// ```swift
/// let report = Verification(of: problem).report(on: plan)
/// for violation in report.violations { print(violation) }
/// // job "train-llm", cost: claimed 41.2, recomputed 40.8 [job-cost]
/// ```
/// A plan that is any value of ``PlanDocument`` gets a report, however wrong it is.
public struct Verification: Sendable {
  private let problem: Problem
  private let gaps: GapRule
  private let threads: Int

  /// - Parameters:
  ///   - problem: the problem with the settings of the plan applied.
  ///   - gaps: the rule by which missing values in the problem's series were filled.
  ///   - threads: the threads to work with; the report does not depend on it.
  public init(
    of problem: Problem, gaps: GapRule = .none,
    threads: Int = ProcessInfo.processInfo.activeProcessorCount
  ) {
    self.problem = problem
    self.gaps = gaps
    self.threads = threads
  }

  /// Everything in `plan` that does not hold.
  ///
  /// - Complexity: O(jobs × slots of their windows) for rigid jobs, more for preemptible ones;
  ///   memory for the occupied slots of one job at a time beyond O(jobs + sites × slots).
  public func report(on plan: PlanDocument) -> VerificationReport {
    do {
      let facts = try ScenarioFacts(
        jobs: problem.jobs, sites: problem.sites, horizon: problem.horizon,
        objective: problem.objective, transfers: problem.transfers, gaps: gaps, threads: threads)
      return Self.report(on: plan, facts)
    } catch {
      return unreadable(plan, error)
    }
  }

  static func report(
    on plan: PlanDocument, _ facts: ScenarioFacts
  ) -> VerificationReport {
    let (runNow, (books, planFindings)) = facts.blocks.both(
      { RunNowBooks(facts) }, { Self.books(of: plan, facts) })
    var findings = planFindings
    let (lists, sums) = (books.lists, books.sums)
    BaselineCheck(plan: plan, facts: facts, lists: lists, planSums: sums, runNow: runNow)
      .run(&findings)
    let idle = LedgerSums(Ledger(facts, facts.jobs.map { _ in nil }), facts, declined: [])
    var bound = BoundCheck(
      plan, facts, lists, sums: sums, baseline: runNow.sums, fixedCost: idle.total)
    bound.run(&findings)

    return VerificationReport(
      violations: findings.violations, checkedBound: bound.checked,
      figures: RecomputedFigures(
        objective: sums.objective(currency: facts.objective.currency), totals: sums.totals,
        baseline: runNow.figures, pricesLower: bound.pricesLower),
      notes: bound.notes)
  }

  /// What the plan's jobs hold and how its plants run, what follows from it, and what is wrong with it.
  private static func books(
    of plan: PlanDocument, _ facts: ScenarioFacts
  ) -> (PlanBooks, Findings) {
    var findings = Findings()
    let lists = ListCheck(plan, facts, &findings)
    DocumentCheck(plan: plan, facts: facts, lists: lists).run(&findings)
    let held = WorkCheck(plan: plan, facts: facts, lists: lists).run(&findings)
    PrecedenceCheck(plan: plan, facts: facts, lists: lists, held: held).run(&findings)
    StartRampCheck(facts: facts, held: held).run(&findings)
    let dispatches = DispatchReader(plan: plan, facts: facts, lists: lists).run(&findings)
    let ledger = Ledger(facts, held, dispatches)
    let sums = LedgerSums(ledger, facts, declined: declinedValues(plan, facts, lists))
    CapacityCheck(facts: facts, ledger: ledger).run(&findings)
    GridCheck(plan: plan, facts: facts, ledger: ledger).run(&findings)
    StorageCheck(plan: plan, facts: facts, lists: lists, ledger: ledger).run(&findings)
    CoolingCheck(plan: plan, facts: facts, ledger: ledger).run(&findings)
    TemperatureCheck(plan: plan, facts: facts, ledger: ledger).run(&findings)
    FigureCheck(plan: plan, facts: facts, lists: lists, ledger: ledger, sums: sums).run(&findings)
    return (PlanBooks(lists: lists, sums: sums), findings)
  }

  private struct PlanBooks {
    var lists: ListCheck
    var sums: LedgerSums
  }

  /// What leaving jobs out costs: the values of those that the plan declines, or cannot place because
  /// it is infeasible.
  private static func declinedValues(
    _ plan: PlanDocument, _ facts: ScenarioFacts, _ lists: ListCheck
  ) -> [Double] {
    facts.jobs.indices.compactMap { number in
      guard let entry = lists.jobEntries[number], plan.jobs[entry].status != .scheduled else {
        return nil
      }
      return facts.jobs[number].value?.amount
    }
  }

  /// The gap rule is not the one that the problem was checked with.
  private func unreadable(_ plan: PlanDocument, _ error: SeriesError) -> VerificationReport {
    let currency = problem.objective.currency
    let violation = Violation(
      code: .settings, place: .document(field: "settings.gapFill"), message: error.description)
    let objective = PlanDocument.ObjectiveFigures(currency: currency)
    let totals = PlanDocument.TotalFigures()
    return VerificationReport(
      violations: [violation], checkedBound: plan.bound == nil ? .absent : .claimed,
      figures: RecomputedFigures(
        objective: objective, totals: totals,
        baseline: PlanDocument.BaselineFigures(lateJobs: 0, objective: objective, totals: totals),
        pricesLower: nil),
      notes: [])
  }
}
