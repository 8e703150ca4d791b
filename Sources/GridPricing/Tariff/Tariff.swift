/// What a site pays beside the price of energy, and what it is paid for export.
///
/// Amounts are in the currency of the objective.
public struct Tariff: Sendable, Equatable {
  /// Paid on top of the energy price for every kWh of import.
  public var adders: [EnergyAdder]
  /// Paid for peaks of the import.
  public var demandCharges: [DemandCharge]
  /// What exported energy earns; without it nothing may be exported.
  public var exportPrice: EnergyPrice?

  public init(
    adders: [EnergyAdder] = [], demandCharges: [DemandCharge] = [],
    exportPrice: EnergyPrice? = nil
  ) {
    self.adders = adders
    self.demandCharges = demandCharges
    self.exportPrice = exportPrice
  }

  /// Nothing beside the price of energy; no export.
  public static let none = Tariff()
}

/// A network charge, tax or levy on every kWh of import at certain times.
public struct EnergyAdder: Sendable, Equatable {
  public var name: String
  public var price: EnergyPrice
  /// In local time; a slot that lies inside in part pays for that part.
  public var window: TariffWindow

  public init(name: String, price: EnergyPrice, window: TariffWindow = .all) {
    self.name = name
    self.price = price
    self.window = window
  }
}

/// A charge for the highest mean import of each calendar period.
///
/// Costs `pricePerKilowatt · max(0, peak − peakSoFar)` for each period that the horizon touches,
/// never prorated; `peakSoFar` belongs to the first of them. The peak is the highest mean import over
/// one metering interval inside the window.
public struct DemandCharge: Sendable, Equatable {
  public var name: String
  /// Currency per kW.
  public var pricePerKilowatt: Double
  public var period: CalendarPeriod
  /// Length of a metering interval, a whole number of slots; nil is one slot.
  public var meteringMinutes: Int?
  /// The peak that the first period has already paid for.
  public var peakSoFar: Power
  /// In local time; a slot that touches it counts.
  public var window: TariffWindow

  public init(
    name: String, pricePerKilowatt: Double, period: CalendarPeriod = .month,
    meteringMinutes: Int? = nil, peakSoFar: Power = .zero, window: TariffWindow = .all
  ) {
    self.name = name
    self.pricePerKilowatt = pricePerKilowatt
    self.period = period
    self.meteringMinutes = meteringMinutes
    self.peakSoFar = peakSoFar
    self.window = window
  }
}

/// A stretch of the local calendar.
public enum CalendarPeriod: String, Sendable, CaseIterable {
  case day, month, year
}
