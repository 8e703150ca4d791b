import Foundation
import GridPricing

extension Shape {
  /// Whether a value without parts of its own is as it should be.
  func accepts(_ kind: JSONNode.Kind) -> Bool {
    switch (self, kind) {
    case (.text, .string), (.boolean, .bool): true
    case (.name, .string(let text)): Self.isName(text)
    case (.word(let words, _), .string(let text)): words.contains(text)
    case (.currency, .string(let text)): Self.isCurrency(text)
    case (.timeZone, .string(let text)): Self.isTimeZone(text)
    case (.instant, .string(let text)): Instant(iso8601: text) != nil
    case (.version, .string(let text)): Self.isVersion(text)
    case (.number(let range), .number(let value)): range.contains(value)
    case (.integer(let range), .number(let value)):
      value.rounded() == value && range.contains(value)
    default: false
    }
  }

  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
  }

  static func isCurrency(_ text: String) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { (65...90).contains($0) }
  }

  static func isVersion(_ text: String) -> Bool {
    let minor = text.dropFirst(2)
    return text.hasPrefix("1.") && !minor.isEmpty
      && minor.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// Names are looked up among files by some systems, so nothing that climbs out of a folder.
  static func isTimeZone(_ text: String) -> Bool {
    let isPlain = text.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "/_+-".utf8.contains(byte)
    }
    return isPlain && !text.isEmpty && !text.hasPrefix("/") && TimeZone(identifier: text) != nil
  }
}
