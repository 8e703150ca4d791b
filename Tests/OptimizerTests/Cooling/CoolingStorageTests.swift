import Testing

@testable import Optimizer

struct CoolingStorageTests {
  private let air = AmbientAir(dryBulbC: 33, relativeHumidity: 0.35)

  @Test(arguments: [CoolingPreset.nvl72Dry, .nvl72Tower, .nvl72Adiabatic, .hgxH100, .esifLike])
  func powerRisesWithWhatTheTankIsGiven(preset: CoolingPreset) throws {
    let plant = try CoolingPlant(preset)
    for celsius in [-5.0, 18, 33, 40] {
      let air = AmbientAir(dryBulbC: celsius, relativeHumidity: 0.35)
      let alone = plant.steady(referenceKW: 0.8 * plant.nominalITKW, air: air, supplyC: 30)
      let range = plant.storageRangeKW(of: alone, air: air)
      #expect(range.lowerBound < 0 && range.upperBound >= 0)
      if alone.warm.supplyC > 30 { continue }
      var last = 0.0
      var slope = -1.0
      let step = (range.upperBound - range.lowerBound) / 20
      for sample in 0...20 {
        let storageKW = sample < 20 ? range.lowerBound + step * Double(sample) : range.upperBound
        let state = plant.steady(
          referenceKW: 0.8 * plant.nominalITKW, air: air, supplyC: 30, storageKW: storageKW)
        #expect(state.cool.supplyC <= 20, "\(celsius) °C, \(storageKW) kW")
        if sample > 0 {
          let rise = state.facilityW - last
          #expect(rise >= slope - 1e-9 * last, "convex: \(celsius) °C, \(storageKW) kW")
          #expect(rise >= -1e-9 * last, "\(celsius) °C, \(storageKW) kW")
          // The trim chiller's heat may be the dearer one; within a circuit costs rise.
          slope = 1000 * (storageKW - step) > -alone.cool.heatW ? rise : -1
        }
        last = state.facilityW
      }
    }
  }

  @Test func theTankCarriesTheCoolCircuitAlone() throws {
    let plant = try CoolingPlant(.nvl72Dry)
    let alone = plant.steady(referenceKW: 6000, air: air, supplyC: 38)
    let state = plant.steady(
      referenceKW: 6000, air: air, supplyC: 38, storageKW: -alone.cool.heatW / 1000)
    #expect(alone.cool.chillerW > 0)
    #expect(state.cool.chillerW == 0 && state.cool.fanW == 0)
    #expect(state.cool.pumpW == alone.cool.pumpW)
    #expect(state.warm == alone.warm)
  }

  @Test func whatIsLeftRelievesTheTrimChiller() throws {
    let plant = try CoolingPlant(.nvl72Dry)
    let alone = plant.steady(referenceKW: 6000, air: air, supplyC: 30)
    #expect(alone.warm.chillerHeatW > 0)
    let all = plant.storageRangeKW(of: alone, air: air).lowerBound
    #expect(isNear(-1000 * all, alone.cool.heatW + alone.warm.chillerHeatW, relative: 1e-12))
    let state = plant.steady(referenceKW: 6000, air: air, supplyC: 30, storageKW: all)
    // The fans slow down as well, so that a little is left to the chiller.
    #expect(state.warm.chillerHeatW < 0.3 * alone.warm.chillerHeatW)
    #expect(state.warm.fanW < alone.warm.fanW)
    #expect(state.facilityW < alone.facilityW)
    #expect(state.warm.supplyC == 30)
    let more = plant.steady(referenceKW: 6000, air: air, supplyC: 30, storageKW: 2 * all)
    #expect(isNear(more.facilityW, state.facilityW, relative: 1e-9))
  }

  @Test func reliefBringsASaturatedPlantDown() throws {
    let plant = try CoolingPlant(.nvl72Dry)
    let hot = AmbientAir(dryBulbC: 42, relativeHumidity: 0.15)
    let alone = plant.steady(referenceKW: 9500, air: hot, supplyC: 36)
    #expect(alone.warm.supplyC > 36)
    let range = plant.storageRangeKW(of: alone, air: hot)
    let state = plant.steady(
      referenceKW: 9500, air: hot, supplyC: 36, storageKW: range.lowerBound)
    #expect(state.warm.supplyC < alone.warm.supplyC)
  }

  @Test func theRangeEndsWhereTheSetPointIsLost() throws {
    let plant = try CoolingPlant(.hgxH100)
    let alone = plant.steady(referenceKW: 4000, air: air, supplyC: 34)
    let most = plant.storageRangeKW(of: alone, air: air).upperBound
    #expect(most > 0)
    func supplyC(_ storageKW: Double) -> Double {
      plant.steady(referenceKW: 4000, air: air, supplyC: 34, storageKW: storageKW).cool.supplyC
    }
    #expect(supplyC(0.9999 * most) == 20)
    #expect(supplyC(1.01 * most) > 20)
  }

  @Test func withoutACoolCircuitTheTrimChillerServesTheTank() throws {
    var parameters = CoolingPreset.rubin45C.parameters
    CoolingChoice.warmChiller.set("air", in: &parameters)
    let plant = try CoolingPlant(parameters)
    #expect(plant.hasChiller && !plant.hasCoolCircuit)
    let alone = plant.steady(referenceKW: 12_000, air: air, supplyC: 41)
    #expect(alone.warm.chillerHeatW == 0)
    let range = plant.storageRangeKW(of: alone, air: air)
    #expect(range.lowerBound == 0)
    #expect(isNear(1000 * range.upperBound, plant.warm.chillerCapacityW, relative: 1e-9))
    let state = plant.steady(referenceKW: 12_000, air: air, supplyC: 41, storageKW: 500)
    #expect(isNear(state.warm.chillerHeatW, 500_000, relative: 1e-9))
    #expect(state.warm.fanSpeed == alone.warm.fanSpeed)
  }

  @Test func aPlantWithoutChillerHasNoTank() throws {
    let plant = try CoolingPlant(.rubin45C)
    #expect(!plant.hasChiller)
    let state = plant.steady(referenceKW: 12_000, air: air, supplyC: 41)
    #expect(plant.storageRangeKW(of: state, air: air) == 0...0)
  }

  /// A slot whose load cannot change has points for its tank like any other.
  @Test func theBoundOfASingleLoadIsThatOfANarrowRange() throws {
    let liquid = LiquidCooling(plant: try CoolingPlant(.nvl72Dry))
    func leastKW(upTo load: Double) -> Double {
      FacilityCurves.Slot(liquid, air, loads: 6000...load, tankPowerKW: 3000).points
        .map { $0.facilityKW }.min() ?? 0
    }
    #expect(abs(leastKW(upTo: 6000) - leastKW(upTo: 6000.001)) < 0.01)
  }
}
