/// Plans a problem: prices, a schedule by those prices, and a search that makes it better.
public struct Solver: Sendable {
  public var parameters: SolverParameters

  public init(_ parameters: SolverParameters = SolverParameters()) {
    self.parameters = parameters
  }

  /// The best schedule found until the rule says stop, and what is proven about it.
  package func search(
    _ problem: CompiledProblem, until rule: StoppingRule, observer: (any SearchObserver)? = nil
  ) -> SearchOutcome {
    search(problem, from: nil, until: rule, observer: observer)
  }

  /// - Parameter start: places and prices to begin with; nil to begin with nothing.
  func search(
    _ problem: CompiledProblem, from start: WarmStart?, until rule: StoppingRule,
    observer: (any SearchObserver)?
  ) -> SearchOutcome {
    var run = SearchRun(problem, parameters, rule, observer, from: start)
    run.findPrices()
    run.findSchedule()
    run.prove()
    while run.shouldContinue {
      run.improveSchedule()
      run.prove()
    }
    run.settle()
    return run.outcome
  }
}

/// What a search leaves behind.
package struct SearchOutcome: Sendable {
  var placements: [Placement]
  package var cost: Double
  package var unplaced: [Int]
  /// Bounds with the fixed cost of the sites.
  package var lower: Double
  package var proof: Proof
  package var pricesLower: Double
  var prices: MarketPrices
  /// By option: what a slot of work is worth at about these prices; empty where nobody looked for that.
  var workPrices: [Double?]
  /// By site; empty where no site has a plant.
  var dispatch: [Dispatch]
  /// Whether the plants keep all limits; where they do not, they do not without any job either.
  var keepsLimits: Bool
  package var stop: StopReason
  package var progress: SearchProgress
}
