/// A liquid with constant properties.
struct Fluid: Sendable {
  /// kg/m³.
  var density: Double
  /// J/(kg K).
  var specificHeat: Double
  /// J/(m³ K).
  var volumetricHeat: Double { density * specificHeat }

  /// Water at 35 °C.
  static let water = Fluid(density: 994, specificHeat: 4179)
  /// A quarter propylene glycol, which fills the coolant loop.
  static let glycol = Fluid(density: 1012.5, specificHeat: 3957)
  /// Heat of evaporation of water at 30 °C, J/kg.
  static let evaporationHeat = 2.43e6
}
