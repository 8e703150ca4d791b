/// Whether an intensity describes all generation or the plants that answer a change in load.
public enum CarbonBasis: String, CaseIterable, Sendable {
  /// Emissions of the mix, divided by its energy.
  case average
  /// Emissions of the plants that would serve one more unit of load.
  case marginal
}

/// Which emissions an intensity counts.
public enum EmissionFactor: String, CaseIterable, Sendable {
  /// Emissions at the power plant only.
  case direct
  /// Direct emissions plus those of fuel supply, construction and disposal.
  case lifecycle
}
