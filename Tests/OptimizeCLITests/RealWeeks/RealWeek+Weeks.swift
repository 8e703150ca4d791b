import Foundation

extension RealWeek {
  /// One for each of the measured series, and one of several sites.
  static let all = [
    RealWeek(
      description: "Germany 2020, a windy Easter", start: "2020-04-20T00:00:00Z", slotMinutes: 60,
      carbonPrice: 80,
      sites: [.init(id: "fra", series: "DE_2020", jurisdictions: ["EU"], gpus: 24, pue: 1.3)],
      jobCount: 70, seed: 1),
    RealWeek(
      description: "Germany 2023, with prices down to −500 EUR", start: "2023-06-26T00:00:00Z",
      slotMinutes: 30, carbonPrice: 0,
      sites: [
        .init(
          id: "fra", series: "DE-LU_2023", jurisdictions: ["EU"], gpus: 24, idleWatts: 90,
          baseKW: 4, pue: 1.2)
      ], jobCount: 66, seed: 2),
    RealWeek(
      description: "Great Britain 2024", start: "2024-10-14T00:00:00Z", slotMinutes: 60,
      carbonPrice: 100,
      sites: [
        .init(
          id: "lon", series: "GB_2024", jurisdictions: ["UK"], gpus: 28, idleWatts: 60, baseKW: 2,
          pue: 1.25, gridLimitKW: 27)
      ], jobCount: 75, seed: 3),
    RealWeek(
      description: "California 2023", start: "2023-05-01T00:00:00Z", slotMinutes: 60,
      carbonPrice: 50,
      sites: [
        .init(
          id: "sjc", series: "US-CAL-CISO_2023", jurisdictions: ["US"], gpus: 32, idleWatts: 100,
          pue: 1.15, outage: (60..<70, 24))
      ], jobCount: 80, seed: 4, currency: "USD"),
    RealWeek(
      description: "New York 2023", start: "2023-07-24T00:00:00Z", slotMinutes: 60,
      carbonPrice: 0,
      sites: [
        .init(id: "nyc", series: "US-NY-NYIS_2023", jurisdictions: ["US"], gpus: 24, pue: 1.4)
      ], jobCount: 70, seed: 5, currency: "USD"),
    RealWeek(
      description: "Texas 2022", start: "2022-07-25T00:00:00Z", slotMinutes: 60, carbonPrice: 30,
      sites: [
        .init(
          id: "dal", series: "US-TEX-ERCO_2022", jurisdictions: ["US"], gpus: 32, idleWatts: 80,
          baseKW: 6, pue: 1.35)
      ], jobCount: 100, seed: 6, currency: "USD"),
    RealWeek(
      description: "Germany, California and New York 2023", start: "2023-10-16T00:00:00Z",
      slotMinutes: 60, carbonPrice: 80,
      sites: [
        .init(
          id: "fra", series: "DE-LU_2023", jurisdictions: ["EU", "DE"], gpus: 16, idleWatts: 90,
          baseKW: 3, pue: 1.2),
        .init(
          id: "sjc", series: "US-CAL-CISO_2023", jurisdictions: ["US", "CA"], gpus: 16,
          pue: 1.3, outage: (40..<64, 16)),
        .init(
          id: "nyc", series: "US-NY-NYIS_2023", jurisdictions: ["US", "NY"], gpus: 16,
          idleWatts: 70, pue: 1.1, gridLimitKW: 16),
      ], jobCount: 110, seed: 7, exchangeRates: ["USD": 0.92]),
  ]

  /// Whether the series are beside the checkout.
  static let areThere = all.allSatisfy { week in
    week.sites.allSatisfy { FileManager.default.fileExists(atPath: RealSeries.path($0.series)) }
  }
}
