/// The most GPUs that may start at a site on one slot edge.
struct StartRamp {
  let gpus: Double

  func admits(_ started: Int) -> Bool { Double(started) <= gpus * (1 + Tolerance.arithmetic) }
}
