import GridPricing

/// What a plan minimises: money, with emissions at a price.
public struct Objective: Sendable, Equatable {
  /// ISO 4217 code; every amount in a plan is in it.
  public var currency: String
  /// What emissions cost on top of the energy.
  public var carbonPrice: CarbonPrice
  /// What the water that the cooling takes costs.
  public var waterPrice: WaterPrice
  /// Units of `currency` for one unit of another, for series in that other currency.
  public var exchangeRates: [String: Double]

  public init(
    currency: String = "EUR", carbonPrice: CarbonPrice = .zero,
    waterPrice: WaterPrice = .zero, exchangeRates: [String: Double] = [:]
  ) {
    self.currency = currency
    self.carbonPrice = carbonPrice
    self.waterPrice = waterPrice
    self.exchangeRates = exchangeRates
  }
}
