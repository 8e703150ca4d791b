/// The number with so many decimals and, where asked for, a comma before every third digit.
///
/// Foundation's formatting is not worth loading for this.
///
/// - Precondition: `decimals` is from 0 to 9.
func fixed(_ number: Double, _ decimals: Int, isGrouped: Bool = false) -> String {
  let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
  let scaled = (number * scale).rounded()
  guard abs(scaled) < 1e18 else { return "\(number)" }
  let units = UInt(scaled.magnitude)
  var whole = String(units / UInt(scale))
  if isGrouped {
    for offset in stride(from: whole.count - 3, to: 0, by: -3) {
      whole.insert(",", at: whole.index(whole.startIndex, offsetBy: offset))
    }
  }
  let sign = scaled < 0 ? "-" : ""
  guard decimals > 0 else { return sign + whole }
  let fraction = String(units % UInt(scale))
  return sign + whole + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
}

/// A count with its noun: `1 job`, `1,000 jobs`.
func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  "\(fixed(Double(count), 0, isGrouped: true)) \(count == 1 ? noun : plural ?? noun + "s")"
}
