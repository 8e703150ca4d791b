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
    case .due: Self.take(Instant.parse(cell), &due)
    case .latenessCostPerHour: Self.take(Self.number(cell, shape), &latenessCostPerHour)
    case .value: Self.take(Self.number(cell, shape), &value)
    case .sites: Self.take(Self.names(cell), &sites)
    case .jurisdictions: Self.take(Self.names(cell), &jurisdictions)
    case .homeSite: Self.take(Self.name(cell), &homeSite)
    case .inputGB: Self.take(Self.number(cell, shape), &inputGB)
    case .after: Self.take(Self.names(cell), &after)
    default: setPart(column, cell, shape)
    }
  }

  /// Takes a cell of an object inside the job.
  private mutating func setPart(
    _ column: JobColumn, _ cell: ArraySlice<UInt8>, _ shape: Shape
  ) -> Bool {
    switch column {
    case .minimumRunMinutes:
      Self.take(Self.number(cell, shape), &minimumRunMinutes) && setPreemptible()
    case .restartMinutes:
      Self.take(Self.number(cell, shape), &restartMinutes) && setPreemptible()
    case .scalingGPUs: Self.take(Self.list(cell, shape, Self.integer), &scalingGPUs)
    case .scalingSpeed: Self.take(Self.list(cell, shape, Self.number), &scalingSpeed)
    case .isResizable: Self.take(Self.boolean(cell), &isResizable)
    case .resizeMinutes: Self.take(Self.number(cell, shape), &resizeMinutes)
    case .capWattsPerGPU: Self.take(Self.list(cell, shape, Self.number), &capWattsPerGPU)
    case .capSpeed: Self.take(Self.list(cell, shape, Self.number), &capSpeed)
    case .runningSince: Self.take(Instant.parse(cell), &runningSince)
    case .runningSite: Self.take(Self.name(cell), &runningSite)
    case .remainingHours: Self.take(Self.number(cell, shape), &remainingHours)
    default: preconditionFailure("no part of a job has the column \(column.rawValue)")
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

  private static func boolean(_ cell: ArraySlice<UInt8>) -> Bool? {
    if cell.elementsEqual("true".utf8) { return true }
    return cell.elementsEqual("false".utf8) ? false : nil
  }

  private static func name(_ cell: ArraySlice<UInt8>) -> String? {
    guard !cell.contains(where: { $0 < 32 || $0 == 127 }) else { return nil }
    return String(validating: cell, as: UTF8.self)
  }

  private static func names(_ cell: ArraySlice<UInt8>) -> [String]? {
    elements(cell) { $0.isEmpty ? nil : name($0) }
  }

  private static func list<Value>(
    _ cell: ArraySlice<UInt8>, _ shape: Shape, _ read: (ArraySlice<UInt8>, Shape) -> Value?
  ) -> [Value]? {
    guard case .list(let element, _) = shape else { return nil }
    return elements(cell) { read($0, element) }
  }

  /// The parts between semicolons; nil where one of them cannot be read.
  private static func elements<Value>(
    _ cell: ArraySlice<UInt8>, _ read: (ArraySlice<UInt8>) -> Value?
  ) -> [Value]? {
    let parts = cell.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    let values = parts.compactMap { read(JobTable.trimmed($0)) }
    return values.count == parts.count ? values : nil
  }
}
