import Foundation
import GridPricing
import Optimizer
import Testing

@testable import optimize_cli

struct SchemaTests {
  @Test func everyNamedSchemaIsAClosedDescribedSchemaOfDraft202012() throws {
    #expect(
      Schema.names == [
        "scenario", "job", "jobs", "plan", "fleet", "verify", "quote", "compare", "series-inspect",
        "cooling-evaluate", "cooling-curve", "cooling-simulate", "cooling-fit", "benchmark",
      ])
    for name in Schema.names {
      let text = try #require(Schema.named(name))
      let schema = try #require(
        JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
      let object = name == "jobs" ? schema["items"] as? [String: Any] : schema
      #expect(object?["additionalProperties"] as? Bool == false, "\(name) is open")
      #expect(object?["description"] as? String != nil)
      #expect(text.hasSuffix("}\n"))
      #expect(Schema.named(name) == text, "schemas are printed alike each time")
    }
    #expect(Schema.named("plans") == nil)
  }

  @Test(arguments: [
    "scenario", "job", "plan", "fleet", "verify", "quote", "compare", "series-inspect",
    "cooling-evaluate", "benchmark",
  ])
  func everyKeyIsDescribed(name: String) throws {
    let text = try #require(Schema.named(name))
    let schema = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    func walk(_ schema: [String: Any], _ path: String) {
      for (key, value) in schema["properties"] as? [String: [String: Any]] ?? [:] {
        let text = value["description"] as? String ?? ""
        #expect(text.hasSuffix("."), "\(path).\(key) lacks a description")
        walk(value, "\(path).\(key)")
        for kind in value["oneOf"] as? [[String: Any]] ?? [] { walk(kind, "\(path).\(key)") }
        if let items = value["items"] as? [String: Any] { walk(items, "\(path).\(key)[]") }
      }
    }
    walk(schema, name)
  }

  @Test(arguments: [
    ("scenario", "minimal.json"), ("scenario", "facility.json"),
    ("scenario", "liquid.json"), ("jobs", "jobs.json"),
    ("plan", "plan.json"), ("jobs", "kinds.json"), ("scenario", "kinds-scenario.json"),
  ])
  func validFixturesPass(name: String, file: String) throws {
    let validator = try SchemaValidator(#require(Schema.named(name)))
    #expect(try validator.complaints(about: Fixture.bytes("valid/\(file)")).isEmpty)
  }

  /// Files that are wrong in a way that a schema can state.
  @Test(arguments: [
    ("scenario", "scenarios/unknown-key.json"), ("scenario", "scenarios/wrong-types.json"),
    ("scenario", "scenarios/reserved.json"), ("scenario", "scenarios/missing-keys.json"),
    ("scenario", "scenarios/cooling-values.json"), ("scenario", "scenarios/cooling-kind.json"),
    ("scenario", "scenarios/cooling-kind-missing.json"),
    ("scenario", "scenarios/cooling-loss-beside-pue.json"),
    ("scenario", "scenarios/cooling-pue-of-a-plant.json"),
    ("scenario", "scenarios/local-time.json"),
    ("scenario", "scenarios/price-twice.json"), ("scenario", "scenarios/price-nowhere.json"),
    ("scenario", "scenarios/pue-below-one.json"), ("scenario", "scenarios/sites-empty.json"),
    ("scenario", "scenarios/slot-minutes-zero.json"), ("scenario", "scenarios/hours-huge.json"),
    ("scenario", "scenarios/slot-minutes-fraction.json"),
    ("scenario", "scenarios/exchange-rates.json"), ("scenario", "scenarios/carbon-basis.json"),
    ("scenario", "scenarios/currency-lower-case.json"),
    ("scenario", "scenarios/schema-version-2.json"),
    ("scenario", "scenarios/control-character-in-id.json"),
    ("scenario", "scenarios/time-zone-path.json"), ("scenario", "scenarios/array-instead.json"),
    ("scenario", "scenarios/facility-shape.json"),
    ("scenario", "scenarios/weather-incomplete.json"),
    ("scenario", "scenarios/weather-pressure-twice.json"),
    ("jobs", "jobs/lists.json"), ("jobs", "jobs/preemption.json"),
    ("jobs", "jobs/string-element.json"), ("jobs", "jobs/object-of-jobs.json"),
    ("plan", "plans/unknown-key.json"), ("plan", "plans/unknown-status.json"),
    ("plan", "plans/null-in-array.json"), ("plan", "plans/negative-gpus.json"),
    ("plan", "plans/negative-price.json"), ("plan", "plans/missing-parts.json"),
    ("plan", "plans/local-time.json"), ("jobs", "jobs/kinds-values.json"),
  ])
  func whatTheReaderRefusesTheSchemaRefusesToo(name: String, file: String) throws {
    let validator = try SchemaValidator(#require(Schema.named(name)))
    #expect(try !validator.complaints(about: Fixture.bytes("malformed/\(file)")).isEmpty)
  }

  @Test func theSchemaOfPlansAcceptsWhatTheWriterWrites() throws {
    let validator = try SchemaValidator(#require(Schema.named("plan")))
    for seed in 0..<50 {
      let plan = RandomPlan.make(seed: seed)
      #expect(try validator.complaints(about: PlanWriter.bytes(plan)) == [], "seed \(seed)")
    }
  }

  @Test func everyNumberOfAPlantStandsInTheSchemaBesideItsReferenceName() throws {
    let text = try #require(Schema.named("scenario"))
    for parameter in CoolingParameter.all {
      #expect(text.contains("Reference name: \(parameter.path)."), "\(parameter.name)")
      if !parameter.unit.isEmpty, parameter.path != "t_set" {
        let described = "Reference name: \(parameter.path). Unit: \(parameter.unit)."
        #expect(text.contains(described), "\(parameter.name)")
      }
    }
  }

  @Test func defaultsInTheSchemaAreThoseOfTheReader() throws {
    let scenario = try ScenarioReader.read(Fixture.path("valid/minimal.json"))
    let site = try #require(scenario.sites.first)
    #expect(scenario.objective.currency == "EUR")
    #expect(scenario.objective.carbonPrice.value == 0)
    #expect(site.jurisdictions == [] && site.itBase.value == 0 && site.gridLimit == nil)
    #expect(site.pools[0].idlePowerPerGPU.value == 0 && site.pools[0].availability == [])
    #expect(site.tariff == .none && site.gridLimits == [] && site.rampPerMinute == nil)
    #expect(site.battery == nil && site.thermalStorage == nil)
    let facility = try ScenarioReader.read(Fixture.path("valid/facility.json")).sites[1]
    #expect(
      facility.battery == Battery(capacity: .kilowattHours(100), power: .kilowatts(40)))
    #expect(
      facility.tariff.demandCharges == [DemandCharge(name: "peak", pricePerKilowatt: 3)])
    let text = try #require(Schema.named("scenario"))
    #expect(text.contains(#""default": 0.88"#) && text.contains(#""default": 0.0006"#))
    #expect(text.contains(#""default": "EUR""#))
    #expect(text.contains(#"Unit: kW.", "default": 0, "type": "number", "minimum": 0"#))
  }
}
