import Foundation

extension CarbonIntensitySeries {
  /// Reads carbon intensity from a file of any supported format, detected by content.
  ///
  /// Where a file holds several (direct and life-cycle, average and marginal), `basis`, `factor` or
  /// `column` must decide. Where a file does not say what it holds, the caller's word is taken and
  /// noted in the provenance; where it says otherwise, that is an error.
  ///
  /// - Throws: ``ReadingError``, which lists what the file holds where none or several fit.
  public init(
    contentsOf url: URL, zone: String? = nil, column: String? = nil, basis: CarbonBasis? = nil,
    factor: EmissionFactor? = nil
  ) throws(ReadingError) {
    self = try SeriesFile.read(contentsOf: url)
      .carbon(zone: zone, column: column, basis: basis, factor: factor)
  }
}

extension SeriesFile {
  /// The carbon intensity that the arguments pick.
  package func carbon(
    zone: String? = nil, column: String? = nil, basis: CarbonBasis? = nil,
    factor: EmissionFactor? = nil
  ) throws(ReadingError) -> CarbonIntensitySeries {
    let held = try candidates(.carbon, zone: zone, column: column)
    var found = held.filter {
      Self.fits($0.basis, wanted: basis) && Self.fits($0.factor, wanted: factor)
    }
    guard !found.isEmpty else {
      let wanted = [basis?.rawValue, factor?.rawValue].compactMap(\.self).joined(separator: " ")
      throw error(
        "the file holds no \(wanted) carbon intensity, expected one of: "
          + Self.listed(held.map(Self.description)))
    }
    // A column that says what was asked for comes before one that says nothing.
    let said = found.filter {
      (basis == nil || $0.basis == basis) && (factor == nil || $0.factor == factor)
    }
    if !said.isEmpty { found = said }
    if found.count > 1, Set(found.map(\.zone)).count == 1 {
      throw error(
        "the file holds several carbon intensities, expected basis, factor or column to pick one of: "
          + Self.listed(found.map(Self.description)),
        help: "say which, for example factor 'lifecycle' or column '\(found[0].name)'")
    }
    var (choice, notes) = try only(found, role: .carbon, zone: zone)
    if let basis, choice.basis == nil {
      notes.append("basis '\(basis.rawValue)' as stated by the caller: the file does not say")
    }
    if let factor, choice.factor == nil {
      notes.append("factor '\(factor.rawValue)' as stated by the caller: the file does not say")
    }
    choice.basis = choice.basis ?? basis
    choice.factor = choice.factor ?? factor
    return CarbonIntensitySeries(
      basis: choice.basis, factor: choice.factor,
      series: Series(
        steps: choice.steps, provenance: provenance(of: choice, notes: notes),
        role: "carbon intensity"))
  }

  private static func fits<Value: Equatable>(_ said: Value?, wanted: Value?) -> Bool {
    said == nil || wanted == nil || said == wanted
  }

  private static func description(_ column: SourceColumn) -> String {
    let meaning = [column.basis?.rawValue, column.factor?.rawValue].compactMap(\.self)
    return meaning.isEmpty ? column.name : "\(column.name) (\(meaning.joined(separator: ", ")))"
  }
}
