/// How a solver works; the defaults are measured ones.
public struct SolverParameters: Sendable {
  /// Threads to use; the plan never depends on it.
  public var threads: Int
  /// The same seed gives the same plan.
  public var seed: UInt64

  /// - Precondition: `threads` is positive.
  public init(threads: Int = 1, seed: UInt64 = 1) {
    precondition(threads >= 1, "a solver needs at least one thread, got \(threads)")
    self.threads = threads
    self.seed = seed
  }
}
