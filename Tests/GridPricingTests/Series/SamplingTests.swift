import GridPricing
import Testing

/// Values of 2026-01-12, a Monday, in hours from midnight UTC.
private let monday = Instant(iso8601: "2026-01-12T00:00:00Z")!

private func series(
  from hours: Double = 0, stepMinutes: Int, _ values: [Double?]
) -> Series<EnergyPriceDimension> {
  Series(
    steps: SeriesStep.equal(
      from: monday.advanced(byHours: hours), stepMinutes: stepMinutes, values: values),
    provenance: Provenance(file: "p.csv", format: "values", unit: "EUR/kWh"), role: "price")
}

private func horizon(_ slotMinutes: Int, _ count: Int, from hours: Double = 0) -> Horizon {
  Horizon(start: monday.advanced(byHours: hours), slotMinutes: slotMinutes, count: count)
}

@Suite struct SamplingTests {
  @Test func coarseStepsKeepTheirValueInFineSlots() throws {
    let sampled = try series(stepMinutes: 60, [1, 5]).sampled(on: horizon(15, 8), gaps: .none)
    #expect(sampled == Sampled(values: [1, 1, 1, 1, 5, 5, 5, 5], filledSlots: 0))
  }

  @Test func fineStepsAreAveragedOverCoarseSlots() throws {
    let sampled = try series(stepMinutes: 15, [1, 2, 3, 6]).sampled(on: horizon(60, 1), gaps: .none)
    #expect(sampled.values == [3])
  }

  @Test func offsetStepsWeighByTheirOverlap() throws {
    // Steps begin at 23:30 and 00:30 and 01:30; each hour holds half of two of them.
    let sampled = try series(from: -0.5, stepMinutes: 60, [2, 4, 8])
      .sampled(on: horizon(60, 2), gaps: .none)
    #expect(sampled.values == [3, 6])
  }

  @Test func stepsThatDoNotDivideTheSlotWeighByTheirOverlap() throws {
    // 40-minute steps in 60-minute slots: (40·3 + 20·6) / 60 = 4 and (20·6 + 40·9) / 60 = 8.
    let sampled = try series(stepMinutes: 40, [3, 6, 9]).sampled(on: horizon(60, 2), gaps: .none)
    #expect(sampled.values == [4, 8])
  }

  @Test func theHorizonMayStartInsideTheSeries() throws {
    let sampled = try series(stepMinutes: 60, [1, 2, 3, 4])
      .sampled(on: horizon(60, 2, from: 1), gaps: .none)
    #expect(sampled.values == [2, 3])
  }

  @Test func negativeValuesAreValues() throws {
    let sampled = try series(stepMinutes: 60, [-0.5, 0]).sampled(on: horizon(120, 1), gaps: .none)
    #expect(sampled.values == [-0.25])
  }

  @Test func aGapOutsideTheHorizonDoesNotMatter() throws {
    let sampled = try series(stepMinutes: 60, [nil, 2, nil])
      .sampled(on: horizon(60, 1, from: 1), gaps: .none)
    #expect(sampled.values == [2])
  }

  @Test func aConstantFitsAnyHorizon() throws {
    let constant = Series<EnergyPriceDimension>.constant(.perMegawattHour(95))
    #expect(try constant.sampled(on: horizon(15, 3), gaps: .none).values == [0.095, 0.095, 0.095])
  }

