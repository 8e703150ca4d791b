/// Carbon intensity of grid electricity over time.
///
/// What the values mean is data too: ``basis`` and ``factor`` are nil where neither the file nor the
/// caller said, never guessed.
public struct CarbonIntensitySeries: Sendable {
  /// Average or marginal, where said.
  public var basis: CarbonBasis?
  /// Direct or life-cycle, where said.
  public var factor: EmissionFactor?
  /// Base unit: kg CO₂e per kWh.
  public var series: Series<CarbonIntensityDimension>

  /// Intensities in `series`, which takes the role "carbon intensity".
  public init(
    basis: CarbonBasis?, factor: EmissionFactor?, series: Series<CarbonIntensityDimension>
  ) {
    self.basis = basis
    self.factor = factor
    self.series = series
    self.series.role = "carbon intensity"
  }

  /// The same intensity at every instant.
  ///
  /// - Precondition: `gramsPerKWh` is finite and not negative.
  public static func constant(
    gramsPerKWh: Double, basis: CarbonBasis? = nil, factor: EmissionFactor? = nil
  ) -> CarbonIntensitySeries {
    precondition(gramsPerKWh >= 0, "a carbon intensity is not negative, got \(gramsPerKWh)")
    return CarbonIntensitySeries(
      basis: basis, factor: factor,
      series: .constant(
        .gramsPerKilowattHour(gramsPerKWh), unit: "gCO2e/kWh", role: "carbon intensity"))
  }

  /// Intensities in equal steps from `start`; nil is a gap.
  ///
  /// - Precondition: `stepMinutes` is positive and the values are finite.
  public init(
    start: Instant, stepMinutes: Int, gramsPerKWh: [Double?], basis: CarbonBasis? = nil,
    factor: EmissionFactor? = nil
  ) {
    self.init(
      basis: basis, factor: factor,
      series: Series(
        steps: SeriesStep.equal(
          from: start, stepMinutes: stepMinutes, values: gramsPerKWh.map { $0.map { $0 / 1000 } }),
        provenance: Provenance(format: "values", unit: "gCO2e/kWh"), role: "carbon intensity"))
  }
}
