/// One number of a plant, as files and documentation see it.
///
/// ``all`` is the only list of them: readers, schemas and tables follow it.
public struct CoolingParameter: Sendable {
  /// Where a default comes from.
  public enum Source: String, Sendable {
    /// Read in a public source.
    case read = "R"
    /// Derived by own analysis.
    case derived = "D"
    /// Known from the literature.
    case known = "K"
    /// Assumed.
    case assumed = "A"
  }

  /// Name in scenarios, with its unit; `loss.a` is the key `a` of the object `loss`.
  public let name: String
  /// Place in the reference presets, such as `warm.unit.fan_frac`.
  public let path: String
  /// Unit of the value under this name; empty for a plain number.
  public let unit: String
  /// What is allowed, in that unit.
  public let range: ClosedRange<Double>
  /// One line.
  public let meaning: String
  public let source: Source

  let place: Place
  let use: Use
  /// Base units per unit.
  let scale: Double

  /// Where the number stands.
  enum Place: Sendable {
    case plant(WritableKeyPath<PlantParameters, Double> & Sendable)
    case circuit(
      WritableKeyPath<PlantParameters, CircuitParameters> & Sendable,
      WritableKeyPath<CircuitParameters, Double> & Sendable)
  }

  /// Which equipment has it.
  enum Use: Sendable {
    case always, coils, pads, tower, basin, chiller, wetCondenser
  }

  /// The value in the unit of its name.
  public func value(in plant: PlantParameters) -> Double {
    switch place {
    case .plant(let number): plant[keyPath: number] / scale
    case .circuit(let circuit, let number): plant[keyPath: circuit][keyPath: number] / scale
    }
  }

  /// Sets the value, given in the unit of its name. Nominal IT power takes all sizes along, so it
  /// comes before any other.
  public func set(_ value: Double, in plant: inout PlantParameters) {
    switch place {
    case .plant(let number) where number == \PlantParameters.nominalITW:
      plant.scale(toNominalITW: value * scale)
    case .plant(let number): plant[keyPath: number] = value * scale
    case .circuit(let circuit, let number):
      plant[keyPath: circuit][keyPath: number] = value * scale
    }
  }

  /// Whether the plant has the equipment that the number describes; setting it elsewhere changes
  /// nothing.
  public func isUsed(by plant: PlantParameters) -> Bool {
    guard case .circuit(let circuit, _) = place else { return true }
    let unit = plant[keyPath: circuit].unit.kind
    let chiller = plant[keyPath: circuit].chiller.kind
    return switch use {
    case .always: true
    case .coils: unit != .tower
    case .pads: unit == .adiabatic
    case .tower: unit == .tower
    case .basin: unit != .dry
    case .chiller: chiller != .none
    case .wetCondenser: chiller == .tower
    }
  }
}
