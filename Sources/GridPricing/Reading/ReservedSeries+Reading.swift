extension SeriesFile {
  /// The reserved GPUs and their power that a zone picks, from the columns `reserved_gpus` and
  /// `reserved_kw` of a plain CSV.
  ///
  /// - Throws: ``ReadingError`` where one of them is missing.
  package func reserved(
    zone: String? = nil
  ) throws(ReadingError) -> (gpus: Series<GPUCountDimension>, power: Series<PowerDimension>) {
    (try only(.reservedGPUs, zone: zone), try only(.reservedPower, zone: zone))
  }

  private func only<Dimension>(
    _ role: SourceColumn.Role, zone: String?
  ) throws(ReadingError) -> Series<Dimension> {
    let (choice, notes) = try column(role, zone: zone)
    return Series(
      steps: choice.steps, provenance: provenance(of: choice, notes: notes), role: role.rawValue)
  }
}
