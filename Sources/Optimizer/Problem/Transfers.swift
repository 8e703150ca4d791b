import GridPricing

/// What moving a job's input from its home site to another one costs.
public struct Transfers: Sendable, Equatable {
  /// Fee for 10⁹ bytes, in the currency of the objective.
  public var costPerGB: Money
  /// Energy of the network, which draws it outside the sites; priced at the mean of what the
  /// destination pays, carbon price included.
  public var kWhPerGB: Double
  /// Rate by which a job's start is delayed; nil means no delay.
  public var gigabitsPerSecond: Double?

  public init(
    costPerGB: Money = .zero, kWhPerGB: Double = 0, gigabitsPerSecond: Double? = nil
  ) {
    self.costPerGB = costPerGB
    self.kWhPerGB = kWhPerGB
    self.gigabitsPerSecond = gigabitsPerSecond
  }
}

extension Transfers {
  /// Rates in 10⁹ bits per second: from a kilobit to more than any network has.
  package static let gigabitRange = 1e-6...1e9
}
