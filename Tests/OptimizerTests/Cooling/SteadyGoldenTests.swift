import Testing

@testable import Optimizer

/// Steady states as they were when the model agreed with its reference: every kind of unit in
/// bypass, with and without help of a chiller, and beyond its means; thin air among them.
struct SteadyGoldenTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let preset: CoolingPreset
    let dryBulbC: Double
    let humidity: Double
    let pressurePa: Double
    let load: Double
    let setC: Double
    let itKW: Double
    let coolingKW: Double
    let facilityKW: Double
    let supplyC: Double
    let gpuC: Double
    let waterKgPerSecond: Double

    init(
      _ preset: CoolingPreset, _ dryBulbC: Double, _ humidity: Double, _ pressurePa: Double,
      _ load: Double, _ setC: Double, _ itKW: Double, _ coolingKW: Double, _ facilityKW: Double,
      _ supplyC: Double, _ gpuC: Double, _ waterKgPerSecond: Double
    ) {
      self.preset = preset
      self.dryBulbC = dryBulbC
      self.humidity = humidity
      self.pressurePa = pressurePa
      self.load = load
      self.setC = setC
      self.itKW = itKW
      self.coolingKW = coolingKW
      self.facilityKW = facilityKW
      self.supplyC = supplyC
      self.gpuC = gpuC
      self.waterKgPerSecond = waterKgPerSecond
    }

    var testDescription: String { "\(preset.rawValue) \(dryBulbC) °C, load \(load)" }
  }

  static let rows: [Row] = [
    .init(
      .nvl72Dry, -18.0, 0.7, 101325.0, 0.25, 26.0, 2508.608, 86.734, 2740.522, 26.0, 62.2442, 0.0),
    .init(
      .nvl72Dry, 28.0, 0.4, 84000.0, 0.9, 34.0, 9165.944, 531.584, 10035.835, 34.0, 70.9906, 0.0),
    .init(
      .nvl72Dry, 39.0, 0.2, 101325.0, 1.1, 30.0, 11314.886, 1374.545, 13112.787, 38.2154, 76.165,
      0.0),
    .init(
      .nvl72Tower, -12.0, 0.6, 101325.0, 0.2, 36.0, 2041.804, 96.663, 2274.097, 36.0, 72.2919,
      0.83303),
    .init(
      .nvl72Tower, 34.0, 0.75, 101325.0, 1.05, 24.0, 10638.73, 822.484, 11856.614, 31.0933, 68.1129,
      6.23094),
    .init(
      .nvl72Adiabatic, 33.0, 0.2, 101325.0, 0.7, 28.0, 7049.469, 355.561, 7670.406, 28.0, 64.5024,
      6.34597),
    .init(
      .nvl72Adiabatic, 46.0, 0.3, 95000.0, 1.0, 30.0, 10229.969, 1184.608, 11793.609, 36.0948,
      73.3724, 11.44937),
    .init(
      .hgxH100, 22.0, 0.5, 101325.0, 0.6, 25.0, 2966.422, 170.287, 3252.324, 25.0, 49.6766, 0.0),
    .init(
      .rubin45C, 30.0, 0.3, 101325.0, 1.0, 38.0, 20473.353, 553.502, 21519.251, 38.0, 73.7134, 0.0),
    .init(
      .rubin45C, 43.0, 0.1, 90000.0, 0.6, 41.0, 12498.272, 1023.436, 13829.174, 45.6806, 82.0299,
      0.0),
    .init(
      .frontierLike, 29.0, 0.9, 101325.0, 1.0, 22.0, 23749.598, 993.525, 25027.634, 31.5757, 51.93,
      12.11821),
    .init(
      .frontierLike, 5.0, 0.9, 101325.0, 0.35, 32.0, 8316.749, 263.984, 8710.659, 32.0, 52.3667,
      3.63453),
    .init(
      .esifLike, 38.0, 0.5, 83000.0, 1.1, 20.0, 1308.631, 59.87, 1388.298, 32.0752, 50.5475, 0.81837
    ),
    .init(
      .esifLike, 0.0, 0.4, 83000.0, 0.5, 24.0, 590.899, 15.105, 616.113, 24.0, 41.9249, 0.25348),
  ]

  @Test(arguments: rows)
  func figuresStay(row: Row) throws {
    let plant = try CoolingPlant(row.preset)
    let state = plant.steady(
      referenceKW: row.load * plant.nominalITKW,
      air: AmbientAir(
        dryBulbC: row.dryBulbC, relativeHumidity: row.humidity, pressurePa: row.pressurePa),
      supplyC: row.setC)
    #expect(abs(state.itKW - row.itKW) < 1e-3)
    #expect(abs(state.coolingKW - row.coolingKW) < 1e-3)
    #expect(abs(state.facilityKW - row.facilityKW) < 1e-3)
    #expect(abs(state.warm.supplyC - row.supplyC) < 1e-4)
    #expect(abs(state.gpuC - row.gpuC) < 1e-4)
    #expect(abs(state.waterKgPerSecond - row.waterKgPerSecond) < 1e-5)
  }
}
