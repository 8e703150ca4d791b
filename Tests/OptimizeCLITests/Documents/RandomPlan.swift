import GridPricing
import Optimizer

@testable import optimize_cli

/// Plans of every form, from a seed: they make no sense, but they are well formed.
struct RandomPlan {
  private var state: UInt64

  static func make(seed: Int) -> PlanDocument {
    var random = RandomPlan(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    return random.plan()
  }

  private mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    var value = state
    value = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    return value ^ (value >> 33)
  }

  private mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  private mutating func number() -> Double {
    switch below(8) {
    case 0:
      let edges = [-0.0, -1, 0.1, 1e300, -.leastNonzeroMagnitude, .greatestFiniteMagnitude]
      return edges[below(edges.count)]
    case 1: return Double(below(1_000_000))
    case 2: return Double(below(1_000_000)) / 100
    default:
      let value = Double(bitPattern: next())
      return value.isFinite ? value : 0.5
    }
  }

  private mutating func maybe<Value>(_ value: (inout RandomPlan) -> Value) -> Value? {
    below(3) == 0 ? nil : value(&self)
  }

  private mutating func name() -> String {
    let names = [
      "a", "train-llm", "Übung", "say \"hi\"", "back\\slash", "日本", "🚀 e\u{301}", "a\u{2028}b",
      "../../etc", "</script>", "\u{85}\u{9F}",
    ]
    return names[below(names.count)] + String(below(1000))
  }

  private mutating func instant() -> Instant {
    Instant(milliseconds: 1_767_225_600_000 + Int64(below(1 << 40)))
  }

  private mutating func objective() -> PlanDocument.ObjectiveFigures {
    var figures = PlanDocument.ObjectiveFigures(currency: ["EUR", "USD"][below(2)])
    (figures.total, figures.energyCost) = (number(), number())
    (figures.carbonCost, figures.declined) = (number(), number())
    (figures.demandCost, figures.cyclingCost, figures.waterCost) = (number(), number(), number())
    return figures
  }

  private mutating func totals() -> PlanDocument.TotalFigures {
    var figures = PlanDocument.TotalFigures()
    (figures.energyMWh, figures.itEnergyMWh, figures.peakGridKW) = (number(), number(), number())
    figures.emissionsTonnes = maybe { $0.number() }
    figures.pue = maybe { $0.number() }
    figures.coolingEnergyMWh = maybe { $0.number() }
    figures.waterM3 = maybe { $0.number() }
    figures.pueReference = maybe { $0.number() }
    figures.carbonFreeFraction = maybe { $0.number() }
    return figures
  }

  private mutating func job() -> PlanDocument.JobEntry {
    var entry = PlanDocument.JobEntry(
      id: name(), status: PlanDocument.JobStatus.allCases[below(3)], pool: name())
    entry.site = maybe { $0.name() }
    for _ in 0..<below(4) {
      entry.segments.append(
        .init(start: instant(), end: instant(), gpus: 1 + below(64), wattsPerGPU: abs(number())))
    }
    entry.finish = maybe { $0.instant() }
    entry.slackHours = maybe { $0.number() }
    entry.energyKWh = maybe { $0.number() }
    entry.cost = maybe { $0.number() }
    entry.emissionsKg = maybe { $0.number() }
    entry.runNowCost = maybe { $0.number() }
    entry.runNowEmissionsKg = maybe { $0.number() }
    entry.reason = maybe { $0.name() + "\u{0}\t\n\r\u{7F}\u{2029}" }
    return entry
  }

