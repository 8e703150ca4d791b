import GridPricing
import Optimizer

extension PlanDocument {
  /// - Parameter jobs: those of the plan, which are read apart from it.
  /// - Precondition: the object has passed the checks of ``PlanReader``.
  init(_ plan: CheckedObject, jobs: [JobEntry]) {
    let horizon = plan.object("horizon")
    self.init(
      generator: Generator(plan.object("generator")), settings: Settings(plan.object("settings")),
      status: plan.word("status", PlanStatus.self), stop: plan.word("stop", StopReason.self),
      horizon: Horizon(
        start: horizon.instant("start"), slotMinutes: horizon.integer("slotMinutes"),
        count: horizon.integer("slots")),
      objective: ObjectiveFigures(plan.object("objective")),
      bound: plan.objectIfAny("bound").map(BoundFigures.init),
      totals: TotalFigures(plan.object("totals")),
      baseline: plan.objectIfAny("baseline").map(BaselineFigures.init),
      savings: plan.objectIfAny("savings").map {
        SavingFigures(
          costPercent: $0.doubleIfAny("costPercent"),
          emissionsPercent: $0.doubleIfAny("emissionsPercent"),
          energyPercent: $0.doubleIfAny("energyPercent"))
      },
      jobs: jobs,
      sites: plan.objects("sites").map(SiteEntry.init),
      provenance: plan.objects("provenance").map(ProvenanceEntry.init),
      warnings: plan.objects("warnings").map {
        Warning(code: $0.text("code"), message: $0.text("message"))
      })
    schemaVersion = plan.text("schemaVersion")
  }
}

extension PlanDocument.Generator {
  fileprivate init(_ object: CheckedObject) {
    self.init(version: object.text("version"), seed: object.integer("seed"))
    name = object.text("name")
  }
}

extension PlanDocument.Settings {
  fileprivate init(_ object: CheckedObject) {
    self.init(
      carbonPricePerTonne: object.doubleIfAny("carbonPricePerTonne"),
      gapFill: object.textIfAny("gapFill").flatMap(GapRule.init(rawValue:)))
  }
}

extension PlanDocument.ObjectiveFigures {
  fileprivate init(_ object: CheckedObject) {
    self.init(currency: object.text("currency"))
    total = object.double("total")
    energyCost = object.double("energyCost")
    carbonCost = object.double("carbonCost")
    demandCost = object.double("demandCost")
    cyclingCost = object.double("cyclingCost")
    waterCost = object.double("waterCost")
    latenessCost = object.double("latenessCost")
    transferCost = object.double("transferCost")
    declined = object.double("declined")
  }
}

extension PlanDocument.BoundFigures {
  fileprivate init(_ object: CheckedObject) {
    self.init(
      lower: object.double("lower"), gap: object.doubleIfAny("gap"),
      absoluteGap: object.double("absoluteGap"), variableGap: object.doubleIfAny("variableGap"),
      proof: object.word("proof", Proof.self), pricesLower: object.double("pricesLower"))
  }
}

extension PlanDocument.TotalFigures {
  fileprivate init(_ object: CheckedObject) {
    self.init()
    energyMWh = object.double("energyMWh")
    itEnergyMWh = object.double("itEnergyMWh")
    coolingEnergyMWh = object.doubleIfAny("coolingEnergyMWh")
    emissionsTonnes = object.doubleIfAny("emissionsTonnes")
    waterM3 = object.doubleIfAny("waterM3")
    pue = object.doubleIfAny("pue")
    pueReference = object.doubleIfAny("pueReference")
    peakGridKW = object.double("peakGridKW")
    carbonFreeFraction = object.doubleIfAny("carbonFreeFraction")
  }
}

extension PlanDocument.BaselineFigures {
  fileprivate init(_ object: CheckedObject) {
    self.init(
      lateJobs: object.integer("lateJobs"),
      objective: PlanDocument.ObjectiveFigures(object.object("objective")),
      totals: PlanDocument.TotalFigures(object.object("totals")))
    policy = object.text("policy")
  }
}

