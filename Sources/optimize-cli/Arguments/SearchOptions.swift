/// How long and how thoroughly to search.
struct SearchOptions: OptionGroup {
  /// 2⁵³: readers of JSON keep whole numbers exactly up to here.
  static let largestNumber = 1 << 53

  static let threads = Option(
    "threads", value: "N", .integer(in: 1...1024), absence: "all cores",
    help: "Threads to search with; the plan does not depend on it.")
  static let seed = Option(
    "seed", value: "N", .integer(in: 0...largestNumber), default: "1",
    help: "Seed of the search; the same seed gives the same plan.")
  static let timeLimit = Option(
    "time-limit", value: "DURATION", .duration,
    help: "Stop after this time, for example 30s, and lift the default work limit.")
  static let gap = Option(
    "gap", value: "PERCENT", .percent, default: "0.1%",
    help: "Stop when the plan is proven to be this near the optimum; 0% asks for proof.")
  static let workLimit = Option(
    "work-limit", value: "N", .integer(in: 1...largestNumber),
    help: "Stop after this much work without gain, in units that do not depend on the machine.")
  static let section = OptionSection(
    "Search options", [threads, seed, timeLimit, gap, workLimit])

  let threads: Int?
  let seed: Int
  let timeLimit: Duration?

  /// As a fraction: `0.1%` is 0.001.
  let gap: Double
  let workLimit: Int?

  init(_ arguments: ParsedArguments) {
    threads = arguments[Self.threads]
    seed = arguments[Self.seed]
    timeLimit = arguments[Self.timeLimit]
    gap = arguments[Self.gap]
    workLimit = arguments[Self.workLimit]
  }
}
