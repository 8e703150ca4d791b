import GridPricing

extension JobDraft {
  /// Takes a cell that is not empty; false where it is not as its shape demands.
  mutating func set(_ column: JobColumn, _ cell: ArraySlice<UInt8>, _ shape: Shape) -> Bool {
    switch column {
    case .id: Self.take(Self.name(cell), &id)
    case .pool: Self.take(Self.name(cell), &pool)
    case .gpus: Self.take(Self.integer(cell, shape), &gpus)
    case .hours: Self.take(Self.number(cell, shape), &hours)
    case .wattsPerGPU: Self.take(Self.number(cell, shape), &wattsPerGPU)
    case .release: Self.take(Instant.parse(cell), &release)
    case .deadline: Self.take(Instant.parse(cell), &deadline)
    case .value: Self.take(Self.number(cell, shape), &value)
    case .minimumRunMinutes:
      Self.take(Self.number(cell, shape), &minimumRunMinutes) && setPreemptible()
    case .restartMinutes:
      Self.take(Self.number(cell, shape), &restartMinutes) && setPreemptible()
    case .sites: Self.take(Self.names(cell), &sites)
    case .jurisdictions: Self.take(Self.names(cell), &jurisdictions)
    }
  }

  private mutating func setPreemptible() -> Bool {
    isPreemptible = true
    return true
  }

  private static func take<Value>(_ value: Value?, _ field: inout Value?) -> Bool {
    field = value
    return value != nil
  }

  private static func number(_ cell: ArraySlice<UInt8>, _ shape: Shape) -> Double? {
    guard let value = DecimalText.parse(cell), shape.accepts(.number(value)) else { return nil }
    return value
  }

  private static func integer(_ cell: ArraySlice<UInt8>, _ shape: Shape) -> Int? {
    number(cell, shape).flatMap { Int(exactly: $0) }
  }

  private static func name(_ cell: ArraySlice<UInt8>) -> String? {
    guard !cell.contains(where: { $0 < 32 || $0 == 127 }) else { return nil }
    return String(validating: cell, as: UTF8.self)
  }

  private static func names(_ cell: ArraySlice<UInt8>) -> [String]? {
    let parts = cell.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    let names = parts.compactMap { part -> String? in
      let trimmed = JobTable.trimmed(part)
      return trimmed.isEmpty ? nil : name(trimmed)
    }
    return names.count == parts.count ? names : nil
  }
}
