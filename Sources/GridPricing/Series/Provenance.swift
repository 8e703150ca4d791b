/// Where a series comes from and everything that was done to it.
public struct Provenance: Equatable, Sendable {
  /// The path as given; nil for constants and generated series.
  public var file: String?
  /// The SHA-256 digest of the file, in lower-case hexadecimal digits.
  public var sha256: String?
  /// The name of the format, such as "plain CSV" or "constant".
  public var format: String
  /// The unit in the source, such as "EUR/MWh", "gCO2e/kWh" or "lbCO2e/MWh".
  public var unit: String
  /// How the source tells time: "UTC", "Europe/Berlin", "UTC+10".
  public var timeZone: String
  /// `start/end` in UTC; empty for constants.
  public var coverage: String
  /// Each transformation and each flaw met, in order.
  public var notes: [String]

  /// A record without notes unless given; the coverage is filled in by ``Series``.
  public init(
    file: String? = nil, sha256: String? = nil, format: String, unit: String,
    timeZone: String = "UTC", coverage: String = "", notes: [String] = []
  ) {
    self.file = file
    self.sha256 = sha256
    self.format = format
    self.unit = unit
    self.timeZone = timeZone
    self.coverage = coverage
    self.notes = notes
  }
}
