/// The state of an invented grid, step by step: wind, clouds and weather wander, the sun is on time.
///
/// `residual = demand − sun − wind` sets price and carbon, as a merit order does.
struct SyntheticGrid {
  struct Values {
    var pricePerMWh: Double
    var directGramsPerKWh: Double
    var lifecycleGramsPerKWh: Double
    var dryBulbC: Double
    var relativeHumidityPercent: Double
    /// Power of panels over their capacity, 0 to 1.
    var solarShare: Double
  }

  private let profile: SyntheticSeries.Profile
  private var random: RandomBits
  private let stepHours: Double
  /// Shares of capacity, 0 to 1.
  private var wind = 0.4
  private var clearness = 0.8
  /// Kelvin off the season's mean.
  private var anomaly = 0.0
  private var noise = 0.0

  init(profile: SyntheticSeries.Profile, seed: UInt64, stepHours: Double) {
    self.profile = profile
    self.stepHours = stepHours
    random = RandomBits(seed: seed)
  }

  mutating func next(at instant: Instant, isHot: Bool, allowsNegative: Bool) -> Values {
    let hours = Double(instant.milliseconds) / 3_600_000
    let hour = hours - 24 * (hours / 24).rounded(.down)
    let summer = -Self.cosine(hours / 8766)
    let dayOfWeek = (hours / 24).rounded(.down) + 3
    let isWeekend = dayOfWeek - 7 * (dayOfWeek / 7).rounded(.down) >= 5
    wander()

    let sun = Self.arch((hour - 12) / (12 + 4 * summer)) * (0.75 + 0.25 * summer) * clearness
    let evening = Self.arch((hour - 18.5) / 8)
    let morning = Self.arch((hour - 7.5) / 6)
    let demand =
      0.62 + 0.14 * morning + 0.22 * evening - 0.05 * summer - (isWeekend ? 0.08 : 0)
    let residual =
      switch profile {
      case .solarHeavy: demand - 0.85 * sun - 0.15 * wind
      case .windHeavy: demand - 0.12 * sun - 0.75 * wind
      case .flat: 0.55 + 0.06 * (demand - 0.62)
      }
    let price = 150 * (residual - 0.08) + (profile == .flat ? 1.5 : 6) * noise
    let direct = 45 + 620 * max(0, residual)
    let dryBulb = 11 + 9 * summer + 4.5 * Self.cosine((hour - 15) / 24) + anomaly + (isHot ? 10 : 0)
    let humidity = 74 - 12 * Self.cosine((hour - 15) / 24) - 1.2 * anomaly - (isHot ? 18 : 0)
    return Values(
      pricePerMWh: Self.rounded(allowsNegative ? price : max(0, price)),
      directGramsPerKWh: Self.rounded(direct),
      lifecycleGramsPerKWh: Self.rounded(direct * 1.08 + 32),
      dryBulbC: Self.rounded(dryBulb),
      relativeHumidityPercent: Self.rounded(min(100, max(10, humidity))), solarShare: sun)
  }

  /// Moves what wanders by one step: autoregressive, with time constants of hours to days.
  private mutating func wander() {
    wind = Self.clamped(wind + stepHours * (0.4 - wind) / 24 + spread(0.13), 0, 1)
    clearness = Self.clamped(
      clearness + stepHours * (0.75 - clearness) / 18 + spread(0.12), 0.15, 1)
    anomaly += stepHours * (0 - anomaly) / 48 + spread(1.1)
    noise += stepHours * (0 - noise) / 3 + spread(0.9)
  }

  /// A symmetric step whose spread grows with the root of its length.
  private mutating func spread(_ perRootHour: Double) -> Double {
    (random.unit() + random.unit() - 1) * perRootHour * stepHours.squareRoot()
  }

  private static func clamped(_ value: Double, _ low: Double, _ high: Double) -> Double {
    min(high, max(low, value))
  }

  static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  /// Half a sine wave of width 1 around 0, and 0 elsewhere.
  ///
  /// Bhaskara I (7th century): sin πx ≈ 16x(1 − x) / (5 − 4x(1 − x)), without libm.
  private static func arch(_ position: Double) -> Double {
    let x = position + 0.5
    guard x > 0, x < 1 else { return 0 }
    return 16 * x * (1 - x) / (5 - 4 * x * (1 - x))
  }

  /// cos 2π`turns`, by ``arch(_:)``.
  private static func cosine(_ turns: Double) -> Double {
    let phase = turns + 0.25 - (turns + 0.25).rounded(.down)
    return phase < 0.5 ? arch(2 * phase - 0.5) : -arch(2 * phase - 1.5)
  }
}
