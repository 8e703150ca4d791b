import GridPricing

/// A load that changes once.
public struct LoadStep: Sendable, Equatable {
  /// IT power with GPUs at the reference temperature, before and after.
  public var from: Power
  public var to: Power
  /// From the start of the run.
  public var atSeconds: Double
  public var durationSeconds: Double

  /// - Precondition: the step lies within the run.
  public init(from: Power, to: Power, atSeconds: Double, durationSeconds: Double) {
    self.from = from
    self.to = to
    self.atSeconds = atSeconds
    self.durationSeconds = durationSeconds
  }

  /// The longest slots, in seconds, that begin at 0 and have an edge at the step and at the end.
  package var slotSeconds: Double {
    var (a, b) = (Int64((atSeconds * 1000).rounded()), Int64((durationSeconds * 1000).rounded()))
    while b != 0 { (a, b) = (b, a % b) }
    return Double(a) / 1000
  }

  /// How many of those slots the run has; many where step and end have no long slot in common.
  package var slotCount: Int { Int((durationSeconds / slotSeconds).rounded()) }

  /// The load in each of those slots, kW.
  package var loadsKW: [Double] {
    let count = slotCount
    let before = Int((atSeconds / slotSeconds).rounded())
    return (0..<count).map { $0 < before ? from.kilowatts : to.kilowatts }
  }
}
