/// How far a claim may lie from the recomputed value, and why.
enum Tolerance {
  /// Of money, energy, power and emissions, relative to the sum of the absolute terms.
  ///
  /// A run's length may be taken as whole within 1.5 ms, so figures may differ by that much;
  /// the order of additions changes only the last of 15 digits.
  static let relative = 1e-6

  /// Of a bound for plants with a tank. Power is flat around the set point where it is least, so that
  /// this is known to some 1e-4 K only; what the tank saves there is not flat.
  static let relativeWithTank = 1e-5

  /// Of bounds, where set points of least power were looked for twice: around the minimum power is flat.
  static let leastPower = 1e-7

  /// Of costs, where set points of least power were looked for twice: at the edge of their range, and of
  /// water, power is not flat; and two minima may lie close together.
  static let leastCost = 5e-5

  /// Of IT power, where set points of least power were looked for twice: around the least power, leakage
  /// and cooling change places.
  static let leastPowerSplit = 1e-4

  /// The rounding that is left where terms cancel: of sums, relative to their absolute terms.
  static let rounding = 1e-12

  /// Per segment edge: the document rounds instants to the nearest millisecond.
  static let edgeMilliseconds: Int64 = 1

  /// Running times this near to whole slots are whole: hours such as 0.3333333 stand for a third.
  /// Any more is rounded to 2 ms, which the tolerance of an edge does not hide.
  static let lengthMilliseconds = 1.5

  /// A deadline may be missed by what is rounded to the tolerance of an edge.
  static let deadlineMilliseconds = 1.25

  /// Of the grid limit, in its own units: sums of many jobs differ by their order.
  static let gridLimit = 1e-9

  /// Of the change of the grid power from slot to slot, relative to its limit.
  static let ramp = 1e-6

  /// Of stored energy and of the power of storages and panels, relative to what they can hold or
  /// give, and in kWh or kW where that is less than one.
  static let storage = 1e-6

  /// Export in kW that counts as none.
  static let exportKW = 1e-6

  /// Of the largest load that a plant cools, which is found by halving a range of loads.
  static let headroom = 1e-7

  /// By so much a steady state may break a temperature limit: iterated temperatures are that exact.
  static let limitK = 2e-6

  /// By so much the course of temperatures may: the error of its time steps.
  static let courseK = 0.01

  /// The largest power that anything here has, in kW; more would make every sum meaningless.
  static let largestPowerKW = 1e12

  /// Of figures that follow from claimed numbers by one subtraction or division.
  static let arithmetic = 1e-9

  /// The largest shadow price, per MWh or GPU-hour, of which sums are still exact enough to matter.
  static let largestPrice = 1e12

  /// The terms of a bound may cancel to this part of their size, not further: rounding, relative to
  /// their size, then stays below 1e-6 of the plan's costs.
  static let cancellation = 1e6

  /// The gap up to which a plan may call itself optimal.
  static let optimalGap = 1e-6

  /// Costs below this part of the sum of absolute costs are negligible: no gap relates to them.
  static let negligible = 1e-6
}

/// A sum, and the sum of the absolute terms: the measure of what rounding may do to it.
struct Tally: Equatable {
  var value = 0.0
  var magnitude = 0.0

  init() {}

  init(_ value: Double) { add(value) }

  mutating func add(_ term: Double) {
    value += term
    magnitude += abs(term)
  }

  mutating func add(_ other: Tally) {
    value += other.value
    magnitude += other.magnitude
  }

  static func * (tally: Tally, factor: Double) -> Tally {
    var scaled = Tally()
    scaled.value = tally.value * factor
    scaled.magnitude = tally.magnitude * abs(factor)
    return scaled
  }

  /// The sum, or `bound` where it is less; as uncertain as the sum.
  func clamped(atLeast bound: Double) -> Tally {
    var clamped = self
    clamped.value = max(bound, value)
    return clamped
  }

  static func + (left: Tally, right: Tally) -> Tally {
    var sum = left
    sum.add(right)
    return sum
  }

  /// Whether `claimed` is this sum, as near as the tolerance and `slack` ask.
  func admits(_ claimed: Double, slack: Double = 0) -> Bool {
    let allowed = Tolerance.relative * magnitude + slack
    return allowed.isFinite ? abs(claimed - value) <= allowed : claimed == value
  }
}

extension Collection<Tally> {
  /// The largest of them; the most uncertain of those, where several are. Zero where there is none.
  var largest: Tally {
    self.max { ($0.value, $0.magnitude) < ($1.value, $1.magnitude) } ?? Tally()
  }
}
