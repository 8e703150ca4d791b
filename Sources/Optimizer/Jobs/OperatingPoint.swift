import GridPricing

/// One way to run a job: so many GPUs at so much power.
package struct OperatingPoint: Sendable, Equatable {
  package let gpus: Int
  /// Index into the job's power caps; nil is full power.
  package let powerCap: Int?
  package let powerPerGPU: Power
  /// Work in an hour, in hours at the first count and full power.
  package let speed: Double
}

extension Job {
  /// Counts by caps, full power first; the first point is the one that `hours` and `powerPerGPU` hold at.
  package var operatingPoints: [OperatingPoint] {
    if scaling == nil, powerCaps.isEmpty { return [nominalPoint] }
    let counts = scaling.map { zip($0.gpus, $0.speed).map { (gpus: $0, speed: $1) } }
    let caps: [(index: Int?, power: Power, speed: Double)] =
      [(nil, powerPerGPU, 1)]
      + powerCaps.enumerated().map { ($0.offset, $0.element.powerPerGPU, $0.element.speed) }
    return caps.flatMap { cap in
      (counts ?? [(gpus, 1)]).map { count in
        OperatingPoint(
          gpus: count.gpus, powerCap: cap.index, powerPerGPU: cap.power,
          speed: count.speed * cap.speed)
      }
    }
  }

  /// The point of an assignment with one count.
  package func operatingPoint(gpus: Int, powerCap: Int?) -> OperatingPoint? {
    if scaling == nil, powerCap == nil, gpus == self.gpus { return nominalPoint }
    return operatingPoints.first { $0.gpus == gpus && $0.powerCap == powerCap }
  }

  /// The GPU count and power at which `hours` holds.
  package var nominalPoint: OperatingPoint {
    OperatingPoint(gpus: gpus, powerCap: nil, powerPerGPU: powerPerGPU, speed: 1)
  }

  /// Work that is left, in hours at the first point.
  package var workHours: Double { running?.remainingHours ?? hours }
}
