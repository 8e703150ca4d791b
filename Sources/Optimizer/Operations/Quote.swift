import GridPricing

/// What one more job would cost beside a plan and when it would run, without a new solve.
///
/// ```swift
/// let quote = try Quote(of: job, beside: plan, in: problem)
/// quote.totalCost  // its energy and carbon, and what its GPUs are worth to others
/// ```
/// The job takes the cheapest place that the plan leaves free, at true cost; of equally cheap ones
/// the first. The plan's shadow prices then say what that place is worth to the jobs of the plan.
public struct Quote: Sendable, Equatable {
  /// Whether there is a place for the job.
  public enum Status: String, Sendable, CaseIterable {
    case quoted, doesNotFit
  }

  /// The id of the job.
  public var job: String
  public var status: Status
  /// The site at which it would run; nil where it does not fit.
  public var site: String?
  /// The id of the pool that the job needs.
  public var pool: String
  /// Empty where the job does not fit.
  public var segments: [PlanDocument.Segment] = []
  /// ISO 4217 code of all amounts.
  public var currency: String
  /// Energy and carbon of the power that the job adds, lateness, and the transfer of its input.
  public var cost: Double?
  /// Facility energy of the power that the job adds.
  public var energyKWh: Double?
  /// Nil where the site has no carbon series, too.
  public var emissionsKg: Double?
  /// What the GPUs and the power that the job holds are worth to other jobs:
  /// Σ μ · GPUs + ν · kW over its slots. Nil where the plan has no shadow prices.
  public var gpuScarcityCost: Double?
  /// As ``cost``, in one piece at its first GPU count and full power as soon as it fits; nil where it
  /// fits nowhere so.
  public var runNowCost: Double?
  /// One line on why it would run then, or what is missing.
  public var reason: String

  /// When the last run ends; nil where the job does not fit.
  public var finish: Instant? { segments.last?.end }

  /// The market price of the job; nil where the plan has no shadow prices.
  public var totalCost: Double? {
    cost.flatMap { cost in gpuScarcityCost.map { cost + $0 } }
  }
}

/// Why there is no quote.
public enum QuoteError: Error, Equatable, Sendable {
  /// The job itself is impossible; the place is a job at position 0.
  case job(ProblemError)
  /// The plan belongs to another problem.
  case plan(PlanMismatch)
}

extension Quote {
  /// Quotes a job.
  ///
  /// - Parameters:
  ///   - job: a job that the problem does not have.
  ///   - plan: a plan for the problem, whole or partial.
  ///   - gaps: the rule that the problem was made with.
  /// - Complexity: O(problem) for setting up, O(window) for a job in one piece.
  public init(
    of job: Job, beside plan: PlanDocument, in problem: Problem, gaps: GapRule = .none
  ) throws(QuoteError) {
    let extended = try Self.problem(problem, with: job, gaps: gaps)
    let held: PlanOccupancy
    do throws(PlanMismatch) {
      held = try PlanOccupancy(plan, in: extended, jobCount: problem.jobs.count)
    } catch {
      throw .plan(error)
    }
    self.init(
      job: job.id, status: .doesNotFit, pool: job.pool, currency: problem.objective.currency,
      reason: "")
    if let shortfall = extended.shortfall {
      reason = Warning(shortfall, on: extended.horizon).message
      return
    }
    let placements = held.placements + [Placement()]
    let number = problem.jobs.count
    let edges = held.edges(for: number)
    let compiled = extended.compiled
    var insertion = Insertion(compiled)
    let found = insertion.best(
      compiled.jobs[number], held.occupancy, PriceRows(exactly: compiled), between: edges)
    guard let found else {
      var finder = ConflictFinder(extended, placements)
      reason = finder.conflicts([number])[0].reason(on: extended.horizon)
      return
    }
    let runNow = ConflictRoom(extended, placements).runNow(job, from: edges.lowerBound)
      .map { Self.figures(of: $0, extended) }
    let schedule = Schedule([found], compiled)
    take(Self.figures(of: schedule.assignments[0]!, extended))
    let option = compiled.options[Int(found.option)]
    site = problem.sites[option.site].id
    runNowCost = runNow?.cost
    gpuScarcityCost = held.prices.map { Self.scarcity(of: found, option, compiled, $0) }
    reason = reason(runNow: runNow, job)
  }

  private mutating func take(_ figures: Evaluation.JobFigures) {
    status = .quoted
    segments = figures.segments
    cost = figures.cost
    energyKWh = figures.energyKWh
    emissionsKg = figures.emissionsKg
  }

  /// The problem with the job at its end. Jobs that it waits for stay free to end when they like: it is
  /// one that may be left out.
  private static func problem(
    _ problem: Problem, with job: Job, gaps: GapRule
  ) throws(QuoteError) -> Problem {
    guard job.running == nil else {
      let message = "job \(quoted(job.id)): runs already; expected a job that has not started"
      throw .job(ProblemError(issues: [.init(place: .job(0, key: "running"), message: message)]))
    }
    var optional = job
    optional.value = job.value ?? .zero
    do throws(ProblemError) {
      return try Problem(
        jobs: problem.jobs + [optional], sites: problem.sites, horizon: problem.horizon,
        objective: problem.objective, transfers: problem.transfers, gaps: gaps)
    } catch {
      var error = error
      for (index, issue) in error.issues.enumerated() {
        if case .job(problem.jobs.count, let key) = issue.place {
          error.issues[index].place = .job(0, key: key)
        }
      }
      throw .job(error)
    }
  }

  /// The bill of the last job of a problem in one place.
  private static func figures(
    of assignment: Assignment, _ problem: Problem
  ) -> Evaluation.JobFigures {
    var assignments = problem.jobs.map { _ in Assignment?.none }
    assignments[assignments.count - 1] = assignment
    let evaluation = Evaluation(problem, Schedule(assignments: assignments))
    guard let figures = evaluation.jobs.last ?? nil else {
      preconditionFailure("a job that has a place has no figures")
    }
    return figures
  }

  private static func scarcity(
    of placement: Placement, _ option: CompiledOption, _ problem: CompiledProblem,
    _ prices: MarketPrices
  ) -> Double {
    var sum = 0.0
    for (run, gpus) in zip(placement.runs, placement.gpusByRun(option)) {
      let kW = option.addedKWPerGPU * Double(gpus)
      for slot in run {
        let part = slot == placement.lastSlot ? placement.lastFraction : 1
        sum += prices.gpu[option.pool * problem.slotCount + slot] * Double(gpus)
        sum += prices.power[option.site * problem.slotCount + slot] * kW * part
      }
    }
    return sum
  }
}

extension PriceRows {
  /// Rows at true cost of which equal stretches have exactly equal differences, so that the first of
  /// equally cheap places is found and not the one that rounding prefers.
  ///
  /// Costs are rounded to multiples of a power of two so small that no sum of them needs more bits
  /// than a double has: by less than 2⁻⁵⁰ of the sum of all.
  init(exactly problem: CompiledProblem) {
    self.init(problem, nil)
    let largest = problem.slotCost.reduce(0) { max($0, abs($1)) } * Double(slotCount)
    guard largest > 0, largest.isFinite else { return }
    let grain = Double(sign: .plus, exponent: max(-1000, largest.exponent - 50), significand: 1)
    for site in 0..<problem.siteCount {
      var sum = 0.0
      for slot in 0..<slotCount {
        sum += (problem.slotCost[site * slotCount + slot] / grain).rounded() * grain
        energy[site * (slotCount + 1) + slot + 1] = sum
      }
    }
  }
}
