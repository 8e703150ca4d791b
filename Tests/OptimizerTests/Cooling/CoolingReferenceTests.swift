import Testing

@testable import Optimizer

/// Components, steady states, set points, headroom and transients agree with an independent
/// implementation, within the tolerances that it states.
@Suite(.enabled(if: CoolingReference.isThere, "../shared/instances is not there"))
struct CoolingReferenceTests {
  @Test(arguments: CoolingReference.cases("steady"))
  func steadyStatesAgree(reference: CoolingReference) throws {
    let plant = try reference.plant()
    let state = plant.steady(
      referenceKW: reference.input("p_ref") / 1000, air: reference.air,
      supplyC: reference.input("t_set"))
    for (name, value) in state.powers {
      #expect(
        isNear(value, reference.output(name), relative: 5e-5, absolute: 1e-3 * plant.nominalITKW),
        "\(name) is \(value), not \(reference.output(name))")
    }
    for (name, value) in state.temperatures {
      #expect(
        abs(value - reference.output(name)) < 0.005,
        "\(name) is \(value), not \(reference.output(name))")
    }
    for (name, value) in state.speeds {
      #expect(
        abs(value - reference.output(name)) < 2e-3,
        "\(name) is \(value), not \(reference.output(name))")
    }
    #expect(
      isNear(
        state.waterKgPerSecond, reference.output("water_kg_s"), relative: 1e-4, absolute: 1e-6))
    #expect(abs(reference.air.wetBulbC - reference.output("t_wb")) < 1e-4)
    #expect(state.warm.isWet == (reference.output("wet") == 1))
    #expect(state.isWithinLimits() == (reference["feasible"] == 1))
  }

  @Test(arguments: CoolingReference.cases("optimal_set_point"))
  func bestSetPointsAgree(reference: CoolingReference) throws {
    let state = try reference.plant().leastPower(
      referenceKW: reference.input("p_ref") / 1000, air: reference.air)
    #expect(abs(state.setC - reference.output("t_set")) < 0.1)
    #expect(isNear(state.facilityW, reference.output("p_fac"), relative: 2e-5))
    #expect(isNear(try #require(state.pue), reference.output("pue"), relative: 2e-5))
  }

  @Test(arguments: CoolingReference.cases("headroom"))
  func headroomAgrees(reference: CoolingReference) throws {
    let plant = try reference.plant()
    let headroom = plant.headroomKW(air: reference.air) / plant.nominalITKW
    // The reference stops looking at 1.3.
    #expect(abs(min(1.3, headroom) - reference["headroom_over_nominal"]) < 2e-4)
  }

  @Test(arguments: CoolingReference.cases("transient"))
  func transientsAgree(reference: CoolingReference) throws {
    let plant = try reference.plant()
    let slots = Int(reference.input("t_end") / reference.input("t_step"))
    let before = reference.input("load_before") * plant.nominalITKW
    let after = reference.input("load_after") * plant.nominalITKW
    let drive = TransientDrive(
      referenceKW: [before] + [Double](repeating: after, count: slots - 1),
      air: [AmbientAir](repeating: reference.air, count: slots),
      supplyC: [Double](repeating: reference.input("t_set"), count: slots),
      slotSeconds: reference.input("t_step"))
    var samples: [TransientSample] = []
    let run = plant.simulate(drive, stepSeconds: reference.input("dt")) { samples.append($0) }
    var row = 0
    while let seconds = reference.numbers["end_of_minute_state.\(row).t"] {
      let sample = try #require(samples.first { $0.seconds == seconds })
      for (name, value) in sample.temperatures {
        let wanted = reference["end_of_minute_state.\(row).\(name)"]
        #expect(abs(value - wanted) < 0.05, "\(name) at \(seconds) s: \(value), \(wanted)")
      }
      #expect(abs(sample.fanSpeed - reference["end_of_minute_state.\(row).x_fan"]) < 2e-3)
      row += 1
    }
    #expect(row > 0)
    #expect(abs((run.coolantSupplyC.max() ?? 0) - reference["max_t_tcs_s"]) < 0.05)
    #expect(abs((run.gpuC.max() ?? 0) - reference["max_t_gpu"]) < 0.05)
    let seconds = drive.slotSeconds
    for (name, kilowatts) in [
      ("energy_it_J", run.itKW), ("energy_facility_J", run.facilityKW),
      ("energy_cooling_J", run.coolingKW),
    ] {
      let joules = 1000 * seconds * kilowatts.reduce(0, +)
      #expect(isNear(joules, reference[name], relative: 1e-3), "\(name)")
    }
    #expect(
      isNear(
        seconds * run.waterKgPerSecond.reduce(0, +), reference["water_kg"], relative: 1e-3,
        absolute: 1e-9))
  }
}

extension SteadyState {
  /// By the names of the reference, W.
  fileprivate var powers: [(String, Double)] {
    [
      ("p_it", itW), ("p_fac", facilityW), ("p_cooling", coolingW), ("p_loss", lossW),
      ("p_tcs_pump", coolantPumpW), ("p_fac_pump", warm.pumpW), ("p_cw_pump", cool.pumpW),
      ("p_crah", airHandlerW), ("p_fan", warm.fanW), ("p_chiller", warm.chillerW),
      ("p_fan_cool", cool.fanW), ("p_chiller_cool", cool.chillerW),
      ("q_chiller", warm.chillerHeatW), ("q_chiller_cool", cool.chillerHeatW),
    ]
  }

  fileprivate var temperatures: [(String, Double)] {
    [
      ("t_fws", warm.supplyC), ("t_fwr", warm.returnC), ("t_tcs_s", coolantSupplyC),
      ("t_tcs_r", coolantReturnC), ("t_gpu", gpuC), ("t_cw", cool.supplyC),
    ]
  }

  fileprivate var speeds: [(String, Double)] {
    [("x_fan", warm.fanSpeed), ("x_fan_cool", cool.fanSpeed), ("x_fac", warm.flow)]
  }
}

extension TransientSample {
  fileprivate var temperatures: [(String, Double)] {
    [
      ("t_gpu", gpuC), ("t_tcs_s", coolantSupplyC), ("t_tcs_r", coolantReturnC),
      ("t_fwr", facilityReturnC), ("t_fws", facilitySupplyC),
    ]
  }
}
