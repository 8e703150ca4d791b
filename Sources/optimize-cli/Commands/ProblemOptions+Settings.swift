import GridPricing
import Optimizer

extension ProblemOptions {
  /// What the flags change in the problem; a plan keeps it for `verify`.
  var settings: PlanDocument.Settings {
    PlanDocument.Settings(
      carbonPricePerTonne: carbonPricePerTonne, gapFill: gapFill == .none ? nil : gapFill)
  }
}
