import GridPricing

/// The run-now baseline of a problem, evaluated.
struct Baseline {
  let lateJobs: Int
  /// Jobs that do not end inside the horizon.
  let unplaced: Int
  let evaluation: Evaluation

  init(_ problem: Problem) {
    let run = BaselinePolicy.runNow.schedule(problem)
    lateJobs = run.lateJobs
    unplaced = run.beyondHorizon.count
    evaluation = Evaluation(problem, run.schedule)
  }

  var figures: PlanDocument.BaselineFigures {
    PlanDocument.BaselineFigures(
      lateJobs: lateJobs, objective: evaluation.objective, totals: evaluation.totals)
  }

  func savings(_ plan: Plan) -> PlanDocument.SavingFigures {
    let (before, after) = (evaluation.totals, plan.evaluation.totals)
    return PlanDocument.SavingFigures(
      cost: (evaluation.objective.total, plan.evaluation.objective.total),
      emissions: (before.emissionsTonnes, after.emissionsTonnes),
      energy: (before.energyMWh, after.energyMWh))
  }
}
