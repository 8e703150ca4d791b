/// How a job's speed follows its GPU count.
public struct Scaling: Sendable, Equatable {
  /// The counts that it may run with, each once; `hours` holds at the first.
  public var gpus: [Int]
  /// Speed at each count relative to the first one, which is 1.
  public var speed: [Double]
  /// Whether the count may change from slot to slot (malleable), or is chosen once (moldable).
  public var isResizable: Bool
  /// Running time without work after each change of the count.
  public var resizeMinutes: Double

  public init(
    gpus: [Int], speed: [Double], isResizable: Bool = false, resizeMinutes: Double = 0
  ) {
    self.gpus = gpus
    self.speed = speed
    self.isResizable = isResizable
    self.resizeMinutes = resizeMinutes
  }
}
