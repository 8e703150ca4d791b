/// When a search ends. Rules are values that combine.
///
/// ```swift
/// let rule = StoppingRule.first(of: [.runtime(.seconds(30)), .gap(0.005)])
/// ```
public indirect enum StoppingRule: Sendable {
  /// After so much time; the plan then depends on the speed of the machine.
  case runtime(Duration)
  /// When the gap is proven to be at most so large; 0.001 is 0.1 %.
  case gap(Double)
  /// After so much work, in job answers, in which neither cost nor bound became better by
  /// ``gain``; never depends on the clock. First prices come to their own end, and a first schedule is
  /// always made.
  case workWithoutGain(Int)
  /// When the closure returns true, which is asked many times a second from any thread.
  case when(@Sendable () -> Bool)
  /// As soon as one of them holds.
  case first(of: [StoppingRule])

  /// What `optimize-cli plan` does without options: a gap of 0.1 % or a fixed amount of work.
  public static let standard = StoppingRule.first(of: [
    .gap(0.001), .workWithoutGain(standardWork),
  ])

  /// Job answers without gain after which the search ends by default.
  public static let standardWork = 4_000_000

  /// The share of the cost that counts as a gain: 0.01 %.
  public static let gain = 1e-4

  func reason(_ progress: SearchProgress) -> StopReason? {
    switch self {
    case .runtime(let limit): progress.elapsed >= limit ? .time : nil
    case .gap(let gap): progress.gap.map { $0 <= gap } == true ? .gap : nil
    case .workWithoutGain(let limit): progress.workSinceGain >= limit ? .work : nil
    case .when(let condition): condition() ? .interrupted : nil
    case .first(let rules): rules.lazy.compactMap { $0.reason(progress) }.first
    }
  }

  /// Job answers that may still go by without gain.
  func workLeft(_ progress: SearchProgress) -> Int {
    switch self {
    case .runtime, .gap, .when: .max
    case .workWithoutGain(let limit): max(0, limit - progress.workSinceGain)
    case .first(let rules): rules.reduce(.max) { min($0, $1.workLeft(progress)) }
    }
  }

  /// The share of the time that has passed; 0 where time is not limited.
  func timeShare(_ progress: SearchProgress) -> Double {
    switch self {
    case .runtime(let limit): limit > .zero ? progress.elapsed / limit : 1
    case .gap, .workWithoutGain, .when: 0
    case .first(let rules): rules.reduce(0) { max($0, $1.timeShare(progress)) }
    }
  }

  /// The same rule with a quarter of the time, for a second search.
  var shortened: StoppingRule {
    switch self {
    case .runtime(let limit): .runtime(limit / 4)
    case .gap, .workWithoutGain, .when: self
    case .first(let rules): .first(of: rules.map(\.shortened))
    }
  }

  /// Only the rules that may cut a phase short: time and outside conditions.
  var urgent: StoppingRule? {
    switch self {
    case .runtime, .when: self
    case .gap, .workWithoutGain: nil
    case .first(let rules): .first(of: rules.compactMap(\.urgent))
    }
  }

  /// All rules but those of work.
  var exceptWork: StoppingRule? {
    switch self {
    case .runtime, .when, .gap: self
    case .workWithoutGain: nil
    case .first(let rules): .first(of: rules.compactMap(\.exceptWork))
    }
  }
}
