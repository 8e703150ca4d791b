import Foundation

/// Validates JSON against the subset of JSON Schema (draft 2020-12) that the printed schemas use.
///
/// It shares nothing with the readers. A keyword that it does not know is a complaint, so that a
/// schema cannot promise what no test checks.
struct SchemaValidator {
  private let schema: [String: Any]

  init(_ text: String) throws {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    schema = value as? [String: Any] ?? [:]
  }

  /// What is wrong with the JSON text; empty where it is valid.
  func complaints(about bytes: [UInt8]) throws -> [String] {
    let value = try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
    return Self.complaints(value, schema, "$")
  }

  private static func complaints(_ value: Any, _ schema: [String: Any], _ path: String) -> [String]
  {
    schema.keys.sorted().flatMap { keyword in
      complaints(value, keyword, schema[keyword] as Any, schema, path)
    }
  }

  private static func complaints(
    _ value: Any, _ keyword: String, _ rule: Any, _ schema: [String: Any], _ path: String
  ) -> [String] {
    let object = value as? [String: Any]
    let isValid: Bool
    switch keyword {
    case "$schema", "title", "description", "default": return []
    case "type": isValid = type(of: value, is: rule as? String ?? "")
    case "enum": isValid = (rule as? [String])?.contains(value as? String ?? "") ?? false
    case "pattern":
      let text = value as? String
      isValid =
        text?.range(of: rule as? String ?? "", options: .regularExpression) != nil || text == nil
    case "minimum": isValid = number(value).map { $0 >= number(rule)! } ?? true
    case "maximum": isValid = number(value).map { $0 <= number(rule)! } ?? true
    case "exclusiveMinimum": isValid = number(value).map { $0 > number(rule)! } ?? true
    case "minItems": isValid = (value as? [Any]).map { Double($0.count) >= number(rule)! } ?? true
    case "required":
      let missing = (rule as? [String] ?? []).filter { object != nil && object?[$0] == nil }
      isValid = missing.isEmpty
    case "dependentRequired":
      isValid = (rule as? [String: [String]] ?? [:]).allSatisfy { key, others in
        object?[key] == nil || others.allSatisfy { object?[$0] != nil }
      }
    case "items":
      return (value as? [Any] ?? []).enumerated().flatMap {
        complaints($1, rule as? [String: Any] ?? [:], "\(path)[\($0)]")
      }
    case "propertyNames":
      return (object?.keys.sorted() ?? []).flatMap {
        complaints($0, rule as? [String: Any] ?? [:], "\(path).\($0)")
      }
    case "properties":
      let rules = rule as? [String: [String: Any]] ?? [:]
      return rules.keys.sorted().flatMap { key in
        object?[key].map { complaints($0, rules[key] ?? [:], "\(path).\(key)") } ?? []
      }
    case "additionalProperties":
      let known = schema["properties"] as? [String: Any] ?? [:]
      let others = (object?.keys.sorted() ?? []).filter { known[$0] == nil }
      if let rule = rule as? [String: Any] {
        return others.flatMap { complaints(object?[$0] as Any, rule, "\(path).\($0)") }
      }
      isValid = others.isEmpty
    case "oneOf", "anyOf":
      let fits = (rule as? [[String: Any]] ?? []).filter { complaints(value, $0, path).isEmpty }
      isValid = keyword == "oneOf" ? fits.count == 1 : !fits.isEmpty
    case "not":
      isValid = !complaints(value, rule as? [String: Any] ?? [:], path).isEmpty
    default: return ["\(path): the keyword \(keyword) is not known"]
    }
    return isValid ? [] : ["\(path): \(keyword)"]
  }

  private static func type(of value: Any, is name: String) -> Bool {
    switch name {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "boolean": isBoolean(value)
    case "number": number(value) != nil
    case "integer": number(value).map { $0.rounded() == $0 } ?? false
    default: false
    }
  }

  private static func number(_ value: Any) -> Double? {
    isBoolean(value) ? nil : (value as? NSNumber)?.doubleValue
  }

  private static func isBoolean(_ value: Any) -> Bool {
    // Numbers and booleans share a class; only the type code tells them apart.
    (value as? NSNumber).map { unsafe String(cString: $0.objCType) == "c" } ?? false
  }
}
