extension CoolingParameter {
  /// The numbers of one circuit.
  ///
  /// - Parameter prefix: of names and paths.
  static func circuit(
    _ prefix: String, _ circuit: WritableKeyPath<PlantParameters, CircuitParameters> & Sendable
  ) -> [CoolingParameter] {
    CircuitNumber.all.map { number in
      CoolingParameter(
        name: prefix + number.name, path: "\(prefix).\(number.path)", unit: number.unit,
        range: number.range, meaning: "\(number.meaning) (\(prefix) circuit)",
        source: number.source, place: .circuit(circuit, number.number), use: number.use,
        scale: number.scale)
    }
  }
}

/// A number that both circuits have.
private struct CircuitNumber: Sendable {
  let name: String
  let path: String
  let number: WritableKeyPath<CircuitParameters, Double> & Sendable
  let unit: String
  let scale: Double
  let range: ClosedRange<Double>
  let use: CoolingParameter.Use
  let source: CoolingParameter.Source
  let meaning: String

  init(
    _ name: String, at path: String,
    _ number: WritableKeyPath<CircuitParameters, Double> & Sendable, _ unit: String,
    scale: Double = 1, _ range: ClosedRange<Double>, of use: CoolingParameter.Use = .always,
    _ source: CoolingParameter.Source, _ meaning: String
  ) {
    self.name = name
    self.path = path
    self.number = number
    self.unit = unit
    self.scale = scale
    self.range = range
    self.use = use
    self.source = source
    self.meaning = meaning
  }

