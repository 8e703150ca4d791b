import Foundation
import Optimizer

extension SearchOptions {
  var solver: Solver {
    Solver(SolverParameters(threads: threadCount, seed: UInt64(seed)))
  }

  var threadCount: Int { threads ?? Self.coreCount }

  static var coreCount: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// When a search ends by these options, or by a signal that is held.
  ///
  /// A gap of zero stands for the largest one that counts as optimal: sums of doubles come no nearer.
  var rule: StoppingRule {
    var rules: [StoppingRule] = [
      .gap(max(gap, Gap.optimal)), .when { Interruption.current != nil },
    ]
    if let timeLimit { rules.append(.runtime(timeLimit)) }
    if let work = workLimit ?? (timeLimit == nil ? StoppingRule.standardWork : nil) {
      rules.append(.workWithoutGain(work))
    }
    return .first(of: rules)
  }
}
