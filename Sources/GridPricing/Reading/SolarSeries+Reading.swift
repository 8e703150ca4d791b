import Foundation

extension Series where Dimension == PowerDimension {
  /// Reads the power of a site's own panels from the column `solar_kw` of a plain CSV.
  ///
  /// - Parameters:
  ///   - zone: the place, where the file holds several.
  ///   - column: the column, where the file holds several.
  /// - Throws: ``ReadingError``, which lists the columns where none or several fit.
  public init(
    solarFrom url: URL, zone: String? = nil, column: String? = nil
  ) throws(ReadingError) {
    self = try SeriesFile.read(contentsOf: url).solar(zone: zone, column: column)
  }
}

extension SeriesFile {
  /// The solar power that a zone and a column pick.
  package func solar(
    zone: String? = nil, column: String? = nil
  ) throws(ReadingError) -> Series<PowerDimension> {
    let (choice, notes) = try self.column(.solar, zone: zone, column: column)
    return Series(
      steps: choice.steps, provenance: provenance(of: choice, notes: notes), role: "solar")
  }
}
