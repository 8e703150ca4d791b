import GridPricing

/// A list of jobs in another program's form, before it is clear what they are here.
struct Trace {
  /// What the form is called in messages.
  var form: String
  /// What the entries' times count from; nil where only the caller can know.
  var origin: Instant?
  /// Whether the caller may name another origin; else all times move together.
  var isRelative: Bool
  /// Whether entries count processors, each of which then stands for GPUs.
  var countsProcessors = false
  var entries: [Entry] = []
  var skipped = SkippedEntries()
  /// What the reader took for granted, one line each.
  var assumptions: [String] = []

  /// One job; times in seconds since the origin.
  struct Entry {
    var id: String
    var arrival: Double
    /// Processing time; nil where the list states none.
    var seconds: Double?
    /// GPUs, or processors where the list counts those.
    var count: Double
    var deadline: Double?
    /// The ids of its predecessors, as the list names them.
    var after: [String] = []
  }
}

/// How many entries were left out, by reason, in the order of the reasons' first entries.
struct SkippedEntries {
  private(set) var counts: [(reason: String, count: Int)] = []

  mutating func add(_ reason: String) {
    if let index = counts.firstIndex(where: { $0.reason == reason }) {
      counts[index].count += 1
    } else {
      counts.append((reason, 1))
    }
  }

  var total: Int { counts.reduce(0) { $0 + $1.count } }
}
