import Foundation
import GridPricing

extension Shape {
  /// Whether a value without parts of its own is as it should be.
  func accepts(_ kind: JSONNode.Kind) -> Bool {
    switch (self, kind) {
    case (.text, .string), (.boolean, .bool): true
    case (.name, .string(let text)): Self.isName(text)
    case (.word(let words), .string(let text)): words.contains(text)
    case (.currency, .string(let text)): Self.isCurrency(text)
    case (.timeZone, .string(let text)): Self.isTimeZone(text)
    case (.window, .string(let text)): (try? TariffWindow(text)) != nil
    case (.instant, .string(let text)): Instant(iso8601: text) != nil
    case (.version, .string(let text)): Self.isVersion(text)
    case (.number(let range), .number(let value)): range.contains(value)
    case (.numberOrWord(let range, _), .number(let value)): range.contains(value)
    case (.numberOrWord(_, let words), .string(let text)): words.contains(text)
    case (.integer(let range), .number(let value)):
      value.rounded() == value && range.contains(value)
    default: false
    }
  }

  /// What is wrong with a value that is not accepted: "is 'x', expected a number".
  ///
  /// - Parameter shown: the value as messages show it.
  func complaint(about kind: JSONNode.Kind, shown: String) -> String {
    switch (self, kind) {
    case (.name, .string(let text)), (.textOrList, .string(let text)):
      return text.isEmpty
        ? "is empty, expected a name" : "is \(shown), expected a name without control characters"
    case (.instant, .string(let text)) where Instant(iso8601: text + "Z") != nil:
      return "is the local time \(shown) without a zone, "
        + "expected 'Z' or an offset such as '+01:00'"
    case (.window, .string(let text)):
      let reason = Self.complaint(aboutWindow: text) ?? "is no window"
      return "is \(shown): \(reason)"
    case (.number(let range), .number(let value)),
      (.numberOrWord(let range, _), .number(let value)):
      return "is \(shown), expected \(range.expectation("a number", insteadOf: value))"
    case (.integer(let range), .number(let value)) where value.rounded() == value:
      return "is \(shown), expected \(range.expectation(expectation, insteadOf: value))"
    case (.list, .array): return "is empty, expected at least one element"
    default: return "is \(shown), expected \(expectation)"
    }
  }

  private static func complaint(aboutWindow text: String) -> String? {
    do throws(TariffWindowError) { _ = try TariffWindow(text) } catch { return error.description }
    return nil
  }

  /// What the user may have meant; nil where there is no telling.
  func suggestion(for kind: JSONNode.Kind) -> String? {
    guard case .string(let text) = kind else { return nil }
    let known: [String]
    switch self {
    case .word(let words): known = words
    case .timeZone: known = TimeZone.knownTimeZoneIdentifiers.sorted()
    default: return nil
    }
    // Of words there are few and of time zones too many: the nearest one is enough.
    return Suggestion.nearest(to: text, among: known).map {
      Suggestion(words: [$0.words[0]]).sentence
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
