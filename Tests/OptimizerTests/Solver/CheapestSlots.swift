import Optimizer

/// What a job costs that nobody competes with: the textbook answer to prices.
enum CheapestSlots {
  /// The sum of the `count` smallest values.
  static func anywhere(_ values: ArraySlice<Double>, _ count: Int) -> Double {
    values.sorted().prefix(count).reduce(0, +)
  }

  /// The smallest sum of `count` values in a row.
  static func inOnePiece(_ values: ArraySlice<Double>, _ count: Int) -> Double {
    (values.startIndex...values.endIndex - count).map { values[$0..<$0 + count].reduce(0, +) }
      .min()!
  }

  /// The sum in the window of a job of whole slots, by whether it may be interrupted.
  static func least(for job: Job, slots: Int, in window: ArraySlice<Double>) -> Double {
    job.preemption == nil ? inOnePiece(window, slots) : anywhere(window, slots)
  }
}
