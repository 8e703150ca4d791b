@testable import Optimizer

/// Plants in all kinds of weather, the same on every machine.
struct RandomCooling {
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(state: seed) }

  mutating func number(_ range: ClosedRange<Double>) -> Double {
    .random(in: range, using: &random)
  }

  /// From deep frost to record heat, dry or damp, by the sea or on a plateau.
  mutating func air(_ celsius: ClosedRange<Double> = -30...46) -> AmbientAir {
    AmbientAir(
      dryBulbC: number(celsius), relativeHumidity: number(0.05...1),
      pressurePa: number(75_000...104_000))
  }

  /// A load over nominal IT power.
  mutating func load(_ range: ClosedRange<Double> = 0.05...1.2) -> Double { number(range) }

  /// A set point of any plant.
  mutating func setC() -> Double { number(20...41) }
}
