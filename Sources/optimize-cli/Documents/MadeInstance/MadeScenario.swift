import GridPricing

/// The scenario of a made instance: one site with one pool.
struct MadeScenario {
  let recipe: InstanceRecipe
  /// The highest IT power of the planted runs.
  let peakKW: Double

  static let pool = "gpu"

  /// Watts that a GPU draws while no job holds it.
  private static let idleWatts = 90

  var text: String {
    var text = JSONText()
    text.object(nil, .lines) {
      $0.member("schemaVersion", Schema.version)
      $0.object("horizon") {
        $0.member("start", recipe.horizon.start.description)
        $0.member("end", recipe.horizon.edge(recipe.slots).description)
        $0.member("slotMinutes", recipe.slotMinutes)
      }
      $0.object("objective") {
        $0.member("currency", "EUR")
        $0.member("carbonPricePerTonne", 80)
      }
      $0.array("sites", .lines, of: [recipe.facility]) { text, facility in
        text.object(nil, .lines) { site(facility, &$0) }
      }
      $0.member("jobs", "jobs.csv")
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }

  private func site(_ facility: InstanceRecipe.Facility, _ text: inout JSONText) {
    text.member("id", "site")
    text.object("price") { $0.member("file", "series.csv") }
    text.object("carbon") {
      $0.member("file", "series.csv")
      $0.member("basis", "average")
      $0.member("factor", "lifecycle")
    }
    text.array("pools", of: [recipe.gpus]) { text, gpus in
      text.object {
        $0.member("id", Self.pool)
        $0.member("gpus", gpus)
        $0.member("idleWattsPerGPU", Self.idleWatts)
      }
    }
    switch facility {
    case .fixedPUE:
      text.object("cooling") {
        $0.member("kind", "fixedPUE")
        $0.member("pue", 1.25)
      }
    case .full: fullFacility(&text)
    }
  }

  /// Sized by the planted runs: they need less than the plant cools and the connection gives.
  private func fullFacility(_ text: inout JSONText) {
    let idleKW = Double(recipe.gpus * Self.idleWatts) / 1000
    let nominalKW = (1.15 * (peakKW + idleKW)).rounded(.up)
    text.object("weather") { $0.member("file", "series.csv") }
    text.object("cooling") {
      $0.member("kind", "liquid")
      $0.member("preset", "nvl72-dry")
      $0.member("nominalITKW", nominalKW)
    }
    text.member("gridLimitKW", (1.2 * nominalKW).rounded(.up))
    text.object("tariff") {
      $0.array("demandCharges", of: ["monthly peak"]) { text, name in
        text.object {
          $0.member("name", name)
          $0.member("perKW", 9.5)
          $0.member("period", "month")
          $0.member("meteringMinutes", meteringMinutes)
          $0.member("peakSoFarKW", (0.5 * nominalKW).rounded())
        }
      }
    }
    text.object("battery") {
      $0.member("energyKWh", (0.4 * nominalKW).rounded(.up))
      $0.member("powerKW", (0.1 * nominalKW).rounded(.up))
      $0.member("roundTripEfficiency", 0.88)
      $0.member("initialKWh", (0.2 * nominalKW).rounded(.up))
      $0.member("cyclingCostPerMWh", 12)
    }
  }

  /// A quarter of an hour, or the next part of an hour that is a whole number of slots.
  private var meteringMinutes: Int {
    stride(from: recipe.slotMinutes, to: 60, by: recipe.slotMinutes)
      .first { $0 >= 15 && 60 % $0 == 0 } ?? 60
  }
}
