extension CoolingParameter {
  /// Every number of a plant: first those of the whole plant, then those of its circuits.
  ///
  /// What follows from others (conductances, Merkel's number, air flows) is no parameter.
  public static let all =
    plant + circuit("warm", \PlantParameters.warm) + circuit("cool", \PlantParameters.cool)

  private init(
    _ name: String, at path: String,
    _ number: WritableKeyPath<PlantParameters, Double> & Sendable, _ unit: String,
    scale: Double = 1, _ range: ClosedRange<Double>, _ source: Source, _ meaning: String
  ) {
    self.init(
      name: name, path: path, unit: unit, range: range, meaning: meaning, source: source,
      place: .plant(number), use: .always, scale: scale)
  }

  private static let plant: [CoolingParameter] = [
    .init(
      "nominalITKW", at: "p_it_nom", \.nominalITW, "kW", scale: 1000, 1...1e7, .assumed,
      "IT power at which relative load is 1; every capacity and flow follows it"),
    .init(
      "liquidShare", at: "liquid_share", \.liquidShare, "", 0.05...1, .known,
      "Share of IT power that leaves by the coolant"),
    .init(
      "gpuWatts", at: "silicon.p_gpu", \.silicon.gpuW, "W", 10...10_000, .read,
      "Power of a busy GPU at the reference temperature"),
    .init(
      "gpuShare", at: "silicon.gpu_share", \.silicon.gpuShare, "", 0...1, .assumed,
      "Share of IT power that GPUs draw"),
    .init(
      "leakageFraction", at: "silicon.leak_frac", \.silicon.leakageFraction, "", 0...0.5, .assumed,
      "Leakage over GPU power at the reference temperature"),
    .init(
      "leakagePerK", at: "silicon.leak_beta", \.silicon.leakagePerK, "1/K", 0...0.1, .assumed,
      "Growth of leakage per kelvin"),
    .init(
      "gpuReferenceC", at: "silicon.t_ref", \.silicon.referenceC, "°C", 0...120, .assumed,
      "GPU temperature at which watts per GPU hold"),
    .init(
      "gpuJunctionKPerW", at: "silicon.r_jc", \.silicon.junctionToCase, "K/W", 0...0.5, .assumed,
      "Resistance from junction to case"),
    .init(
      "coldPlateBaseKPerW", at: "silicon.r_inf", \.silicon.coldPlateBase, "K/W", 0...0.5, .derived,
      "Resistance from case to coolant at endless flow"),
    .init(
      "coldPlateFlowKPerW", at: "silicon.r_v", \.silicon.coldPlateFlow, "K/W", 0...0.5, .derived,
      "Resistance that a flow of 1 L/min per plate adds"),
    .init(
      "coldPlateExponent", at: "silicon.r_n", \.silicon.coldPlateExponent, "", 0...2, .derived,
      "Exponent of flow in that resistance"),
    .init(
      "coolantLitresPerMinutePerKW", at: "silicon.lpm_per_kw", \.silicon.litresPerMinutePerKW,
      "L/min/kW", 0.1...20, .read,
      "Coolant flow per kW of heat"),
    .init(
      "gpuMaxC", at: "silicon.t_max", \.silicon.largestC, "°C", 40...150, .read,
      "GPU temperature at which it throttles"),
    .init(
      "gpuMarginK", at: "silicon.margin", \.silicon.marginK, "K", 0...60, .assumed,
      "Kept free below that"),
    .init(
      "gpuHeatCapacityJPerK", at: "silicon.c_j", \.silicon.heatCapacity, "J/K", 1...100_000,
      .assumed,
      "Heat capacity of a GPU package"),
    .init(
      "facilitySupplyC", at: "t_set", \.supplyC, "°C", 1...90, .assumed,
      "Facility supply where none is chosen"),
    .init(
      "facilitySupplyMinC", at: "t_fws_min", \.leastSupplyC, "°C", 1...90, .assumed,
      "Coldest facility supply set point"),
    .init(
      "coolantMaxC", at: "t_tcs_max", \.largestCoolantC, "°C", 5...95, .known,
      "Warmest coolant supply"),
    .init(
      "chilledWaterC", at: "t_cw", \.chilledWaterC, "°C", 1...60, .assumed,
      "Chilled-water set point"),
    .init(
      "cduApproachK", at: "cdu_approach", \.coolantApproachK, "K", 0.1...30, .read,
      "Coolant supply above facility supply"),
    .init(
      "coolantPumpHeadKPa", at: "tcs_head", \.coolantHeadPa, "kPa", scale: 1000, 0...2000, .assumed,
      "Design head of the coolant pumps"),
    .init(
      "coolantPumpEfficiency", at: "tcs_eff", \.coolantEfficiency, "", 0.05...1, .assumed,
      "Their efficiency, motor and drive included"),
    .init(
      "coolantPumpHeldHead", at: "tcs_h0", \.coolantHeldHead, "", 0...1, .assumed,
      "Share of their head held at any flow"),
    .init(
      "coolantFlowMin", at: "tcs_x_min", \.leastCoolantFlow, "", 0.05...1, .assumed,
      "Least relative coolant flow"),
    .init(
      "loss.a", at: "loss.0", \.losses.a, "", 0...0.5, .assumed,
      "Conversion loss without load over nominal IT power"),
    .init(
      "loss.b", at: "loss.1", \.losses.b, "", 0...0.5, .assumed,
      "Conversion loss in proportion to load"),
    .init(
      "loss.c", at: "loss.2", \.losses.c, "", 0...0.5, .assumed,
      "Conversion loss in proportion to load squared"),
    .init(
      "lossToAirShare", at: "loss_to_air", \.lossToAir, "", 0...1, .assumed,
      "Share of conversion loss that the cool circuit takes"),
    .init(
      "airHandlerFanFraction", at: "crah_fan_frac", \.airHandlerFraction, "", 0...0.5, .derived,
      "Fan power of the air handlers over nominal heat to air"),
    .init(
      "airHandlerFlowMin", at: "crah_x_min", \.leastAirFlow, "", 0...1, .assumed,
      "Least relative air flow in the room"),
    .init(
      "miscellaneousFraction", at: "misc_frac", \.miscellaneousFraction, "", 0...0.5, .assumed,
      "Lights and controls over nominal IT power"),
    .init(
      "coolantLitresPerKW", at: "tcs_lpkw", \.coolantVolume, "L/kW", 0.01...1000, .assumed,
      "Coolant volume per kW of nominal liquid heat"),
    .init(
      "facilityLitresPerKW", at: "fac_lpkw", \.loopVolume, "L/kW", 0.01...1000, .assumed,
      "Facility water per leg and kW of nominal liquid heat"),
    .init(
      "bufferLitresPerKW", at: "tank_lpkw", \.tankVolume, "L/kW", 0...100_000, .assumed,
      "Buffer in the facility supply per kW of nominal liquid heat"),
    .init(
      "fanLagSeconds", at: "tau_fan", \.fanLag, "s", 0...36_000, .assumed,
      "Lag of fan speed"),
    .init(
      "chillerLagSeconds", at: "tau_ch", \.chillerLag, "s", 0...36_000, .assumed,
      "Lag of the trim chiller's duty"),
    .init(
      "valveLagSeconds", at: "tau_valve", \.valveLag, "s", 0...36_000, .assumed,
      "Lag of the facility valve"),
  ]
}
