import GridPricing

/// GPUs side by side, each lane's jobs one after the other.
struct Lanes: Sendable {
  /// The lane of each job.
  let laneOfJob: [Int32]
  /// The slots that the jobs of each lane run.
  let load: [Int]

  /// Spreads jobs evenly over as few lanes as the fill allows: the longest first, each to the lane
  /// with the least to do (Graham 1969, doi 10.1137/0117039).
  ///
  /// - Parameter durations: in slots, none longer than `slots`.
  init(durations: [Int32], slots: Int, fill: Double) {
    let total = durations.reduce(0) { $0 + Int($1) }
    var count = Int((Double(total) / (fill * Double(slots))).rounded(.up))
    let order = Self.longestFirst(durations)
    while true {
      if let lanes = Self.spread(durations, order, over: count, slots: slots) {
        (laneOfJob, load) = lanes
        return
      }
      count += 1
    }
  }

  /// Each job's lane and each lane's load; nil where a lane would need more than `slots`.
  private static func spread(
    _ durations: [Int32], _ order: [Int32], over count: Int, slots: Int
  ) -> ([Int32], [Int])? {
    var load = [Int](repeating: 0, count: count)
    var laneOfJob = [Int32](repeating: 0, count: durations.count)
    var lanesByLoad = [[Int32]](repeating: [], count: slots + 1)
    lanesByLoad[0] = (0..<Int32(count)).reversed()
    var least = 0
    for job in order {
      while lanesByLoad[least].isEmpty { least += 1 }
      let after = least + Int(durations[Int(job)])
      guard after <= slots, let lane = lanesByLoad[least].popLast() else { return nil }
      lanesByLoad[after].append(lane)
      load[Int(lane)] = after
      laneOfJob[Int(job)] = lane
    }
    return (laneOfJob, load)
  }

  /// The jobs by falling duration, by counting; those of one duration keep their order.
  private static func longestFirst(_ durations: [Int32]) -> [Int32] {
    let longest = Int(durations.max() ?? 0)
    var next = [Int](repeating: 0, count: longest + 2)
    for duration in durations { next[longest - Int(duration) + 1] += 1 }
    for rank in 1..<next.count { next[rank] += next[rank - 1] }
    var order = [Int32](repeating: 0, count: durations.count)
    for (job, duration) in durations.enumerated() {
      order[next[longest - Int(duration)]] = Int32(job)
      next[longest - Int(duration)] += 1
    }
    return order
  }

  /// GPUs of each lane: powers of two that add up to `gpus`, a few wide and many narrow.
  ///
  /// They begin as the binary digits of `gpus` and are halved at random; those that would hold more
  /// than an eighth of the GPUs go first. Fewer lanes than `gpus` has digits share them.
  ///
  /// - Precondition: there are at most `gpus` lanes.
  static func widths(count: Int, gpus: Int, _ random: inout RandomBits) -> [Int] {
    precondition(count <= gpus, "\(count) lanes need as many GPUs, got \(gpus)")
    let digits = (0..<Int.bitWidth - 1).map { 1 << $0 }.filter { gpus & $0 != 0 }
    var wide = digits.filter { $0 > 1 && $0 * 8 > gpus }
    var divisible = digits.filter { $0 > 1 && $0 * 8 <= gpus }
    var single = digits.filter { $0 == 1 }
    while wide.count + divisible.count + single.count < count {
      if wide.isEmpty { divisible.swapAt(random.below(divisible.count), divisible.count - 1) }
      let half = (wide.popLast() ?? divisible.removeLast()) / 2
      if half == 1 {
        single += [1, 1]
      } else if half * 8 > gpus {
        wide += [half, half]
      } else {
        divisible += [half, half]
      }
    }
    var widths = (single + divisible + wide).sorted()
    while widths.count > count {
      let narrowest = widths.removeFirst()
      widths[0] += narrowest
      widths.sort()
    }
    random.shuffle(&widths)
    return widths
  }
}
