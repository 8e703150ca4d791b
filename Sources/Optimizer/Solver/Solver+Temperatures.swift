import GridPricing

extension Solver {
  /// How a schedule for a problem is looked for.
  typealias Search = (CompiledProblem, StoppingRule) -> SearchOutcome

  /// A plan, the search that it came from, and what is to be said about it.
  struct Settled {
    var plan: Plan
    var outcome: SearchOutcome
    /// Whether it was made with more margin than the user asked for.
    var isTightened = false
    var warnings: [Warning] = []
  }

  /// Plans again with more margin until coolant and GPUs stay within their limits through every step of
  /// the load; where a lower set point is enough, the jobs stay where they are.
  ///
  /// The bound stays that of the user's own margin.
  func keepTemperatures(
    _ problem: Problem, _ outcome: SearchOutcome, until rule: StoppingRule, by search: Search
  ) -> Settled {
    var settled = Settled(plan: Plan(problem, Schedule(outcome, problem)), outcome: outcome)
    var breaches = TransientCheck(settled.plan).breaches
    var tightened = problem
    for _ in 0..<Self.mostTightenings where !breaches.isEmpty {
      guard let next = tightened.tightened(breaches, threads: parameters.threads),
        next.shortfall == nil
      else { break }
      tightened = next
      settled.isTightened = true
      settled.outcome =
        resettle(settled.outcome, next)
        ?? search(next.compiled, rule.shortened)
      settled.plan = Plan(problem, Schedule(settled.outcome, problem))
      breaches = TransientCheck(settled.plan).breaches
    }
    settled.warnings =
      problem.sites.indices.compactMap { Self.warning(problem, tightened, site: $0) }
      + breaches.map { Self.warning($0, problem) }
    return settled
  }

  private static let mostTightenings = 4

  /// The same jobs with their plants run anew; nil where a site cannot cool them so.
  private func resettle(_ outcome: SearchOutcome, _ problem: Problem) -> SearchOutcome? {
    let state = SearchState(problem.compiled, outcome.placements)
    guard state.isWithinRoom else { return nil }
    var plants = Plants(problem.compiled)
    let runs = plants.settle(addedKW: state.addedKW)
    guard runs.short == 0 else { return nil }
    var next = outcome
    next.dispatch = runs.dispatch
    return next
  }

  private static func warning(_ problem: Problem, _ tightened: Problem, site: Int) -> Warning? {
    guard case .liquid(let given) = problem.sites[site].cooling,
      case .liquid(let used) = tightened.sites[site].cooling, used.marginK > given.marginK
    else { return nil }
    return Warning(
      code: "margin-raised",
      message: "site \(quoted(problem.sites[site].id)) is planned with a margin of "
        + "\((used.marginK * 100).rounded() / 100) K instead of \(given.marginK) K: "
        + "temperatures overshoot where the load steps")
  }

  private static func warning(_ breach: TransientCheck.Breach, _ problem: Problem) -> Warning {
    Warning(
      code: "temperature",
      message: "site \(quoted(problem.sites[breach.site].id)) exceeds a temperature limit by "
        + "\((breach.kelvins * 100).rounded() / 100) K in slot \(breach.slot) "
        + "(\(problem.horizon.edge(breach.slot))), where the load steps")
  }
}

extension Schedule {
  /// What a search decided, its plants included.
  init(_ outcome: SearchOutcome, _ problem: Problem) {
    self.init(outcome.placements, problem.compiled)
    dispatch = outcome.dispatch
  }
}
