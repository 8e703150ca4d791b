/// What leakage does to a busy GPU.
public enum LeakageMode: String, Sendable, CaseIterable {
  /// Below the power cap: a hot GPU draws more.
  case addsPower
  /// At the power cap: a hot GPU clocks lower; its power stays.
  case costsPerformance
}
