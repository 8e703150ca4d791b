/// Answers prices for a job that runs in one piece: the start with the lowest cost.
///
/// cost(s) = kW · ((1 − f)·E[s + d − 1] + f·E[s + d] − E[s]) + GPUs · (M[s + d] − M[s]) with the
/// running sums E and M of ``PriceRows``, d slots and the used part f of the last one. A plain scan
/// of the window, O(window), two starts at a time. Measured against a range-minimum table per
/// distinct (pool, watts, duration), it is as fast where each pair serves some 50 jobs and faster
/// below, and needs no memory.
enum RigidAgent {
  struct Answer {
    var start: Int
    var cost: Double
  }

  /// - Precondition: the rows hold `slotCount + 1` elements and the option has a start.
  @inline(__always)
  static func answer(
    _ option: CompiledOption, energy: UnsafePointer<Double>, gpu: UnsafePointer<Double>
  ) -> Answer {
    let count = option.latestStart - option.firstSlot + 1
    let energyStart = unsafe energy + option.firstSlot
    let gpuStart = unsafe gpu + option.firstSlot
    let kernel = unsafe WindowKernel(
      energyStart: energyStart, energyEnd: energyStart + option.slots, gpuStart: gpuStart,
      gpuEnd: gpuStart + option.slots, kW: option.addedKW, gpus: Double(option.gpus),
      fraction: option.lastFraction)
    let best = option.lastFraction == 1 ? kernel.minimum(count) : kernel.partMinimum(count)
    return Answer(start: option.firstSlot + best.index, cost: best.cost)
  }
}

extension RigidAgent {
  /// The same where lateness costs: one start after the other.
  static func lateAnswer(
    _ option: CompiledOption, energy: UnsafePointer<Double>, gpu: UnsafePointer<Double>
  ) -> Answer {
    var best = Answer(start: option.firstSlot, cost: .infinity)
    for start in option.firstSlot...option.latestStart {
      let cost = unsafe cost(option, start, energy: energy, gpu: gpu)
      if cost < best.cost { best = Answer(start: start, cost: cost) }
    }
    return best
  }

  /// What a start costs, lateness included.
  @inline(__always)
  static func cost(
    _ option: CompiledOption, _ start: Int, energy: UnsafePointer<Double>,
    gpu: UnsafePointer<Double>
  ) -> Double {
    let last = start + option.slots - 1
    let used =
      unsafe energy[last] - energy[start] + option.lastFraction * (energy[last + 1] - energy[last])
    return unsafe option.addedKW * used + Double(option.gpus) * (gpu[last + 1] - gpu[start])
      + option.lateness(in: last, after: option.lastFraction)
  }
}

/// The cost of every start of a window, side by side.
@safe private struct WindowKernel {
  let energyStart: UnsafePointer<Double>
  let energyEnd: UnsafePointer<Double>
  let gpuStart: UnsafePointer<Double>
  let gpuEnd: UnsafePointer<Double>
  let kW: Double
  let gpus: Double
  let fraction: Double

  /// Windows are searched in stretches of this many starts: only the best stretch is searched
  /// again for the start itself.
  private static var stretch: Int { 32 }

  @inline(__always)
  private func cost(_ index: Int) -> Double {
    unsafe kW * (energyEnd[index] - energyStart[index]) + gpus * (gpuEnd[index] - gpuStart[index])
  }

  @inline(__always)
  private func pair(_ index: Int) -> SIMD2<Double> {
    @inline(__always) func load(_ pointer: UnsafePointer<Double>) -> SIMD2<Double> {
      unsafe UnsafeRawPointer(pointer + index).loadUnaligned(as: SIMD2<Double>.self)
    }
    return unsafe kW * (load(energyEnd) - load(energyStart))
      + gpus * (load(gpuEnd) - load(gpuStart))
  }

  func minimum(_ count: Int) -> (index: Int, cost: Double) {
    var best = Double.infinity
    var bestStretch = 0
    var index = 0
    while index + Self.stretch <= count {
      var first = pair(index)
      var second = pair(index + 2)
      var offset = 4
      while offset < Self.stretch {
        let a = pair(index + offset)
        let b = pair(index + offset + 2)
        first.replace(with: a, where: a .< first)
        second.replace(with: b, where: b .< second)
        offset += 4
      }
      first.replace(with: second, where: second .< first)
      let lowest = first[0] < first[1] ? first[0] : first[1]
      if lowest < best {
        best = lowest
        bestStretch = index
      }
      index += Self.stretch
    }
    while index < count {
      let value = cost(index)
      if value < best { return scalarMinimum(index, count, best, bestStretch) }
      index += 1
    }
    for candidate in bestStretch..<min(count, bestStretch + Self.stretch)
    where cost(candidate) == best {
      return (candidate, best)
    }
    return scalarMinimum(0, count, .infinity, 0)
  }

  /// Finishes a search one start at a time.
  private func scalarMinimum(_ from: Int, _ count: Int, _ best: Double, _ at: Int)
    -> (index: Int, cost: Double)
  {
    var best = best
    var bestIndex = at
    for index in from..<count {
      let value = cost(index)
      if value < best {
        best = value
        bestIndex = index
      }
    }
    return (bestIndex, best)
  }

  func partMinimum(_ count: Int) -> (index: Int, cost: Double) {
    var best = Double.infinity
    var bestIndex = 0
    for index in 0..<count {
      let end = unsafe energyEnd[index]
      let used = unsafe end - (1 - fraction) * (end - energyEnd[index - 1]) - energyStart[index]
      let value = unsafe kW * used + gpus * (gpuEnd[index] - gpuStart[index])
      if value < best {
        best = value
        bestIndex = index
      }
    }
    return (bestIndex, best)
  }
}
