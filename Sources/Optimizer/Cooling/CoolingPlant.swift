import GridPricing

/// A liquid-cooled plant, sized and ready to be evaluated.
///
/// GPUs give most of their heat to a coolant loop. Distribution units pass it on to the warm
/// circuit, which rejects it outdoors with or without a trim chiller. What escapes to the room's
/// air goes through air handlers to the cool circuit. The model is closed-form and steady;
/// ``simulate(_:stepSeconds:observe:)`` adds the slow parts.
///
/// ```swift
/// let plant = try CoolingPlant(.nvl72Dry, nominalIT: .megawatts(8))
/// let air = AmbientAir(dryBulb: .celsius(30), relativeHumidity: .percent(40))
/// let state = plant.steadyState(reference: .megawatts(6), air: air)
/// print(state.facilityPower.megawatts, state.gpuC)
/// ```
public struct CoolingPlant: Sendable, Equatable {
  /// What it was made from.
  public let parameters: PlantParameters
  let silicon: Silicon
  let coolant: CoolantLoop
  let warm: CoolingCircuit
  let cool: CoolingCircuit
  let airSide: AirSide

  /// A plant of these numbers.
  ///
  /// - Throws: ``CoolingPlantError`` where a number is out of its range, or numbers contradict each
  ///   other.
  public init(_ parameters: PlantParameters) throws(CoolingPlantError) {
    try parameters.check()
    self.parameters = parameters
    silicon = Silicon(parameters.silicon, mode: parameters.leakage)
    coolant = CoolantLoop(parameters)
    warm = CoolingCircuit(parameters.warm)
    cool = CoolingCircuit(parameters.cool)
    airSide = AirSide(parameters)
  }

  /// A preset, at its own nominal IT power or scaled to another.
  ///
  /// - Throws: ``CoolingPlantError`` where the power is out of range.
  public init(
    _ preset: CoolingPreset, nominalIT: Power? = nil
  ) throws(CoolingPlantError) {
    var parameters = preset.parameters
    if let nominalIT { parameters.scale(toNominalITW: nominalIT.watts) }
    try self.init(parameters)
  }

  /// IT power at relative load 1, kW.
  package var nominalITKW: Double { parameters.nominalITW / 1000 }

  /// Whether any heat goes to the room's air, and so to the cool circuit.
  public var hasCoolCircuit: Bool { airSide.exists }

  /// Whether a storage tank has a chiller to serve.
  public var hasChiller: Bool { warm.chiller != nil || (hasCoolCircuit && cool.chiller != nil) }

  /// Plants of the same numbers are the same plant.
  public static func == (left: CoolingPlant, right: CoolingPlant) -> Bool {
    left.parameters == right.parameters
  }
}
