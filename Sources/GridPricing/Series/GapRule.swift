/// What to do where a series has no value inside the horizon.
///
/// A gap is never filled unless the caller names a rule: absent is not zero.
public enum GapRule: String, CaseIterable, Sendable {
  /// A gap is an error that lists the missing slots.
  case none
  /// The last value before the gap.
  case hold
  /// A straight line between the middles of the steps on either side.
  case interpolate
  /// The mean of the series at the same hour of the week, in UTC.
  case typical
}
