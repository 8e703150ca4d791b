/// Finds prices with a high lower bound, by subgradient steps: first with a pace for each price
/// (``ScaledStep``; where a site has a plant, for those of GPUs alone), then by Polyak's.
///
/// Each of Polyak's moves every price along the excess demand, by `factor · (target − L) / |excess|²`,
/// with the target a little above the best bound; after `patience` passes without gain the factor
/// shrinks and the search returns to the best prices. (Polyak, "Minimization of unsmooth
/// functionals", 1969, doi 10.1016/0041-5553(69)90061-5.)
struct PriceSearch {
  struct Parameters: Sendable {
    /// The most passes over all jobs.
    var passes = 800
    /// Slots that agents look at in all passes, after the scaled ones; where they do more in each, there
    /// are fewer.
    var slotsAtOnce = 100_000_000
    /// But no fewer than so many where prices of energy depend on the load.
    var fewestWithPlants = 80
    /// Where samples have come near the best prices.
    var fewestAfterSamples = 3
    /// Target: so much above the best bound, relative to the size of the jobs' cost.
    var reach = 0.02
    var shrink = 0.7
    var patience = 15
    /// Of Polyak's first step, after scaled ones.
    var factorAfterScaling = 0.3
    /// Ends when the step factor falls below this.
    var smallestFactor = 1e-3
    /// Facilities may miss their best answer by this share of the jobs' cost, spread over all slots:
    /// where several loads are nearly as good, they offer the one that is asked for.
    var offerSlack = 1e-4
  }

  let market: Market
  var parameters = Parameters()
  private(set) var best: MarketPrices
  /// L at the best prices, without the fixed cost of the sites; −∞ as long as samples answer for all.
  private(set) var bound = -Double.infinity
  /// The best prices, and what they prove, from before plants look for their course.
  private var proven: (prices: MarketPrices, bound: Double)?
  /// Whether plants still look for their course.
  private var isRough = false
  /// Passes over the jobs so far, and how many of them answered in the last one.
  private(set) var passes = 0
  private(set) var lastAnswers = 0
  private var rows: PriceRows
  private(set) var current: MarketPrices
  private var offers: [FacilityOffer?]
  /// The prices that the offers were made for.
  private var offeredPrices: [FacilityPrices?]
  /// What offers cost without any job.
  private var offerBase = 0.0
  private var factor = 1.0
  private var sinceGain = 0
  /// What jobs asked for on average since the prices were last set, by site and slot; later passes
  /// weigh more.
  private(set) var averageUse: [Double]
  private var averaged = 0.0
  /// What the jobs cost where they run at mean prices; currency.
  private let stake: Double
  private var scaled: ScaledStep?
  /// By option, of its last answer.
  private(set) var workPrices: [Double?] = []

  init(_ market: Market) {
    self.market = market
    let problem = market.problem
    stake = Self.stake(problem)
    current = .free(for: problem)
    best = current
    rows = PriceRows(problem, current)
    offers = problem.facilities.map { _ in nil }
    offeredPrices = offers.map { _ in nil }
    averageUse = [Double](repeating: 0, count: problem.siteCount * problem.slotCount)
    if !problem.hasPlants {
      let affordable = affordablePasses
      let fewest =
        hasSamples && affordable < parameters.patience
        ? ScaledStep.fewestPassesOfSlow : ScaledStep.fewestPasses
      let passes = min(max(affordable, fewest), ScaledStep.passes)
      scaled = ScaledStep(problem, stake: stake, passes: passes)
      parameters.passes = min(parameters.passes, passes + affordable)
    }
    takeOffers()
  }

  /// By mean sizes of costs: where prices of both signs occur, their sum says nothing.
  private static func stake(_ problem: CompiledProblem) -> Double {
    let slots = problem.slotCount
    let mean = (0..<problem.siteCount).map { site in
      problem.slotCost[site * slots..<(site + 1) * slots].reduce(0) { $0 + abs($1) }
        / Double(max(1, slots))
    }
    return problem.jobs.reduce(1e-9) { sum, job in
      guard let option = job.options.first.map({ problem.options[$0] }) else { return sum }
      return sum + abs(option.addedKW) * option.work * mean[option.site]
    }
  }

  /// Until ``goOnExactly(reach:passes:)``, prices of GPUs move by scaled steps, and a few of many jobs,
  /// others in each pass, answer for all: those prove nothing, and what had been proven waits for
  /// ``recall()``.
  mutating func beginRoughly() {
    proven = (best, bound)
    bound = -.infinity
    factor = 1
    sinceGain = 0
    isRough = true
    scaled = ScaledStep(market.problem, stake: stake, passes: ScaledStep.fewestPasses)
  }

  /// Lets all jobs answer, and all prices move, from the present ones.
  mutating func goOnExactly(reach: Double, passes more: Int) {
    isRough = false
    scaled!.goOn(passes: Self.passesOfAll)
    parameters.reach = reach
    parameters.passes = passes + Self.passesOfAll + min(more, affordablePasses)
  }

