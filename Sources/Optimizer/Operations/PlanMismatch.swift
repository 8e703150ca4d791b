/// A plan and a problem that do not belong together: the first difference found.
public struct PlanMismatch: Error, Equatable, Sendable, CustomStringConvertible {
  /// What differs and what was expected, in one line.
  public var description: String

  init(_ description: String) { self.description = description }
}
