import GridPricing

/// GPUs of a pool that jobs cannot have, such as those held for serving.
public struct Reservation: Sendable, Equatable {
  /// GPUs held, a count over time. The largest number in any part of a slot holds for all of it;
  /// fractions are rounded up.
  public var gpus: Series<GPUCountDimension>
  /// Mean IT power of the reserved GPUs over time, base unit kW: it takes the place of their idle
  /// power, which it includes.
  public var power: Series<PowerDimension>

  public init(gpus: Series<GPUCountDimension>, power: Series<PowerDimension>) {
    self.gpus = gpus
    self.power = power
  }

  /// So many GPUs with so much power at every instant.
  ///
  /// - Precondition: the power is finite.
  public static func constant(gpus: Int, power: Power) -> Reservation {
    Reservation(
      gpus: .constant(GPUCount(Double(gpus)), unit: "GPUs", role: "reserved GPUs"),
      power: .constant(power, unit: "kW", role: "reserved power"))
  }
}

extension Reservation {
  /// What is held in each slot of a horizon.
  struct Sample {
    var gpus: [Int]
    var kW: [Double]
    /// Slots of either series that a gap rule filled.
    var filledSlots: Int
  }

  /// - Throws: ``SeriesError`` where a series has gaps that `gaps` does not fill.
  func sampled(on horizon: Horizon, gaps: GapRule) throws(SeriesError) -> Sample {
    let count = try gpus.largest(on: horizon, gaps: gaps)
    let power = try power.sampled(on: horizon, gaps: gaps)
    return Sample(
      gpus: count.values.map { Int(min($0, Self.mostGPUs).rounded(.up)) }, kW: power.values,
      filledSlots: max(count.filledSlots, power.filledSlots))
  }

  /// More than any pool has; a larger number is as wrong as this one.
  private static let mostGPUs = 1e9
}
