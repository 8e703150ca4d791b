import Testing

@testable import GridPricing

private let start = Instant(iso8601: "2026-07-06T00:00:00Z")!

@Suite struct SyntheticSeriesTests {
  private func prices(_ series: SyntheticSeries) -> [Double] {
    series.price.series.steps.compactMap { $0.value.map { $0 * 1000 } }
  }

  @Test(arguments: SyntheticSeries.Profile.allCases)
  func theSameSeedGivesTheSameValues(profile: SyntheticSeries.Profile) {
    let one = SyntheticSeries(profile: profile, start: start, days: 3, seed: 7)
    let two = SyntheticSeries(profile: profile, start: start, days: 3, seed: 7)
    let other = SyntheticSeries(profile: profile, start: start, days: 3, seed: 8)
    #expect(one.columns == two.columns)
    #expect(prices(one) != prices(other))
  }

  @Test(arguments: [15, 30, 60])
  func stepsCoverTheDaysWithoutGaps(minutes: Int) throws {
    let series = SyntheticSeries(
      profile: .windHeavy, start: start, days: 2, stepMinutes: minutes, seed: 1)
    for column in series.columns {
      #expect(column.steps.count == 2 * 24 * 60 / minutes)
      #expect(column.minutes == [Double(minutes)])
      #expect(column.isUnbroken)
      #expect(column.emptySteps == 0)
    }
  }

  @Test func valuesStayInTheirRanges() {
    for profile in SyntheticSeries.Profile.allCases {
      for heat in [SyntheticSeries.Heat.usual, .heatWave] {
        let series = SyntheticSeries(
          profile: profile, start: start, days: 365, seed: 3, heat: heat)
        for column in series.columns {
          for value in column.steps.compactMap(\.value) {
            switch column.role {
            case .price: #expect(abs(value) < 1)
            case .carbon: #expect(value > 0 && value < 1.2)
            case .dryBulb: #expect(value > -30 && value < 50)
            default: #expect(value >= 10 && value <= 100)
            }
          }
        }
        for (direct, lifecycle) in zip(
          series.carbonDirect.series.steps, series.carbonLifecycle.series.steps)
        {
          #expect((direct.value ?? 0) < (lifecycle.value ?? 0))
        }
      }
    }
  }

  @Test func panelsFollowTheSunAndChangeNothingElse() throws {
    let series = SyntheticSeries(
      profile: .flat, start: start, days: 7, seed: 3, solarCapacity: .kilowatts(500))
    let without = SyntheticSeries(profile: .flat, start: start, days: 7, seed: 3)
    #expect(without.solar == nil && series.columns.dropLast() == without.columns[...])
    let values = try #require(series.solar).steps.compactMap(\.value)
    #expect(values.count == 168 && values.max() ?? 0 > 300)
    #expect(values.allSatisfy { (0...500).contains($0) })
    #expect(values.enumerated().allSatisfy { $0 % 24 < 23 && $0 % 24 > 1 || $1 == 0 })
    let noons = values.enumerated().filter { $0.offset % 24 == 12 }.map(\.element)
    let mornings = values.enumerated().filter { $0.offset % 24 == 6 }.map(\.element)
    #expect(zip(noons, mornings).allSatisfy { $0 > $1 })
  }

  @Test func negativeHoursComeOnlyWhereAllowed() {
    for profile in [SyntheticSeries.Profile.solarHeavy, .windHeavy] {
      let free = SyntheticSeries(profile: profile, start: start, days: 60, seed: 1)
      #expect(prices(free).contains { $0 < 0 })
      let floored = SyntheticSeries(
        profile: profile, start: start, days: 60, seed: 1, floor: .zero)
      #expect(prices(floored).allSatisfy { $0 >= 0 })
      #expect(zip(prices(free), prices(floored)).allSatisfy { max(0, $0) == $1 })
    }
  }

  @Test func noonIsCheapestInASolarGridAndNothingMuchChangesInAFlatOne() {
    func meanByHour(_ profile: SyntheticSeries.Profile) -> [Double] {
      let values = prices(SyntheticSeries(profile: profile, start: start, days: 28, seed: 1))
      return (0..<24).map { hour in
        stride(from: hour, to: values.count, by: 24).map { values[$0] }.reduce(0, +) / 28
      }
    }
    let solar = meanByHour(.solarHeavy)
    let cheapest = solar.indices.min { solar[$0] < solar[$1] }
    #expect((11...13).contains(cheapest ?? 0))
    let flat = meanByHour(.flat)
    #expect((flat.max() ?? 0) - (flat.min() ?? 0) < 8)
    #expect((solar.max() ?? 0) - (solar.min() ?? 0) > 50)
  }

  @Test func aHeatWaveIsSevenHotDaysInTheMiddle() {
    let usual = SyntheticSeries(profile: .flat, start: start, days: 21, seed: 1)
    let hot = SyntheticSeries(profile: .flat, start: start, days: 21, seed: 1, heat: .heatWave)
    let differences = zip(
      usual.columns[3].steps.compactMap(\.value), hot.columns[3].steps.compactMap(\.value)
    ).map { (($1 - $0) * 100).rounded() / 100 }
    #expect(differences[..<168].allSatisfy { $0 == 0 })
    #expect(differences[168..<336].allSatisfy { $0 == 10 })
    #expect(differences[336...].allSatisfy { $0 == 0 })
  }

  @Test func theSeriesSaysThatItIsInvented() {
    let series = SyntheticSeries(
      profile: .solarHeavy, start: start, days: 1, seed: 5, currency: "GBP", heat: .heatWave)
    #expect(series.price.currency == "GBP")
    #expect(series.price.series.provenance.format == "synthetic")
    #expect(series.price.series.provenance.unit == "GBP/MWh")
    #expect(
      series.price.series.provenance.notes
        == ["invented, not measured: profile solarHeavy, seed 5, heat wave"])
  }

  @Test func theRandomBitsAreSplitMix64() {
    // Reference values for seed 1234567, from the published algorithm.
    var random = RandomBits(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
    #expect(random.next() == 3_203_168_211_198_807_973)
  }

  @Test func stepsThatDoNotDivideAnHourStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      _ = SyntheticSeries(
        profile: .flat, start: Instant(milliseconds: 0), days: 1, stepMinutes: 7, seed: 1)
    }
  }
}