  static let all: [CircuitNumber] = [
    .init(
      "CapacityKW", at: "q_nom", \.capacityW, "kW", scale: 1000, 1e-9...1e7, .assumed,
      "Design heat of the circuit"),
    .init(
      "RangeK", at: "dt_nom", \.rangeK, "K", 0.5...60, .assumed,
      "Return above supply at design"),
    .init(
      "PumpHeadKPa", at: "head", \.pumpHeadPa, "kPa", scale: 1000, 0...2000, .assumed,
      "Design head of the loop pump"),
    .init(
      "PumpEfficiency", at: "eff", \.pumpEfficiency, "", 0.05...1, .assumed,
      "Its efficiency, motor and drive included"),
    .init(
      "PumpHeldHead", at: "h0", \.heldHead, "", 0...1, .assumed,
      "Share of its head held at any flow"),
    .init(
      "FlowMin", at: "x_min", \.leastFlow, "", 0.05...1, .assumed,
      "Least relative flow of the loop"),
    .init(
      "UnitKW", at: "unit.q_nom", \.unit.capacityW, "kW", scale: 1000, 1e-9...1e7, .assumed,
      "Rated heat of the free-cooling unit"),
    .init(
      "UnitInletC", at: "unit.t_in_nom", \.unit.inletC, "°C", 1...95, .read,
      "Its inlet at rating"),
    .init(
      "UnitOutletC", at: "unit.t_out_nom", \.unit.outletC, "°C", 1...95, .read,
      "Its outlet at rating"),
    .init(
      "FanFraction", at: "unit.fan_frac", \.unit.fanFraction, "", 0...0.5, .read,
      "Its fan power at full speed over rated heat"),
    .init(
      "NaturalDraught", at: "unit.x_free", \.unit.naturalDraught, "", 0.001...0.9, .assumed,
      "Its relative air flow with fans at rest"),
    .init(
      "UnitCycles", at: "unit.coc", \.unit.cyclesOfConcentration, "", 1.05...100, of: .basin, .read,
      "Cycles of concentration of its basin"),
    .init(
      "DryAirC", at: "unit.t_db_nom", \.unit.dry.airC, "°C", -40...60, of: .coils, .read,
      "Air temperature at rating of the coils"),
    .init(
      "DryAirRiseK", at: "unit.air_rise_nom", \.unit.dry.airRiseK, "K", 0.5...40, of: .coils, .read,
      "Warming of that air at rating"),
    .init(
      "DryResistanceRatio", at: "unit.hx_ratio", \.unit.dry.resistanceRatio, "", 0...10, of: .coils,
      .read,
      "Resistance of the coils' water side over air side"),
    .init(
      "DryWaterExponent", at: "unit.n_w", \.unit.dry.waterExponent, "", 0...1, of: .coils, .read,
      "Exponent of water flow in the coils' conductance"),
    .init(
      "DryAirExponent", at: "unit.n_a", \.unit.dry.airExponent, "", 0...1, of: .coils, .read,
      "Exponent of air flow in the coils' conductance"),
    .init(
      "PadEffectiveness", at: "unit.eta_ad", \.unit.dry.padEffectiveness, "", 0...1, of: .pads,
      .assumed,
      "Share of the way to wet bulb behind wetted pads"),
    .init(
      "TowerWetBulbC", at: "unit.t_wb_nom", \.unit.tower.wetBulbC, "°C", -20...50, of: .tower,
      .read,
      "Wet bulb at rating of the tower"),
    .init(
      "TowerWaterToAir", at: "unit.l_over_g", \.unit.tower.waterToAir, "", 0.1...5, of: .tower,
      .assumed,
      "Water over air flow at rating, by mass"),
    .init(
      "TowerTransferExponent", at: "unit.n_me", \.unit.tower.transferExponent, "", -0.99...0,
      of: .tower, .known,
      "Exponent of that ratio in Merkel's number"),
    .init(
      "TowerPumpHeadKPa", at: "unit.pump_head", \.unit.tower.pumpHeadPa, "kPa", scale: 1000,
      0...2000, of: .tower, .assumed,
      "Design head of the tower's pump"),
    .init(
      "TowerPumpEfficiency", at: "unit.pump_eff", \.unit.tower.pumpEfficiency, "", 0.05...1,
      of: .tower, .assumed,
      "Its efficiency, motor and drive included"),
    .init(
      "TowerIsolationApproachK", at: "unit.hx_approach", \.unit.tower.isolationApproachK, "K",
      0.1...20, of: .tower, .assumed,
      "Approach of the isolation exchanger at design"),
    .init(
      "TowerDrift", at: "unit.drift", \.unit.tower.drift, "", 0...0.01, of: .tower, .read,
      "Droplets lost over circulating water"),
    .init(
      "ChillerKW", at: "chiller.q_cap", \.chiller.capacityW, "kW", scale: 1000, 1e-9...1e7,
      of: .chiller, .assumed,
      "Largest heat of the chiller"),
    .init(
      "ChillerEfficiency", at: "chiller.eta", \.chiller.efficiency, "", 0.1...3, of: .chiller,
      .derived,
      "COP times lift plus offset over evaporator temperature"),
    .init(
      "ChillerLiftOffsetK", at: "chiller.l0", \.chiller.liftOffsetK, "K", 0...100, of: .chiller,
      .derived,
      "Added to the lift between leaving temperatures"),
    .init(
      "ChillerLoadConstant", at: "chiller.c.0", \.chiller.loadConstant, "", 0...5, of: .chiller,
      .derived,
      "Part-load curve: constant term"),
    .init(
      "ChillerLoadLinear", at: "chiller.c.1", \.chiller.loadLinear, "", 0...5, of: .chiller,
      .derived,
      "Part-load curve: linear term"),
    .init(
      "ChillerLoadQuadratic", at: "chiller.c.2", \.chiller.loadQuadratic, "", 0.001...5,
      of: .chiller, .derived,
      "Part-load curve: quadratic term"),
    .init(
      "ChillerCondenserRiseK", at: "chiller.dt_sink", \.chiller.condenserRiseK, "K", 0...40,
      of: .chiller, .assumed,
      "Leaving condenser above dry or wet bulb"),
    .init(
      "ChillerFanFraction", at: "chiller.fan_frac", \.chiller.fanFraction, "", 0...0.2,
      of: .chiller, .assumed,
      "Condenser fans over heat rejected"),
    .init(
      "ChillerLiftMinK", at: "chiller.lift_min", \.chiller.leastLiftK, "K", 0.5...40, of: .chiller,
      .assumed,
      "Least lift"),
    .init(
      "ChillerCOPMax", at: "chiller.cop_max", \.chiller.largestCOP, "", 1...100, of: .chiller,
      .assumed,
      "Largest COP"),
    .init(
      "ChillerCycles", at: "chiller.coc", \.chiller.cyclesOfConcentration, "", 1.05...100,
      of: .wetCondenser, .read,
      "Cycles of concentration of the condenser's basin"),
    .init(
      "ChillerLatentShare", at: "chiller.latent", \.chiller.latentShare, "", 0...1,
      of: .wetCondenser, .assumed,
      "Share of the condenser's heat that evaporates water"),
  ]
}