  private mutating func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in number() } }

  private mutating func site(_ slots: Int) -> PlanDocument.SiteEntry {
    var unallocated = PlanDocument.UnallocatedFigures()
    (unallocated.energyKWh, unallocated.cost) = (number(), number())
    unallocated.emissionsKg = maybe { $0.number() }
    var entry = PlanDocument.SiteEntry(
      id: name(), unallocated: unallocated, slots: slotFigures(slots))
    entry.shadowPrices = maybe { $0.shadowPrices(slots) }
    return entry
  }

  private mutating func slotFigures(_ slots: Int) -> PlanDocument.SlotFigures {
    var figures = PlanDocument.SlotFigures()
    figures.pue = (0..<slots).map { _ in maybe { $0.number() } }
    figures.gpusInUse = (0..<below(3)).map { pool in
      .init(pool: "pool \(pool)", values: (0..<slots).map { _ in below(4096) })
    }
    for path in [
      \.itKW, \.itReferenceKW, \.facilityKW, \.gridKW, \.pricePerMWh,
    ] as [WritableKeyPath<PlanDocument.SlotFigures, [Double]>] {
      figures[keyPath: path] = numbers(slots)
    }
    for path in [
      \.coolingKW, \.conversionLossKW, \.solarKW, \.curtailedKW, \.batteryKW, \.batteryKWh,
      \.storageKWThermal, \.storageKWhThermal, \.supplyC, \.gpuC, \.headroomKW, \.waterLPerHour,
      \.carbonGramsPerKWh,
    ] as [WritableKeyPath<PlanDocument.SlotFigures, [Double]?>] {
      figures[keyPath: path] = maybe { $0.numbers(slots) }
    }
    return figures
  }

  private mutating func shadowPrices(_ slots: Int) -> PlanDocument.ShadowPrices {
    var prices = PlanDocument.ShadowPrices(
      energyPerMWh: numbers(slots),
      gpuHour: [.init(pool: "zeta", values: numbers(slots).map(abs))])
    prices.demandPerKW = (0..<below(3)).map { charge in
      .init(charge: "peak \(charge)", values: numbers(slots).map(abs))
    }
    prices.batteryPerMWh = maybe { $0.numbers(slots) }
    prices.storagePerMWhThermal = maybe { $0.numbers(slots) }
    prices.rampPerKW = maybe { $0.numbers(slots) }
    return prices
  }

  private mutating func plan() -> PlanDocument {
    let slots = 1 + below(5)
    var provenance = PlanDocument.ProvenanceEntry(role: "price", format: "plain CSV")
    provenance.site = maybe { $0.name() }
    provenance.file = maybe { $0.name() }
    provenance.coverage = maybe { "\($0.instant())/\($0.instant())" }
    provenance.filledSlots = maybe { $0.below(100) }
    provenance.notes = (0..<below(3)).map { _ in name() }
    return PlanDocument(
      generator: .init(version: name(), seed: below(1 << 53) - (1 << 52)),
      settings: .init(
        carbonPricePerTonne: maybe { $0.number() },
        gapFill: maybe { GapRule.allCases[$0.below(4)] }),
      status: PlanStatus.allCases[below(4)], stop: StopReason.allCases[below(5)],
      horizon: Horizon(start: instant(), slotMinutes: 1 + below(60), count: slots),
      objective: objective(),
      bound: maybe {
        .init(
          lower: $0.number(), gap: $0.maybe { $0.number() }, absoluteGap: $0.number(),
          variableGap: $0.maybe { $0.number() }, proof: Proof.allCases[$0.below(2)],
          pricesLower: $0.number())
      },
      totals: totals(),
      baseline: maybe {
        .init(lateJobs: $0.below(9), objective: $0.objective(), totals: $0.totals())
      },
      savings: maybe {
        .init(
          costPercent: $0.maybe { $0.number() }, emissionsPercent: $0.maybe { $0.number() },
          energyPercent: $0.maybe { $0.number() })
      },
      jobs: (0..<below(6)).map { _ in job() }, sites: (0..<below(3)).map { _ in site(slots) },
      provenance: (0..<below(3)).map { _ in provenance },
      warnings: (0..<below(3)).map { _ in Warning(code: "code", message: name()) })
  }
}
