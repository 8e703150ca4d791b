import GridPricing
import Optimizer

/// What a cooling plant is run through, out of flags and files.
struct CoolingDrive: Sendable {
  enum Weather: Sendable {
    case constant(dryBulbC: Double)
    case file(String)
  }

  enum Source: Sendable {
    case step(LoadStep, dryBulbC: Double)
    case load(String, Weather)
    case plan(String, scenario: String)

    /// The files to read, but for the plant's.
    var files: [String] {
      switch self {
      case .step, .load(_, .constant): source
      case .load(_, .file(let weather)): source + [weather]
      case .plan: source
      }
    }

    private var source: [String] {
      switch self {
      case .step: []
      case .load(let file, _), .plan(let file, _): [file]
      }
    }
  }

  let transient: TransientDrive
  /// When it begins, where that is known.
  let start: Instant?

  static func read(
    _ source: Source, for plant: PlantFile, supply: SupplySetPoint?, air options: AirOptions
  ) throws -> CoolingDrive {
    let cooling = plant.cooling
    switch source {
    case .step(let step, let dryBulbC):
      let air = try options.air(dryBulbC: dryBulbC, for: cooling.plant)
      let loads = step.loadsKW
      return CoolingDrive(
        cooling, loads, loads.map { _ in air }, supply, slotSeconds: step.slotSeconds, start: nil)
    case .load(let file, let weather):
      return try read(load: file, weather, cooling, supply, options)
    case .plan(let file, let scenario):
      return try read(plan: file, scenario: scenario, plant, supply)
    }
  }

  private init(
    _ cooling: LiquidCooling, _ loadsKW: [Double], _ air: [AmbientAir], _ supply: SupplySetPoint?,
    slotSeconds: Double, start: Instant?
  ) {
    transient = TransientDrive(
      referenceKW: loadsKW, air: air,
      supplyC: cooling.setPoints(referenceKW: loadsKW, air: air, supply: supply),
      slotSeconds: slotSeconds)
    self.start = start
  }

  private init(_ transient: TransientDrive, start: Instant) {
    self.transient = transient
    self.start = start
  }

  // MARK: Files

  private static func read(
    load path: String, _ weather: Weather, _ cooling: LiquidCooling, _ supply: SupplySetPoint?,
    _ options: AirOptions
  ) throws -> CoolingDrive {
    let file = try SeriesFile.read(path: path)
    let reference: Series<PowerDimension>? = try file.seriesIfPresent(.itReferencePower)
    let metered: Series<PowerDimension>? = try file.seriesIfPresent(.itPower)
    guard let load = reference ?? metered else {
      throw DocumentError(
        file: path, "the file holds no load, expected a column it_reference_kw or it_kw")
    }
    let horizon = try Horizon(load.steps, of: path)
    let air: [AmbientAir]
    switch weather {
    case .constant(let celsius):
      let constant = try options.air(dryBulbC: celsius, for: cooling.plant)
      air = (0..<horizon.count).map { _ in constant }
    case .file(let path):
      air = try SlotWeather.read(
        path, pressure: options.pressure, on: horizon, for: cooling.plant
      ).air
    }
    var loadsKW = try load.values(on: horizon, of: path)
    if reference == nil {
      loadsKW = cooling.referenceKW(
        ofMetered: loadsKW, air: air, supply: supply ?? cooling.setPoint)
    }
    return CoolingDrive(
      cooling, loadsKW, air, supply, slotSeconds: Double(horizon.slotMinutes) * 60,
      start: horizon.start)
  }

  private static func read(
    plan path: String, scenario: String, _ plant: PlantFile, _ supply: SupplySetPoint?
  ) throws -> CoolingDrive {
    let plan = try PlanReader.read(path)
    let problem = try ScenarioReader.read(scenario, settings: plan.settings).problem()
    let index = problem.sites.firstIndex { $0.id == plant.site }
    guard let index, let air = problem.signals[index].air else {
      throw DocumentError(file: scenario, "is no scenario, expected that of the plan")
    }
    let slots = plan.sites.first { $0.id == plant.site }?.slots
    guard let slots, slots.itReferenceKW.count == air.count else {
      throw DocumentError(
        file: path,
        "has no load of site '\(plant.site ?? "")' for the \(air.count) slots of the "
          + "scenario, expected a plan of it")
    }
    let supplyC =
      supply == nil ? slots.supplyC : nil
    return CoolingDrive(
      TransientDrive(
        referenceKW: slots.itReferenceKW, air: air,
        supplyC: supplyC
          ?? plant.cooling.setPoints(referenceKW: slots.itReferenceKW, air: air, supply: supply),
        storageKW: slots.storageKWThermal ?? [],
        slotSeconds: Double(problem.horizon.slotMinutes) * 60), start: problem.horizon.start)
  }
}

extension Series<PowerDimension> {
  /// The value in every slot, in kW.
  fileprivate func values(on horizon: Horizon, of file: String) throws(DocumentError) -> [Double] {
    do throws(SeriesError) {
      return try sampled(on: horizon, gaps: .none).values
    } catch {
      throw DocumentError(
        file: file,
        "the load has gaps from \(error.firstMissing[0]), expected a value in each step")
    }
  }
}
