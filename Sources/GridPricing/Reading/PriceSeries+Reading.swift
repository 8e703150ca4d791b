import Foundation

extension PriceSeries {
  /// Reads prices from a file of any supported format, detected by content.
  ///
  /// ```swift
  /// let prices = try PriceSeries(contentsOf: pricesURL, zone: "DE-LU")
  /// ```
  /// - Parameters:
  ///   - zone: the price area, node or region, where the file holds several.
  ///   - column: the column, where the file holds several.
  /// - Throws: ``ReadingError``, which lists the zones or columns where none or several fit.
  public init(
    contentsOf url: URL, zone: String? = nil, column: String? = nil
  ) throws(ReadingError) {
    self = try SeriesFile.read(contentsOf: url).price(zone: zone, column: column)
  }
}

extension SeriesFile {
  /// The prices that a zone and a column pick.
  package func price(
    zone: String? = nil, column: String? = nil
  ) throws(ReadingError) -> PriceSeries {
    let (choice, notes) = try self.column(.price, zone: zone, column: column)
    guard let currency = choice.currency else {
      throw error("the prices carry no currency, expected one in the header")
    }
    return PriceSeries(
      currency: currency,
      series: Series(
        steps: choice.steps, provenance: provenance(of: choice, notes: notes), role: "price"))
  }
}