extension PlanDocument.JobEntry {
  /// - Precondition: the object is as ``ObjectShape/planJob`` demands.
  init(_ object: CheckedObject) {
    self.init(
      id: object.text("id"), status: object.word("status", PlanDocument.JobStatus.self),
      pool: object.text("pool"))
    site = object.textIfAny("site")
    segments = object.objects("segments").map {
      PlanDocument.Segment(
        start: $0.instant("start"), end: $0.instant("end"), gpus: $0.integer("gpus"),
        wattsPerGPU: $0.double("wattsPerGPU"))
    }
    finish = object.node("finish")?.instant
    slackHours = object.doubleIfAny("slackHours")
    energyKWh = object.doubleIfAny("energyKWh")
    cost = object.doubleIfAny("cost")
    emissionsKg = object.doubleIfAny("emissionsKg")
    runNowCost = object.doubleIfAny("runNowCost")
    runNowEmissionsKg = object.doubleIfAny("runNowEmissionsKg")
    reason = object.textIfAny("reason")
  }
}

extension PlanDocument.SiteEntry {
  fileprivate init(_ object: CheckedObject) {
    let shares = object.object("unallocated")
    var unallocated = PlanDocument.UnallocatedFigures()
    unallocated.energyKWh = shares.double("energyKWh")
    unallocated.cost = shares.double("cost")
    unallocated.emissionsKg = shares.doubleIfAny("emissionsKg")
    self.init(
      id: object.text("id"), unallocated: unallocated,
      slots: PlanDocument.SlotFigures(object.object("slots")))
    shadowPrices = object.objectIfAny("shadowPrices").map(PlanDocument.ShadowPrices.init)
  }
}

extension PlanDocument.SlotFigures {
  fileprivate init(_ object: CheckedObject) {
    self.init()
    itKW = object.doubles("itKW")
    itReferenceKW = object.doubles("itReferenceKW")
    coolingKW = object.doublesIfAny("coolingKW")
    conversionLossKW = object.doublesIfAny("conversionLossKW")
    facilityKW = object.doubles("facilityKW")
    solarKW = object.doublesIfAny("solarKW")
    curtailedKW = object.doublesIfAny("curtailedKW")
    batteryKW = object.doublesIfAny("batteryKW")
    batteryKWh = object.doublesIfAny("batteryKWh")
    storageKWThermal = object.doublesIfAny("storageKWThermal")
    storageKWhThermal = object.doublesIfAny("storageKWhThermal")
    gridKW = object.doubles("gridKW")
    pue = (object.node("pue")?.array ?? []).map(\.number)
    supplyC = object.doublesIfAny("supplyC")
    gpuC = object.doublesIfAny("gpuC")
    headroomKW = object.doublesIfAny("headroomKW")
    waterLPerHour = object.doublesIfAny("waterLPerHour")
    pricePerMWh = object.doubles("pricePerMWh")
    carbonGramsPerKWh = object.doublesIfAny("carbonGramsPerKWh")
    gpusInUse = object.map("gpusInUse") { $0.array?.compactMap(\.integer) }
      .map { .init(pool: $0.name, values: $0.value) }
  }
}

extension PlanDocument.ShadowPrices {
  fileprivate init(_ object: CheckedObject) {
    self.init(
      energyPerMWh: object.doubles("energyPerMWh"),
      gpuHour: object.map("gpuHour", \.numbers).map { .init(pool: $0.name, values: $0.value) })
    if object.node("demandPerKW") != nil {
      demandPerKW = object.map("demandPerKW", \.numbers)
        .map { .init(charge: $0.name, values: $0.value) }
    }
    batteryPerMWh = object.doublesIfAny("batteryPerMWh")
    storagePerMWhThermal = object.doublesIfAny("storagePerMWhThermal")
    rampPerKW = object.doublesIfAny("rampPerKW")
  }
}

extension PlanDocument.ProvenanceEntry {
  fileprivate init(_ object: CheckedObject) {
    self.init(role: object.text("role"), format: object.text("format"))
    site = object.textIfAny("site")
    file = object.textIfAny("file")
    sha256 = object.textIfAny("sha256")
    unit = object.textIfAny("unit")
    timeZone = object.textIfAny("timeZone")
    coverage = object.textIfAny("coverage")
    filledSlots = object.integerIfAny("filledSlots")
    notes = object.node("notes")?.strings ?? []
  }
}
