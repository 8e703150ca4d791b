import GridPricing

extension Quote {
  /// One line on why the job would run then.
  func reason(runNow: Evaluation.JobFigures?, _ job: Job) -> String {
    let isFixed = job.scaling == nil && job.powerCaps.isEmpty
    let plainly = "in one piece" + (isFixed ? "" : " on \(job.gpus) GPUs at full power")
    var text: String
    if let runNow, segments == runNow.segments {
      text = "runs as soon as it fits; no place that is free is cheaper"
    } else if let runNow {
      let saving = amount(runNow.cost - (cost ?? 0))
      let comparison = saving == amount(0) ? "as much as" : "\(saving) less than"
      text = "the cheapest place that is free; \(comparison) \(plainly) from \(runNow.start)"
    } else {
      text = "the cheapest place that is free; \(plainly) it does not fit"
    }
    if let gpuScarcityCost, gpuScarcityCost > 0 {
      text += "; its GPUs and power are worth \(amount(gpuScarcityCost)) to other jobs"
    }
    if let value = job.value, let price = totalCost ?? cost, price > value.amount {
      text += "; it costs more than its value, so a new plan would decline it"
    }
    return text
  }

  private func amount(_ value: Double) -> String {
    let cents = (value * 100).rounded()
    let text = "\(cents / 100)"
    return "\(text.hasSuffix(".0") ? String(text.dropLast(2)) : text) \(currency)"
  }
}
