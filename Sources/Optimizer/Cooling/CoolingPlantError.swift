/// Numbers that make no plant.
public struct CoolingPlantError: Error, Equatable, CustomStringConvertible {
  /// Name of the number at fault in scenario files.
  public var parameter: String
  /// One line: what is wrong, what was expected.
  public var description: String
}
