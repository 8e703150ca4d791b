import GridPricing
import Testing

@testable import Optimizer

struct CoolingPresetTests {
  @Test(
    .enabled(if: CoolingReference.isThere, "../shared/instances is not there"),
    arguments: CoolingPreset.allCases)
  func everyNumberIsThatOfTheReference(preset: CoolingPreset) throws {
    let reference = CoolingReference.preset(preset)
    let figures = try Figures(preset.parameters)
    for (path, wanted) in reference.sorted(by: { $0.key < $1.key }) {
      let value = try #require(figures.byPath[path], "\(path) is not known")
      #expect(isNear(value, wanted, relative: 1e-12), "\(path) is \(value), not \(wanted)")
    }
    for parameter in CoolingParameter.all where parameter.isUsed(by: preset.parameters) {
      #expect(reference[parameter.path] != nil, "\(parameter.path) is not in the reference")
    }
  }

  @Test(arguments: CoolingPreset.allCases)
  func aPresetScalesInProportion(preset: CoolingPreset) throws {
    let air = AmbientAir(dryBulbC: 31, relativeHumidity: 0.4)
    let plant = try CoolingPlant(preset)
    let small = try CoolingPlant(preset, nominalIT: .kilowatts(plant.nominalITKW / 8))
    let state = plant.steady(referenceKW: 0.7 * plant.nominalITKW, air: air, supplyC: 30)
    let smallState = small.steady(referenceKW: 0.7 * small.nominalITKW, air: air, supplyC: 30)
    #expect(isNear(8 * smallState.facilityW, state.facilityW, relative: 1e-9))
    #expect(isNear(8 * smallState.waterKgPerSecond, state.waterKgPerSecond, relative: 1e-7))
    #expect(abs(smallState.gpuC - state.gpuC) < 1e-7)
  }

  /// Numbers by their paths in the reference, those that follow from others included.
  private struct Figures {
    var byPath: [String: Double] = [:]

    init(_ plant: PlantParameters) throws {
      for parameter in CoolingParameter.all {
        let perKilo = parameter.unit == "kW" || parameter.unit == "kPa" ? 1000.0 : 1
        byPath[parameter.path] = perKilo * parameter.value(in: plant)
      }
      let sized = try CoolingPlant(plant)
      add(sized.warm, "warm")
      add(sized.cool, "cool")
    }

    private mutating func add(_ circuit: CoolingCircuit, _ name: String) {
      byPath["\(name).unit.c_w_nom"] = circuit.rate
      switch circuit.unit {
      case .tower(let tower): byPath["\(name).unit.ntu_nom"] = tower.transferUnits
      case .coils(let cooler):
        byPath["\(name).unit.c_a_nom"] = cooler.airRate
        byPath["\(name).unit.ua_nom"] = cooler.conductance
        byPath["\(name).unit.adiabatic"] = cooler.pads == nil ? 0 : 1
      }
    }
  }
}
