import Testing

@testable import Optimizer

struct CoolingParameterTests {
  @Test func namesAndPathsAreUnique() {
    let names = CoolingParameter.all.map(\.name) + CoolingChoice.allCases.map(\.rawValue)
    #expect(Set(names).count == names.count)
    #expect(Set(CoolingParameter.all.map(\.path)).count == CoolingParameter.all.count)
    for name in names {
      #expect(name.first?.isLowercase == true && !name.contains("_"), "\(name)")
    }
  }

  @Test func aValueComesBackInItsUnit() {
    for parameter in CoolingParameter.all where parameter.name != "nominalITKW" {
      var plant = CoolingPreset.nvl72Dry.parameters
      let before = plant
      let value = parameter.value(in: plant) * 1.25 + 0.125
      parameter.set(value, in: &plant)
      #expect(isNear(parameter.value(in: plant), value, relative: 1e-15), "\(parameter.name)")
      for other in CoolingParameter.all where other.name != parameter.name {
        #expect(other.value(in: plant) == other.value(in: before), "\(other.name)")
      }
    }
  }

  @Test func nominalPowerTakesAllSizesAlong() throws {
    var plant = CoolingPreset.nvl72Dry.parameters
    let nominal = try parameter("nominalITKW")
    #expect(nominal.value(in: plant) == 10_000)
    nominal.set(2500, in: &plant)
    for name in ["warmCapacityKW", "coolUnitKW", "warmChillerKW"] {
      let sized = try parameter(name)
      #expect(
        isNear(
          4 * sized.value(in: plant), sized.value(in: CoolingPreset.nvl72Dry.parameters),
          relative: 1e-12))
    }
  }

  @Test(arguments: CoolingPreset.allCases)
  func presetsAreInRange(preset: CoolingPreset) {
    for parameter in CoolingParameter.all {
      #expect(
        parameter.range.contains(parameter.value(in: preset.parameters)), "\(parameter.name)")
    }
  }

  @Test func everyRangeIsGuarded() {
    for parameter in CoolingParameter.all {
      for value in [
        parameter.range.lowerBound - 1, parameter.range.upperBound * 1.01 + 1, .nan,
      ] {
        for preset in [CoolingPreset.nvl72Adiabatic, .nvl72Tower] {
          var plant = preset.parameters
          guard parameter.isUsed(by: plant) else { continue }
          parameter.set(value, in: &plant)
          #expect(throws: CoolingPlantError.self, "\(parameter.name) \(value)") {
            try CoolingPlant(plant)
          }
        }
      }
    }
  }

  @Test func whatAPlantLacksIsNotUsed() throws {
    let dry = CoolingPreset.nvl72Dry.parameters
    let tower = CoolingPreset.frontierLike.parameters
    #expect(try !parameter("warmTowerWetBulbC").isUsed(by: dry))
    #expect(try parameter("warmTowerWetBulbC").isUsed(by: tower))
    #expect(try !parameter("warmDryAirC").isUsed(by: tower))
    #expect(try !parameter("warmPadEffectiveness").isUsed(by: dry))
    #expect(try !parameter("warmChillerKW").isUsed(by: tower))
    #expect(try !parameter("coolChillerLatentShare").isUsed(by: dry))
    #expect(try parameter("coolChillerLatentShare").isUsed(by: tower))
  }

  @Test func contradictionsNameTheirNumber() {
    func fault(_ change: (inout PlantParameters) -> Void) -> String? {
      var plant = CoolingPreset.nvl72Dry.parameters
      change(&plant)
      do {
        _ = try CoolingPlant(plant)
        return nil
      } catch {
        return error.parameter
      }
    }
    #expect(fault { _ in } == nil)
    #expect(fault { $0.leastSupplyC = 42 } == "facilitySupplyMinC")
    #expect(fault { $0.warm.unit.dry.airC = 49 } == "warmDryAirC")
    #expect(fault { $0.cool.unit.outletC = 34 } == "coolUnitInletC")
    #expect(fault { $0.silicon.leakagePerK = 0.09 } == "leakageFraction")
    #expect(
      fault {
        $0.coolantApproachK = 0.1
        $0.warm.rangeK = 20
      } == "cduApproachK")
    #expect(
      fault {
        CoolingChoice.warmUnit.set("tower", in: &$0)
        $0.warm.unit.tower.wetBulbC = 34
      } == "warmTowerWetBulbC")
  }

  @Test func choicesAreMadeAndComeBack() {
    for choice in CoolingChoice.allCases {
      for value in choice.values {
        var plant = CoolingPreset.nvl72Dry.parameters
        choice.set(value, in: &plant)
        #expect(choice.value(in: plant) == value)
      }
      #expect(!choice.meaning.isEmpty)
    }
  }

  @Test func aNewKindBringsItsRatingAndKeepsItsSize() throws {
    var plant = CoolingPreset.nvl72Dry.parameters
    CoolingChoice.warmUnit.set("tower", in: &plant)
    #expect(plant.warm.unit == .tower(capacityW: 9_570_000))
    CoolingChoice.warmChiller.set("tower", in: &plant)
    #expect(plant.warm.chiller.condenserRiseK == 9.5)
    #expect(
      plant.warm.chiller.capacityW == CoolingPreset.nvl72Dry.parameters.warm.chiller.capacityW)
    _ = try CoolingPlant(plant)
  }

  @Test func aChoiceOutsideItsValuesIsAMistake() async {
    await #expect(processExitsWith: .failure) {
      var plant = CoolingPreset.nvl72Dry.parameters
      CoolingChoice.warmUnit.set("fountain", in: &plant)
    }
  }

  private func parameter(_ name: String) throws -> CoolingParameter {
    try #require(CoolingParameter.all.first { $0.name == name }, "\(name)")
  }
}
