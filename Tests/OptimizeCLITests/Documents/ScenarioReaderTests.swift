import Foundation
import GridPricing
import Optimizer
import Testing

@testable import optimize_cli

struct ScenarioReaderTests {
  private func read(
    _ text: String, settings: PlanDocument.Settings = .init()
  ) throws -> Scenario {
    try ScenarioReader.read(
      InputDocument(file: "scenario.json", bytes: Array(text.utf8)),
      folder: Fixture.path("valid/"), settings: settings)
  }

  private var minimal: String {
    get throws { String(decoding: try Fixture.bytes("valid/minimal.json"), as: UTF8.self) }
  }

  private func report(_ text: String) throws -> [String] {
    do throws(DocumentErrors) {
      _ = try ScenarioReader.read(
        InputDocument(file: "scenario.json", bytes: Array(text.utf8)),
        folder: Fixture.path("valid/")
      ).problem()
      return []
    } catch {
      return error.errors.map(\.description)
    }
  }

  @Test func everyKeyReachesTheModel() throws {
    let scenario = try ScenarioReader.read(Fixture.path("valid/full.json"))
    #expect(scenario.horizon.start == Instant(iso8601: "2026-01-12T00:00:00Z"))
    #expect(scenario.horizon.slotMinutes == 15 && scenario.horizon.count == 96)
    #expect(
      scenario.objective
        == Objective(currency: "EUR", carbonPrice: .perTonne(80), exchangeRates: ["USD": 0.92]))
    #expect(scenario.jobs.map(\.id) == ["train-llm", "say \"hi\", twice", "Übung"])
    let site = scenario.sites[0]
    #expect(site.id == "sjc1" && site.timeZone == "America/Los_Angeles")
    #expect(site.jurisdictions == ["US", "CA"])
    #expect(site.price.currency == "USD")
    #expect(site.carbon?.basis == .average && site.carbon?.factor == .lifecycle)
    let window = try GPUPool.Availability(
      start: #require(Instant(iso8601: "2026-01-12T06:00:00Z")),
      end: #require(Instant(iso8601: "2026-01-12T08:00:00Z")), gpus: 256)
    #expect(
      site.pools == [
        GPUPool(
          id: "h200", gpus: 512, gpusPerNode: 8, idlePowerPerGPU: .watts(90),
          availability: [window])
      ])
    #expect(site.itBase == .kilowatts(120) && site.gridLimit == .kilowatts(6000))
    #expect(site.cooling == .fixedPUE(1.25))
    #expect(scenario.sites[1].price.currency == "EUR")
    #expect(scenario.sites[1].timeZone == nil && scenario.sites[1].gridLimit == nil)
    #expect(scenario.sites[1].pools.map(\.id) == ["h200", "l40"])
    _ = try scenario.problem()
  }

  @Test func everyKeyOfAFacilityReachesTheModel() throws {
    let scenario = try ScenarioReader.read(Fixture.path("valid/facility.json"))
    #expect(scenario.objective.waterPrice == .perCubicMetre(2.5))
    let (site, other) = (scenario.sites[0], scenario.sites[1])
    func instant(_ text: String) throws -> Instant { try #require(Instant(iso8601: text)) }
    #expect(
      site.gridLimits == [
        GridLimit(
          start: try instant("2026-01-12T08:00:00Z"), end: try instant("2026-01-12T10:00:00Z"),
          power: .kilowatts(450), reason: "demand response"),
        GridLimit(
          start: try instant("2026-01-12T12:00:00Z"), end: try instant("2026-01-12T12:05:00Z"),
          power: .zero),
      ])
    #expect(site.rampPerMinute == .kilowatts(50))
    #expect(
      site.tariff.adders == [
        EnergyAdder(
          name: "network", price: .perMegawattHour(18.5),
          window: try TariffWindow("weekdays 08:00-20:00")),
        EnergyAdder(name: "levy", price: .perMegawattHour(2)),
      ])
    #expect(
      site.tariff.demandCharges == [
        DemandCharge(
          name: "monthly peak", pricePerKilowatt: 12, meteringMinutes: 30,
          peakSoFar: .kilowatts(310)),
        DemandCharge(
          name: "daily peak", pricePerKilowatt: 0.4, period: .day,
          window: try TariffWindow("weekdays 16:00-21:00")),
      ])
    #expect(site.tariff.exportPrice == .zero && other.tariff.exportPrice == nil)
    #expect(
      site.battery
        == Battery(
          capacity: .kilowattHours(4000), power: .kilowatts(1000), roundTripEfficiency: 0.9,
          initial: .kilowattHours(1500), final: .kilowattHours(2000),
          cyclingCost: .perMegawattHour(10)))
    #expect(site.weather?.pressure?.constantValue == 101_000)
    #expect(site.weather?.dryBulb?.steps.count == 24 && site.solar?.steps.count == 24)
    #expect(other.weather?.dryBulb?.constantValue == 12)
    #expect(other.weather?.relativeHumidity?.constantValue == 60)
    #expect(other.weather?.pressure?.constantValue == 98_000)
    #expect(other.weather?.wetBulb == nil)
    #expect(other.solar?.constantValue == 12)
    let problem = try scenario.problem()
    #expect(problem.signals[0].gridLimitKW[32] == 450)
    #expect(problem.signals[0].demandPeriods.map(\.count) == [1, 0])  // it ends on Monday at 16:00
    let entries = scenario.provenance(of: problem)
    #expect(
      entries.map(\.role) == ["scenario", "price", "weather", "solar", "price", "weather", "solar"])
    #expect(entries[2].file == "facility.csv" && entries[3].unit == "kW")
    #expect(entries.dropFirst().map(\.filledSlots) == [0, 0, 0, 0, 0, 0])
  }

  @Test func transfersStartRampsAndReservationsReachTheModel() throws {
    let scenario = try ScenarioReader.read(Fixture.path("valid/kinds-scenario.json"))
    #expect(
      scenario.transfers
        == Transfers(costPerGB: .amount(0.02), kWhPerGB: 0.03, gigabitsPerSecond: 40))
    let site = scenario.sites[0]
    #expect(site.startRampGPUsPerMinute == 2.5)
    #expect(site.pools[0].reserved?.gpus.steps.map(\.value) == [100, 120.5, 100, nil, 80, 80])
    #expect(site.pools[0].reserved?.power.steps.map(\.value) == [50, 60, 40, 40, 40, 44])
    #expect(site.pools[1].reserved == .constant(gpus: 16, power: .kilowatts(4.5)))
    #expect(site.pools[2].reserved == nil)
    #expect(scenario.jobs.map(\.id) == ["elastic", "moldable", "going", "first"])
  }

  @Test func provenanceNamesTheSeriesOfEveryReservation() throws {
    let text = String(decoding: try Fixture.bytes("valid/kinds-scenario.json"), as: UTF8.self)
      .replacing("\"kinds.csv\"", with: "[]").replacing("T01:00:00Z", with: "T02:00:00Z")
    let scenario = try read(text, settings: .init(gapFill: .hold))
    let entries = try scenario.provenance(of: scenario.problem())
    #expect(entries.map(\.role) == ["scenario", "price", "reserved", "reserved"])
    #expect(entries.map(\.file) == ["scenario.json", nil, "serving.csv", nil])
    #expect(entries.map(\.filledSlots) == [nil, 0, 1, 0])
    #expect(entries[2].unit == "GPUs, kW" && entries[2].notes.first == "pool h200")
    #expect(entries[3].format == "constant" && entries[3].notes.first == "pool l40")
  }

  @Test func everyKeyOfALiquidCooledPlantReachesTheModel() throws {
    let scenario = try ScenarioReader.read(Fixture.path("valid/liquid.json"))
    var expected = CoolingPreset.nvl72Tower.parameters
    expected.scale(toNominalITW: 8e6)
    expected.warm.unit = .coils(
      .adiabatic, capacityW: expected.warm.unit.capacityW, inletC: 50, outletC: 40, airC: 35)
    expected.warm.unit.fanFraction = 0.03
    expected.warm.unit.dry.padEffectiveness = 0.8
    expected.cool.chiller = ChillerParameters(.air, capacityW: expected.cool.chiller.capacityW)
    expected.leakage = .costsPerformance
    expected.supplyClass = .w40
    expected.losses.a = 0.01
    expected.losses.c = 0.02
    expected.silicon.leakageFraction = 0.05
    expected.fanLag = 30
    let plant = try CoolingPlant(expected)
    #expect(
      scenario.sites[0].cooling
        == .liquid(
          LiquidCooling(
            plant: plant, marginK: 1.5, weatherQuantile: 0.9, forecastErrorK: 2.5, supplyC: 31)))
    #expect(scenario.sites[1].cooling == .liquid())
    #expect(scenario.sites[2].cooling == .liquid(.frontierLike))
    let problem = try scenario.problem()
    #expect(problem.signals.allSatisfy { $0.air?.count == 24 })
  }

  @Test func everyNumberOfAPlantCanBeSetByItsName() throws {
    for number in CoolingParameter.scenarioNumbers {
      // Pads on the cool circuit are in no preset.
      let (preset, pads) = try #require(
        CoolingPreset.allCases.flatMap { [($0, false), ($0, true)] }.first {
          number.isUsed(by: Self.plant($0, hasPads: $1))
        })
      var plant = Self.plant(preset, hasPads: pads)
      let value = number.value(in: plant)
      number.set(value, in: &plant)
      let parts = number.name.split(separator: ".")
      let text =
        parts.count == 1
        ? "\"\(number.name)\": \(value)" : "\"\(parts[0])\": { \"\(parts[1])\": \(value) }"
      let scenario = try read(
        minimal.replacing(
          #""kind": "fixedPUE", "pue": 1.2"#,
          with: "\"kind\": \"liquid\", \"preset\": \"\(preset.rawValue)\", \(text)"
            + (pads ? ", \"coolUnit\": \"adiabatic\"" : "")))
      #expect(
        try scenario.sites[0].cooling == .liquid(LiquidCooling(plant: CoolingPlant(plant))),
        "\(number.name)")
    }
  }

  private static func plant(_ preset: CoolingPreset, hasPads: Bool) -> PlantParameters {
    var plant = preset.parameters
    if hasPads { CoolingChoice.coolUnit.set("adiabatic", in: &plant) }
    return plant
  }

  @Test func aTankIsReadThoughThisSiteCannotHaveOne() throws {
    let text = try minimal.replacing(
      #""price":"#,
      with: #""thermalStorage": { "energyKWhThermal": 6000, "powerKWThermal": 1500 }, "price":"#)
    #expect(
      try read(text).sites[0].thermalStorage
        == ThermalStorage(capacity: .kilowattHours(6000), power: .kilowatts(1500)))
  }

  @Test func flagsOverrideTheScenarioAndAreRemembered() throws {
    let settings = PlanDocument.Settings(carbonPricePerTonne: 0, gapFill: .hold)
    let scenario = try ScenarioReader.read(Fixture.path("valid/full.json"), settings: settings)
    #expect(scenario.objective.carbonPrice.value == 0)
    #expect(scenario.gaps == .hold && scenario.settings == settings)
    #expect(try read(minimal).gaps == .none)
  }

  @Test func provenanceNamesEveryFileAsGivenWithItsDigest() throws {
    let path = Fixture.path("valid/full.json")
    let scenario = try ScenarioReader.read(path)
    let entries = try scenario.provenance(of: scenario.problem())
    #expect(entries.map(\.role) == ["scenario", "jobs", "price", "carbon", "price", "carbon"])
    #expect(
      entries.map(\.file) == [path, "jobs.csv", "prices.csv", "prices.csv", nil, nil])
    #expect(entries.map(\.site) == [nil, nil, "sjc1", "sjc1", "fra1", "fra1"])
    let digest = Digest.sha256(try Fixture.bytes("valid/prices.csv"))
    #expect(entries[2].sha256 == digest && entries[3].sha256 == digest)
    #expect(entries[1].format == "CSV" && entries[4].format == "constant")
    #expect(entries[2].coverage == "2026-01-12T00:00:00Z/2026-01-13T00:00:00Z")
    #expect(entries.map(\.filledSlots) == [nil, nil, 0, 0, 0, 0])
  }

  @Test func aFilledGapIsCounted() throws {
    let text = try minimal.replacing(
      #"{ "perMWh": 95 }"#, with: #"{ "file": "../malformed/scenarios/series/gap.csv" }"#)
    let scenario = try read(text, settings: .init(gapFill: .interpolate))
    let entries = try scenario.provenance(of: scenario.problem())
    #expect(entries.last?.filledSlots == 2)
  }

  @Test func mistakesInAllFilesAreReportedTogetherInOrder() throws {
    let text = try minimal.replacing("\"slotMinutes\": 60", with: "\"slotMinutes\": 7")
      .replacing(#"{ "perMWh": 95 }"#, with: #"{ "file": "none.csv" }"#)
      .replacing("\"hours\": 2", with: "\"hour\": 2")
    let lines = try report(text).map { $0.split(separator: ":").prefix(3).joined(separator: ":") }
    #expect(
      lines == [
        "scenario.json:3:95", "scenario.json:8:26", "scenario.json:14:5", "scenario.json:14:45",
      ])
  }

  @Test func contradictionsCarryTheirPlaceInTheScenario() throws {
    let twice = try minimal.replacing(
      "\"jobs\": [",
      with: """
        "jobs": [
            { "id": "b", "pool": "l40", "gpus": 8, "hours": 2, "wattsPerGPU": 700 },
            { "id": "c", "pool": "h200", "gpus": 8, "hours": 25, "wattsPerGPU": 700 },
        """)
    let places = try report(twice).map { $0.prefix(while: { $0 != " " }) }
    #expect(places == ["scenario.json:14:26:", "scenario.json:15:54:"])
  }

  @Test func aFileUsedByManySitesIsReportedAtEachOfThem() throws {
    let site = """
      { "id": "x", "price": { "file": "none.csv" }, "pools": [{ "id": "h200", "gpus": 8 }],
        "cooling": { "kind": "fixedPUE", "pue": 1 } },
      """
    let text = try minimal.replacing("\"sites\": [", with: "\"sites\": [\n\(site)\n\(site)")
    let lines = try report(text)
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.contains("none.csv': there is no such file") })
  }

  @Test func missingFilesWeighLessThanMalformedOnes() {
    let missing = DocumentError(file: "a", "is missing", kind: .unreadable)
    let wrong = DocumentError(file: "b", "is wrong")
    #expect(DocumentErrors([missing]).kind == .unreadable)
    #expect(DocumentErrors([missing, wrong]).kind == .malformed)
    #expect(missing.failure == Failure(.noInput, at: "a", "is missing"))
    #expect(wrong.failure == Failure(.badData, at: "b", "is wrong"))
  }

  @Test func aListOfNoErrorsStopsTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = DocumentErrors([]) }
  }

  @Test func aMissingScenarioIsUnreadable() throws {
    let error = try #require(throws: DocumentErrors.self) {
      try ScenarioReader.read("no/such/scenario.json")
    }
    #expect(error.kind == .unreadable)
    #expect(
      error.description
        == "no/such/scenario.json: there is no such file, expected one to read")
  }

  @Test func errorsStayOnOneLineWhateverTheFileIsCalled() throws {
    let error = try #require(throws: DocumentErrors.self) {
      try ScenarioReader.read("no\nsuch\u{1B}[31m.json")
    }
    #expect(error.description.hasPrefix("no\u{FFFD}such\u{FFFD}[31m.json: there is no such file"))
  }

  @Test func theFolderOfAScenarioIsWhereRelativePathsStart() {
    #expect(InputDocument.folder(of: "a/b/scenario.json") == "a/b/")
    #expect(InputDocument.folder(of: "scenario.json") == "")
    #expect(InputDocument.folder(of: "/scenario.json") == "/")
    #expect(InputDocument.folder(of: "-") == "")
  }
}