  /// Goes back to the prices from before ``beginRoughly()`` where no others have proven more.
  mutating func recall() {
    if let proven, proven.bound > bound { (best, bound) = proven }
    proven = nil
  }

  var isExhausted: Bool { passes >= parameters.passes || factor < parameters.smallestFactor }

  /// Begins at prices that were good for a similar problem, with short steps.
  mutating func begin(at prices: MarketPrices) {
    scaled = nil
    best = prices
    rekindle(factor: parameters.factorAfterScaling, reach: 0.005, passes: 300)
  }

  /// Begins anew without prices where that proves as much as those it began at.
  mutating func forgetIfWorseThanNone() {
    var anew = PriceSearch(market)
    if !(anew.respond(isHasty: true).bound < bound) { self = PriceSearch(market) }
  }

  /// Starts again from the best prices with a fresh step, for more passes.
  mutating func rekindle(factor: Double, reach: Double, passes more: Int) {
    self.factor = factor
    parameters.reach = reach
    sinceGain = 0
    goBack()
    parameters.passes = passes + min(more, affordablePasses)
  }

  /// Whether passes take so long that a plan should not wait for the last of them.
  var isSlow: Bool {
    scaled != nil && affordablePasses < ScaledStep.passes && !hasSamples
  }

  private var affordablePasses: Int {
    let passes = parameters.slotsAtOnce / max(1, market.slotsPerPass)
    if market.problem.hasPlants { return max(parameters.fewestWithPlants, passes) }
    guard hasSamples else { return max(parameters.patience, passes) }
    return min(parameters.patience, max(parameters.fewestAfterSamples, passes))
  }

  /// Asks everybody for the best prices once more, at leisure, where that may prove more.
  mutating func sharpen() {
    guard !isRough, market.hasWorkPrices || bound == -.infinity else { return }
    goBack()
    bound = max(bound, respond(isHasty: false).bound)
  }

  /// Goes back to the best prices.
  private mutating func goBack() {
    current = best
    for (site, facility) in market.problem.facilities.enumerated() {
      guard let facility, best.facilities[site] != offeredPrices[site] else { continue }
      takeOffer(of: site, facility)
    }
  }

  /// Goes on with other prices at the sites whose cost depends on their load, for more passes.
  mutating func reprice(_ prices: MarketPrices, passes more: Int) {
    current = prices
    takeOffers()
    factor = 1
    sinceGain = 0
    parameters.passes =
      passes + (market.problem.hasManyJobs ? min(more, affordablePasses) : more)
    averaged = 0
  }

  /// A few passes in which only the prices of GPUs move, at given prices of energy.
  ///
  /// - Returns: what jobs asked for on average, by site and slot.
  mutating func follow(_ prices: MarketPrices, passes count: Int) -> [Double] {
    current.power = prices.power
    current.facilities = prices.facilities
    takeOffers()
    averaged = 0
    for _ in 0..<count { pass(upper: nil) }
    return averageUse
  }

  /// Asks everybody at given prices.
  ///
  /// - Parameter keeps: whether the prices are kept if the bound rose.
  mutating func ask(_ prices: MarketPrices, keeps: Bool = true) -> Market.Response {
    current = prices
    takeOffers()
    let response = respond(isHasty: false)
    if keeps { keep(response) }
    return response
  }

  /// Makes the offer of a site for the current prices.
  private mutating func takeOffer(of site: Int, _ facility: CompiledFacility) {
    let prices = current.facilities[site]!
    if let offered = offeredPrices[site], offered.differsInPeaksOnly(from: prices) {
      offers[site]!.take(prices, of: facility)
    } else {
      offers[site] = FacilityOffer(facility, prices)
    }
    offeredPrices[site] = prices
  }

  private mutating func takeOffers() {
    for (site, facility) in market.problem.facilities.enumerated() {
      if let facility { takeOffer(of: site, facility) }
    }
    offerBase = offers.reduce(0) { $0 + ($1?.costWithoutJobs ?? 0) }
  }

  /// The best prices of GPUs so far.
  var gpuPrices: [Double] { best.gpu }

  /// One pass: asks all jobs, keeps the prices if the bound rose, and takes a step.
  ///
  /// - Parameter upper: the cost of a known plan; the target never lies above it.
  mutating func pass(upper: Double?) {
    let sample = sample
    lastAnswers = market.problem.jobs.count / sample.stride
    let response = respond(isHasty: true, sample: sample)
    if sample.stride > 1 { best = current } else { keep(response) }
    if isRough || sample.stride > 1 { return takeScaledStep(response) }
    if scaled != nil { return stepScaled(response) }
    var from = response
    if sinceGain >= parameters.patience {
      sinceGain = 0
      factor *= parameters.shrink
      goBack()
      from = respond(isHasty: true)
    }
    step(from, upper: upper)
  }

