import Optimizer

/// The parts of a plan that other documents show as well.
extension JSONText {
  mutating func member(_ key: String, _ settings: PlanDocument.Settings) {
    object(key) {
      $0.member("carbonPricePerTonne", settings.carbonPricePerTonne)
      $0.member("gapFill", settings.gapFill?.rawValue)
    }
  }

  mutating func member(_ key: String, _ objective: PlanDocument.ObjectiveFigures) {
    object(key) {
      $0.member("currency", objective.currency)
      $0.member("total", objective.total)
      $0.member("energyCost", objective.energyCost)
      $0.member("carbonCost", objective.carbonCost)
      $0.member("demandCost", objective.demandCost)
      $0.member("cyclingCost", objective.cyclingCost)
      $0.member("waterCost", objective.waterCost)
      $0.member("latenessCost", objective.latenessCost)
      $0.member("transferCost", objective.transferCost)
      $0.member("declined", objective.declined)
    }
  }

  mutating func member(_ key: String, _ bound: PlanDocument.BoundFigures?) {
    guard let bound else { return }
    object(key) {
      $0.member("lower", bound.lower)
      $0.member("gap", bound.gap)
      $0.member("absoluteGap", bound.absoluteGap)
      $0.member("variableGap", bound.variableGap)
      $0.member("proof", bound.proof.rawValue)
      $0.member("pricesLower", bound.pricesLower)
    }
  }

  mutating func member(_ key: String, _ totals: PlanDocument.TotalFigures) {
    object(key) {
      $0.member("energyMWh", totals.energyMWh)
      $0.member("itEnergyMWh", totals.itEnergyMWh)
      $0.member("coolingEnergyMWh", totals.coolingEnergyMWh)
      $0.member("emissionsTonnes", totals.emissionsTonnes)
      $0.member("waterM3", totals.waterM3)
      $0.member("pue", totals.pue)
      $0.member("pueReference", totals.pueReference)
      $0.member("peakGridKW", totals.peakGridKW)
      $0.member("carbonFreeFraction", totals.carbonFreeFraction)
    }
  }

  mutating func member(
    _ key: String, _ baseline: PlanDocument.BaselineFigures?, _ layout: Layout
  ) {
    guard let baseline else { return }
    object(key, layout) {
      $0.member("policy", baseline.policy)
      $0.member("lateJobs", baseline.lateJobs)
      $0.member("objective", baseline.objective)
      $0.member("totals", baseline.totals)
    }
  }

  mutating func member(_ key: String, _ savings: PlanDocument.SavingFigures?) {
    guard let savings else { return }
    object(key) {
      $0.member("costPercent", savings.costPercent)
      $0.member("emissionsPercent", savings.emissionsPercent)
      $0.member("energyPercent", savings.energyPercent)
    }
  }
}
