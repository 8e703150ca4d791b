/// A quantity over time as a step function, with its provenance.
///
/// ```swift
/// let price = Series<EnergyPriceDimension>.constant(.perMegawattHour(95))
/// try price.sampled(on: week, gaps: .none).values  // 0.095 per slot, in currency/kWh
/// ```
/// Values are finite and in the base unit of the dimension. Steps ascend and do not overlap; time
/// that no step covers is a gap, as is a step without a value.
public struct Series<Dimension>: Sendable, Equatable {
  /// A value over an interval.
  public typealias Step = SeriesStep
  /// One value per slot of a horizon.
  public typealias Sampled = GridPricing.Sampled

  /// Ascending, without overlap; empty where the series is constant.
  public let steps: [Step]
  /// Where the values come from and what was done to them.
  public var provenance: Provenance
  /// What the values are, for messages: "price", "carbon intensity".
  public var role: String
  /// The value at every instant, where the series is constant.
  public let constantValue: Double?

  /// Steps with their provenance, whose coverage is filled in where it is empty.
  ///
  /// - Precondition: each step ends after its start and not after the next one's start; values are
  ///   finite.
  public init(steps: [Step], provenance: Provenance, role: String = "series") {
    for (index, step) in steps.enumerated() {
      precondition(step.start < step.end, "step \(index) at \(step.start) ends at \(step.end)")
      precondition(step.value?.isFinite ?? true, "step \(index) at \(step.start) is not finite")
      precondition(
        index == 0 || steps[index - 1].end <= step.start,
        "step \(index) at \(step.start) overlaps the one before")
    }
    self.steps = steps
    self.provenance = provenance
    self.role = role
    constantValue = nil
    if let first = steps.first, let last = steps.last, provenance.coverage.isEmpty {
      self.provenance.coverage = "\(first.start)/\(last.end)"
    }
  }

  private init(constant: Double, provenance: Provenance, role: String) {
    precondition(constant.isFinite, "a constant series needs a finite value, got \(constant)")
    steps = []
    self.provenance = provenance
    self.role = role
    constantValue = constant
  }

  /// The same value at every instant, for any horizon.
  ///
  /// - Precondition: the value is finite.
  public static func constant(
    _ value: Quantity<Dimension>, unit: String = "base unit", role: String = "series"
  ) -> Series {
    Series(
      constant: value.value, provenance: Provenance(format: "constant", unit: unit), role: role)
  }

  /// The start of the first step; nil for constant and empty series.
  public var start: Instant? { steps.first?.start }
  /// The end of the last step; nil for constant and empty series.
  public var end: Instant? { steps.last?.end }
}