  /// The jobs to ask: few of many as long as prices are far from the best, and others in each pass; all
  /// in the last fifth of the passes.
  private var sample: JobSample {
    guard let scaled, hasSamples else { return .all }
    let most = market.problem.jobs.count / Self.firstSample
    let doublings = most.bitWidth - most.leadingZeroBitCount - 1
    var left = doublings - scaled.taken / max(1, scaled.passes * 4 / 5 / doublings)
    while isRough, market.problem.jobs.count >> max(0, left) > Self.largestRoughSample { left += 1 }
    return left > 0 ? JobSample(stride: 1 << left, first: passes % (1 << left)) : .all
  }

  /// Whether there are so many jobs that some may answer for all.
  private var hasSamples: Bool {
    market.problem.jobs.count >= 2 * Self.firstSample
  }

  /// Jobs in the first samples, and the most that answer while plants look for their course.
  private static let firstSample = 5_000
  private static let largestRoughSample = 50_000
  /// Passes over all jobs at the pace that samples have come to.
  private static let passesOfAll = 30

  private mutating func stepScaled(_ response: Market.Response) {
    guard isWanting(response) else {
      factor = 0
      return
    }
    takeScaledStep(response)
    guard scaled!.isDone else { return }
    scaled = nil
    factor = parameters.factorAfterScaling
    sinceGain = 0
    goBack()
  }

  /// Where sites have plants, only the prices of GPUs move so.
  private mutating func takeScaledStep(_ response: Market.Response) {
    let power = current.power
    scaled!.step(&current, response)
    if market.problem.hasPlants { current.power = power }
  }

  /// Whether anybody asks for more than there is, or pays for less.
  private func isWanting(_ response: Market.Response) -> Bool {
    zip(response.gpuExcess, current.gpu).contains { $0 > 0 || $0 < 0 && $1 > 0 }
      || zip(response.powerExcess, current.power).contains { $0 > 0 || $0 < 0 && $1 > 0 }
  }

  private mutating func keep(_ response: Market.Response) {
    guard response.bound > bound else {
      sinceGain += 1
      return
    }
    let gain = response.bound - bound
    if gain > 1e-6 * abs(response.bound) || bound == -.infinity { sinceGain = 0 }
    bound = response.bound
    best = current
  }

  private mutating func respond(
    isHasty: Bool, sample: JobSample = .all
  ) -> Market.Response {
    rows.fill(market.problem, current)
    let slack =
      parameters.offerSlack * scale(upper: nil) / Double(market.problem.slotCount)
    let response = market.respond(
      to: current, rows: rows, offers: offers, slack: slack, workPrices: workPrices,
      isHasty: isHasty, sample: sample)
    if market.hasWorkPrices { keepWorkPrices(response) }
    passes += 1
    averaged += 1
    for (index, use) in response.powerUse.enumerated() {
      averageUse[index] += 2 / (averaged + 1) * (use - averageUse[index])
    }
    return response
  }

  private mutating func keepWorkPrices(_ response: Market.Response) {
    if workPrices.isEmpty { workPrices = market.problem.options.map { _ in nil } }
    for answer in response.answers {
      for (option, price) in answer.workPrices { workPrices[option] = price }
    }
  }

  /// The money that is at stake. Where costs cancel, the distance to the known plan says it.
  private func scale(upper: Double?) -> Double {
    let known = bound == -.infinity ? 0 : bound
    return max(abs(known - offerBase), stake, upper.map { 0.1 * ($0 - known) } ?? 0)
  }

  private mutating func step(_ response: Market.Response, upper: Double?) {
    // Prices at zero that nobody wants to raise do not move, so they do not count.
    var square = 0.0
    for index in current.gpu.indices {
      let excess = response.gpuExcess[index]
      if excess > 0 || current.gpu[index] > 0 { square += excess * excess }
    }
    for index in current.power.indices {
      let excess = response.powerExcess[index]
      if excess > 0 || current.power[index] > 0 || isFree(index) { square += excess * excess }
    }
    let peaks = PeakStep(market.problem, current, response)
    square += peaks.square
    guard square > 0 else {
      factor = 0  // Nobody asks for more than there is: the bound is the optimum.
      return
    }
    let reach = parameters.reach * scale(upper: upper)
    let target = min(bound + reach, upper.map { max($0, bound + 1e-3 * reach) } ?? .infinity)
    let length = factor * (target - response.bound) / square
    for index in current.gpu.indices {
      current.gpu[index] = max(0, current.gpu[index] + length * response.gpuExcess[index])
    }
    for index in current.power.indices where response.powerExcess[index] != 0 {
      let price = current.power[index] + length * response.powerExcess[index]
      current.power[index] = isFree(index) ? price : max(0, price)
    }
    peaks.step(length, &current)
    for (site, facility) in market.problem.facilities.enumerated() {
      if let facility, !facility.charges.isEmpty { takeOffer(of: site, facility) }
    }
  }

  /// Whether the price of power in a place may have any sign.
  private func isFree(_ index: Int) -> Bool { offers[index / market.problem.slotCount] != nil }
}