  @Test func aGapInsideTheHorizonIsAnErrorThatListsTheSlots() throws {
    let gappy = series(stepMinutes: 60, [1, nil, 3, nil])
    let error = try #require(throws: SeriesError.self) {
      try gappy.sampled(on: horizon(60, 4), gaps: .none)
    }
    #expect(
      error.description
        == "p.csv: price has no value in 2 of 4 slots (2026-01-12T01:00:00Z, 2026-01-12T03:00:00Z)"
        + ", expected one in each")
    #expect(error.help == "fill gaps with --gap-fill hold|interpolate|typical")
  }

  @Test func aHorizonBeyondTheSeriesIsAnErrorThatNamesTheCoverage() throws {
    let error = try #require(throws: SeriesError.self) {
      try series(stepMinutes: 60, [1, 2]).sampled(on: horizon(60, 9), gaps: .none)
    }
    #expect(
      error.description
        == "p.csv: price has no value in 7 of 9 slots (2026-01-12T02:00:00Z, 2026-01-12T03:00:00Z, "
        + "2026-01-12T04:00:00Z, 2026-01-12T05:00:00Z, 2026-01-12T06:00:00Z, …); it covers "
        + "2026-01-12T00:00:00Z/2026-01-12T02:00:00Z, expected one in each")
  }

  @Test func aPartlyCoveredSlotIsAGap() throws {
    let error = try #require(throws: SeriesError.self) {
      try series(stepMinutes: 15, [1, 1, 1]).sampled(on: horizon(60, 1), gaps: .none)
    }
    #expect(error.missingSlots == 1)
  }

  @Test(arguments: GapRule.allCases)
  func aHorizonWithoutAnyDataIsNeverFilled(rule: GapRule) throws {
    let error = try #require(throws: SeriesError.self) {
      try series(stepMinutes: 60, [1, 2]).sampled(on: horizon(60, 2, from: 24), gaps: rule)
    }
    #expect(error.missingSlots == 2)
    #expect(
      error.help == "take a horizon inside 2026-01-12T00:00:00Z/2026-01-12T02:00:00Z, "
        + "or a series that covers it")
  }

  @Test func holdRepeatsTheLastValueBefore() throws {
    let sampled = try series(stepMinutes: 60, [1, nil, nil, 4])
      .sampled(on: horizon(60, 5), gaps: .hold)
    #expect(sampled == Sampled(values: [1, 1, 1, 4, 4], filledSlots: 3))
  }

  @Test func holdFillsOnlyTheMissingPartOfASlot() throws {
    let sampled = try series(stepMinutes: 15, [1, 2, 6, nil])
      .sampled(on: horizon(60, 1), gaps: .hold)
    #expect(sampled == Sampled(values: [3.75], filledSlots: 1))
  }

  @Test func holdUsesAValueBeforeTheHorizon() throws {
    let sampled = try series(stepMinutes: 60, [7, nil, 9])
      .sampled(on: horizon(60, 2, from: 1), gaps: .hold)
    #expect(sampled == Sampled(values: [7, 9], filledSlots: 1))
  }

  @Test func holdHasNothingBeforeTheFirstValue() throws {
    let error = try #require(throws: SeriesError.self) {
      try series(stepMinutes: 60, [nil, 2]).sampled(on: horizon(60, 2), gaps: .hold)
    }
    #expect(error.missingSlots == 1)
    #expect(error.help == "no value comes before the gap; try --gap-fill typical")
  }

  @Test func interpolateRunsBetweenTheMiddlesOfTheNeighbours() throws {
    let sampled = try series(stepMinutes: 60, [1, nil, nil, 4])
      .sampled(on: horizon(60, 4), gaps: .interpolate)
    #expect(sampled == Sampled(values: [1, 2, 3, 4], filledSlots: 2))
  }

  @Test func interpolateDoesNotExtrapolate() throws {
    let error = try #require(throws: SeriesError.self) {
      try series(stepMinutes: 60, [1, nil]).sampled(on: horizon(60, 2), gaps: .interpolate)
    }
    #expect(error.missingSlots == 1)
  }

  @Test func typicalIsTheMeanAtTheSameHourOfTheWeek() throws {
    // Three weeks of which the middle Monday 00:00 is missing: the mean of 10 and 30.
    var values = Array(repeating: Double?(5), count: 3 * 168)
    values[0] = 10
    values[168] = nil
    values[336] = 30
    let sampled = try series(stepMinutes: 60, values)
      .sampled(on: horizon(60, 2, from: 168), gaps: .typical)
    #expect(sampled == Sampled(values: [20, 5], filledSlots: 1))
  }

  @Test func typicalNeedsTheHourToOccur() throws {
    let error = try #require(throws: SeriesError.self) {
      try series(stepMinutes: 60, [nil, 2]).sampled(on: horizon(60, 2), gaps: .typical)
    }
    #expect(error.missingSlots == 1)
  }

  @Test func fillsAreUnbiasedByHowSlotsCutTheGap() throws {
    let gappy = series(stepMinutes: 60, [1, nil, nil, 4])
    let fine = try gappy.sampled(on: horizon(20, 12), gaps: .interpolate).values
    let coarse = try gappy.sampled(on: horizon(60, 4), gaps: .interpolate).values
    for hour in 0..<4 {
      let mean = fine[(hour * 3)..<(hour * 3 + 3)].reduce(0, +) / 3
      #expect(abs(mean - coarse[hour]) < 1e-12)
    }
  }

  @Test func overlappingStepsStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let start = Instant(milliseconds: 0)
      let end = Instant(milliseconds: 10)
      let step = SeriesStep(start: start, end: end, value: 1)
      _ = Series<EnergyPriceDimension>(
        steps: [step, step], provenance: Provenance(format: "values", unit: ""))
    }
  }
}
