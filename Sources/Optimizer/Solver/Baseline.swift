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
    func percent(_ before: Double?, _ after: Double?) -> Double? {
      guard let before, let after, before != 0 else { return nil }
      return 100 * (before - after) / abs(before)
    }
    let totals = plan.evaluation.totals
    return PlanDocument.SavingFigures(
      costPercent: percent(evaluation.objective.total, plan.evaluation.objective.total),
      emissionsPercent: percent(evaluation.totals.emissionsTonnes, totals.emissionsTonnes),
      energyPercent: percent(evaluation.totals.energyMWh, totals.energyMWh))
  }
}
