/// Fan speed and chiller duty that share a heat at the least power.
struct HeatSplit: Sendable {
  var fanSpeed: Double
  var chillerHeatW: Double
  /// The unit can take the heat with its fans at rest, so that a bypass holds the set point.
  var isBypassed = false
  /// Unit and chiller together cannot take the heat.
  var isSaturated = false
}

extension HeatSplit {
  /// min P_fan(x) + P_chiller(load − q(x)) with q(x) ≤ `freeW` and the rest within the chiller.
  ///
  /// Fan power is convex in x, q concave and chiller power convex, so that the slope of the sum
  /// rises: its sign decides.
  @inline(__always)
  static func least<Unit: HeatRejection>(
    _ unit: Unit, _ chiller: Chiller.Running?, capacityW: Double, inletC: Double, loadW: Double,
    freeW: Double
  ) -> HeatSplit {
    let rest = unit.fan.naturalDraught
    let chargeW = loadW - freeW
    if chargeW <= capacityW, unit.takes(freeW, atSpeed: rest, inletC: inletC) {
      return HeatSplit(fanSpeed: rest, chillerHeatW: chargeW, isBypassed: true)
    }
    guard chargeW <= capacityW, unit.takes(loadW - capacityW, atSpeed: 1, inletC: inletC) else {
      return HeatSplit(fanSpeed: 1, chillerHeatW: capacityW, isSaturated: true)
    }
    let reachesAll = unit.takes(freeW, atSpeed: 1, inletC: inletC)
    let fastest = reachesAll ? unit.speed(taking: freeW, inletC: inletC) : 1
    guard let chiller else { return HeatSplit(fanSpeed: fastest, chillerHeatW: 0) }
    var duty = chargeW
    /// Slope of the power in fan speed.
    func slope(_ speed: Double) -> Double {
      let (watts, gain) = unit.heat(atSpeed: speed, inletC: inletC, near: freeW)
      duty = min(capacityW, max(chargeW, loadW - watts))
      return unit.fan.slope(atFlow: speed) - chiller.slope(duty) * gain
    }
    let last = slope(fastest)
    if last <= 0 {
      return HeatSplit(fanSpeed: fastest, chillerHeatW: reachesAll ? chargeW : duty)
    }
    let slowest =
      unit.takes(loadW - capacityW, atSpeed: rest, inletC: inletC)
      ? rest : unit.speed(taking: loadW - capacityW, inletC: inletC)
    let first = slope(slowest)
    if first >= 0 { return HeatSplit(fanSpeed: slowest, chillerHeatW: duty) }
    let best = Root.bracketed((slowest, first), (fastest, last), tolerance: 1e-7, slope)
    _ = slope(best)
    return HeatSplit(fanSpeed: best, chillerHeatW: duty)
  }
}
