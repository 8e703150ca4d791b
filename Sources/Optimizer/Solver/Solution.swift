import GridPricing

/// A plan, how good it is known to be, and the prices that prove it.
public struct Solution: Sendable {
  public let plan: Plan
  public let status: PlanStatus
  /// Why the search ended.
  public let stop: StopReason
  /// No plan costs less; nil where the plan is partial or infeasible.
  public let lowerBound: Money?
  public let proof: Proof
  /// The bound that the shadow prices alone prove.
  public let pricesLowerBound: Money?
  /// By site, in the order of the problem; nil where there is no bound.
  public let shadowPrices: [PlanDocument.ShadowPrices]?
  /// One line for each job on why it stands where it does, in the order of the problem.
  public let reasons: [String]
  /// What the user should know of how the plan came about.
  public let warnings: [Warning]
  /// Time, work and the last values of cost and bound.
  public let progress: SearchProgress

  /// (cost − bound) / max(|cost|, |bound|); nil where there is no bound.
  public var gap: Double? {
    lowerBound.map { Gap.relative(total: plan.cost.amount, lower: $0.amount) }
  }
}

extension Solver {
  /// Plans a problem.
  ///
  /// Synchronous, re-entrant and free of global state; it prints nothing. To cancel it, use
  /// ``StoppingRule/when(_:)``.
  public func solve(
    _ problem: Problem, until rule: StoppingRule = .standard,
    observer: (any SearchObserver)? = nil
  ) -> Solution {
    solve(problem, until: rule) { search($0, until: $1, observer: observer) }
  }

  /// Plans a problem by a given search.
  ///
  /// - Parameter warnings: what there is to say already.
  func solve(
    _ problem: Problem, until rule: StoppingRule, warnings: [Warning] = [], by search: Search
  ) -> Solution {
    if problem.shortfall != nil { return .infeasible(problem) }
    let outcome = search(problem.compiled, rule)
    guard outcome.keepsLimits else {
      return .infeasible(
        problem, progress: outcome.progress,
        warnings: [
          Warning(
            code: "infeasible",
            message: "no way was found to run the plants within their limits, even without jobs")
        ])
    }
    let settled = keepTemperatures(problem, outcome, until: rule, by: search)
    let plan = settled.plan
    let isWhole = plan.unscheduled.isEmpty
    let prices = ShadowPriceTable(
      problem, outcome.prices, workPrices: outcome.workPrices, threads: parameters.threads)
    let pricesLower = Money.amount(prices.lowerBound)
    // Prices that were found in haste may prove more than they did then.
    let isSearched = outcome.proof == .search && outcome.lower > prices.lowerBound
    let lower = isSearched ? Money.amount(min(outcome.lower, plan.cost.amount)) : pricesLower
    // Where costs cancel to nothing, no gap relates to them.
    let isOptimal =
      Gap.relative(total: plan.cost.amount, lower: lower.amount) <= Gap.optimal
      || plan.cost.amount - lower.amount <= 1e-9 * plan.evaluation.absoluteCost
    // What was proven is no longer the plan where limits of temperature took more margin.
    let isUndone = settled.isTightened && !isOptimal && outcome.stop == .proven
    return Solution(
      plan: plan,
      status: !isWhole ? .partial : isOptimal ? .optimal : .feasible,
      stop: isUndone ? .work : outcome.stop, lowerBound: isWhole ? lower : nil,
      proof: isSearched ? .search : .prices,
      pricesLowerBound: isWhole ? pricesLower : nil,
      shadowPrices: isWhole ? prices.entries : nil,
      reasons: reasons(problem, settled.outcome), warnings: warnings + settled.warnings,
      progress: outcome.progress)
  }

  private func reasons(_ problem: Problem, _ outcome: SearchOutcome) -> [String] {
    let explanation = Explanation(
      problem, outcome.prices, placements: outcome.placements)
    let placements = outcome.placements
    let blocks = ParallelBlocks(threads: parameters.threads)
    var reasons = blocks.flatMap(placements.count, by: 256) { jobs in
      var explanation = explanation
      return jobs.map { explanation.reason(job: $0, placement: placements[$0]) }
    }
    var finder = ConflictFinder(problem, outcome.placements)
    for (job, conflict) in zip(outcome.unplaced, finder.conflicts(outcome.unplaced)) {
      reasons[job] = conflict.reason(on: problem.horizon)
    }
    return reasons
  }
}

extension Solution {
  /// No plan keeps all limits.
  fileprivate static func infeasible(
    _ problem: Problem, progress: SearchProgress = SearchProgress(), warnings: [Warning] = []
  ) -> Solution {
    let nothing = Schedule(assignments: problem.jobs.map { _ in nil })
    return Solution(
      plan: Plan(problem, nothing), status: .infeasible, stop: .proven, lowerBound: nil,
      proof: .prices, pricesLowerBound: nil, shadowPrices: nil,
      reasons: problem.jobs.map { _ in "base and idle load alone exceed a limit" },
      warnings: warnings, progress: progress)
  }
}

extension Schedule {
  /// What a search decided, in the terms of the problem.
  init(_ placements: [Placement], _ problem: CompiledProblem) {
    self.init(
      assignments: placements.map { placement in
        guard placement.isPlaced else { return nil }
        let option = problem.options[Int(placement.option)]
        let runs = placement.runs
        return Assignment(
          site: option.site, pool: problem.poolNumber[option.pool], runs: runs,
          gpus: placement.gpusByRun(option).map(Int.init),
          powerCap: option.powerCap < 0 ? nil : option.powerCap)
      })
  }
}
