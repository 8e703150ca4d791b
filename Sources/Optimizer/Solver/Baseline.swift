import GridPricing

/// The run-now baseline of a problem, evaluated.
struct Baseline {
  /// What one job costs and emits there.
  struct JobFigures {
    let cost: Double
    /// Nil where the site has no carbon series.
    let emissionsKg: Double?
  }

  let lateJobs: Int
  /// Jobs that do not end inside the horizon.
  let unplaced: Int
  let objective: PlanDocument.ObjectiveFigures
  let totals: PlanDocument.TotalFigures
  /// By job; nil where it does not run.
  let jobs: [JobFigures?]

  init(_ problem: Problem) {
    let run = BaselinePolicy.runNow.schedule(problem)
    lateJobs = run.lateJobs
    unplaced = run.beyondHorizon.count
    let evaluation = Evaluation(problem, run.schedule)
    objective = evaluation.objective
    totals = evaluation.totals
    // Without their segments, which nobody asks for: they would take most of the memory.
    jobs = evaluation.jobs.map { figures in
      figures.map { JobFigures(cost: $0.cost, emissionsKg: $0.emissionsKg) }
    }
  }

  var figures: PlanDocument.BaselineFigures {
    PlanDocument.BaselineFigures(
      lateJobs: lateJobs, objective: objective, totals: totals)
  }

  func savings(_ plan: Plan) -> PlanDocument.SavingFigures {
    let (before, after) = (totals, plan.evaluation.totals)
    return PlanDocument.SavingFigures(
      cost: (objective.total, plan.evaluation.objective.total),
      emissions: (before.emissionsTonnes, after.emissionsTonnes),
      energy: (before.energyMWh, after.energyMWh))
  }
}
