/// One series that a file holds: a column, or a column for one zone.
package struct SourceColumn: Equatable, Sendable {
  /// What the values are; decides their base unit.
  package enum Role: String, CaseIterable, Sendable {
    /// Currency per kWh.
    case price
    /// Kilograms of CO₂e per kWh.
    case carbon = "carbon intensity"
    /// °C.
    case dryBulb = "dry bulb"
    /// °C.
    case wetBulb = "wet bulb"
    /// Percent.
    case relativeHumidity = "relative humidity"
    /// Pascals.
    case pressure
    /// Kilowatts.
    case solar
    /// Kilowatts, as meters read it.
    case itPower = "IT power"
    /// Kilowatts, with GPUs at their reference temperature.
    case itReferencePower = "reference IT power"
    /// Kilowatts of a whole site.
    case facilityPower = "facility power"
    /// °C.
    case facilitySupply = "facility supply"
    /// A count.
    case reservedGPUs = "reserved GPUs"
    /// Kilowatts.
    case reservedPower = "reserved power"
  }

  package var role: Role
  /// The name in the file, as a caller's `column` gives it.
  package var name: String
  /// The price area, node or region; nil where the file names none.
  package var zone: String?
  /// The unit of the source.
  package var unit: String
  /// The ISO 4217 code of a price.
  package var currency: String?
  package var basis: CarbonBasis?
  package var factor: EmissionFactor?
  /// How the source tells time.
  package var timeZone: String
  /// Values in the base unit of the role.
  package var steps: [SeriesStep]
  /// What was done to this column, in order.
  package var notes: [String]

  package init(
    role: Role, name: String, zone: String? = nil, unit: String, currency: String? = nil,
    basis: CarbonBasis? = nil, factor: EmissionFactor? = nil, timeZone: String = "UTC",
    steps: [SeriesStep], notes: [String] = []
  ) {
    self.role = role
    self.name = name
    self.zone = zone
    self.unit = unit
    self.currency = currency
    self.basis = basis
    self.factor = factor
    self.timeZone = timeZone
    self.steps = steps
    self.notes = notes
  }

  /// The name for lists of what a file holds: `price_eur_per_mwh`, `LMP of TH_NP15`.
  package var label: String { zone.map { "\(name) of \($0)" } ?? name }

  /// Steps without a value: empty cells, `null`, `n/e`.
  package var emptySteps: Int { steps.reduce(0) { $0 + ($1.value == nil ? 1 : 0) } }
}
