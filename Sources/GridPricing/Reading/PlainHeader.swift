/// What the header of a plain CSV column says: `price_eur_per_mwh`, `carbon_direct_g_per_kwh`.
struct PlainHeader {
  var role: SourceColumn.Role
  var unit: String
  var currency: String?
  var basis: CarbonBasis?
  var factor: EmissionFactor?
  var conversion: UnitConversion
  /// The values that can be meant.
  var range: ClosedRange<Double>

  /// Nil where the header names no quantity with its unit.
  init?(_ key: String) {
    range = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
    conversion = .none
    if let simple = Self.simple[key] {
      (role, unit, conversion, range) = simple
    } else if key.hasPrefix("price_") {
      let words = key.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
      guard words.count == 4, words[2] == "per", ["mwh", "kwh"].contains(words[3]),
        words[1].count == 3, words[1].allSatisfy({ $0.isASCII && $0.isLetter })
      else { return nil }
      let code = words[1].uppercased()
      role = .price
      currency = code
      unit = words[3] == "mwh" ? "\(code)/MWh" : "\(code)/kWh"
      conversion = words[3] == "mwh" ? .thousandth : .none
    } else if key.hasPrefix("carbon_"),
      let known = Self.carbonUnits.first(where: { key.hasSuffix("_" + $0.suffix) })
    {
      role = .carbon
      unit = known.unit
      conversion = known.conversion
      range = 0...Double.greatestFiniteMagnitude
      for word in key.dropFirst(6).dropLast(known.suffix.count).split(separator: "_") {
        if let basis = CarbonBasis(rawValue: String(word)), self.basis == nil {
          self.basis = basis
        } else if let factor = EmissionFactor(rawValue: String(word)), self.factor == nil {
          self.factor = factor
        } else {
          return nil
        }
      }
    } else {
      return nil
    }
  }

  private static let carbonUnits: [(suffix: String, unit: String, conversion: UnitConversion)] = [
    ("g_per_kwh", "gCO2e/kWh", .thousandth), ("kg_per_mwh", "kgCO2e/MWh", .thousandth),
    ("kg_per_kwh", "kgCO2e/kWh", .none), ("lb_per_mwh", "lbCO2e/MWh", .poundsPerMegawattHour),
  ]

  private static let simple:
    [String: (SourceColumn.Role, String, UnitConversion, ClosedRange<Double>)] = [
      "dry_bulb_c": (.dryBulb, "°C", .none, -100...100),
      "dry_bulb_f": (.dryBulb, "°F", .fahrenheit, -148...212),
      "wet_bulb_c": (.wetBulb, "°C", .none, -100...100),
      "wet_bulb_f": (.wetBulb, "°F", .fahrenheit, -148...212),
      "relative_humidity_percent": (.relativeHumidity, "%", .none, 0...100),
      "pressure_hpa": (.pressure, "hPa", .hundredfold, 300...1100),
      "solar_kw": (.solar, "kW", .none, 0...Double.greatestFiniteMagnitude),
      "it_kw": (.itPower, "kW", .none, 0...Double.greatestFiniteMagnitude),
      "it_reference_kw": (
        .itReferencePower, "kW", .none, 0...Double.greatestFiniteMagnitude
      ),
      "facility_kw": (.facilityPower, "kW", .none, 0...Double.greatestFiniteMagnitude),
      "facility_supply_c": (.facilitySupply, "°C", .none, 1...90),
      "reserved_gpus": (.reservedGPUs, "GPUs", .none, 0...Double.greatestFiniteMagnitude),
      "reserved_kw": (.reservedPower, "kW", .none, 0...Double.greatestFiniteMagnitude),
    ]
}
