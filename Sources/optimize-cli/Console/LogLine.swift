/// One JSON object on one line, its keys in the order they were added.
struct LogLine {
  private var members: [String] = []

  init(level: String) { add("level", level) }

  mutating func add(_ key: String, _ text: String?) {
    guard let text else { return }
    members.append("\"\(key)\":\(Self.literal(text))")
  }

  /// Numbers that JSON cannot hold are left out: absent is not zero.
  mutating func add(_ key: String, _ number: Double?) {
    guard let number, number.isFinite else { return }
    members.append("\"\(key)\":\(number)")
  }

  var text: String { "{\(members.joined(separator: ","))}" }

  private static func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.isInvisible: result += jsonEscape(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
