extension JSONText {
  /// The keywords that describe a shape, as members of the object that is open.
  mutating func schema(_ shape: Shape) {
    switch shape {
    case .text: member("type", "string")
    case .name:
      member("type", "string")
      member("pattern", "^[^\\u0000-\\u001f\\u007f]+$")
    case .word(let words): member("enum", words)
    case .currency: pattern("^[A-Z]{3}$")
    case .timeZone: pattern("^[A-Za-z0-9_+-][A-Za-z0-9_/+-]*$")
    case .window:
      let part = " *[A-Za-z]+([ ,-]+[A-Za-z]+)*( +[0-9]{1,2}:[0-9]{2}-[0-9]{1,2}:[0-9]{2})? *"
      pattern("^\(part)(;\(part))*$")
    case .instant:
      pattern(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?"
          + "([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)$")
    case .version: pattern("^1\\.[0-9]+$")
    case .number(let range): schema("number", range)
    case .integer(let range): schema("integer", range)
    case .boolean: member("type", "boolean")
    case .list(let element, let minimumCount):
      member("type", "array")
      if minimumCount > 0 { member("minItems", minimumCount) }
      object("items", element.layout) { $0.schema(element) }
    case .map(let keys, let values):
      member("type", "object")
      object("propertyNames") { $0.schema(keys) }
      object("additionalProperties", values.layout) { $0.schema(values) }
    case .object(let shape): schema(shape)
    case .kinds(let kinds):
      array("oneOf", .lines, of: kinds.kinds) { writer, kind in
        writer.object(nil, .lines) { $0.schema(kind.shape) }
      }
    case .numberOrWord(let range, let words):
      array("anyOf", of: [Shape.number(range), .word(words)]) { writer, shape in
        writer.object { $0.schema(shape) }
      }
    case .textOrList(let text, let list):
      array("anyOf", .lines, of: [text, list]) { writer, shape in
        writer.object(nil, shape.layout) { $0.schema(shape) }
      }
    case .orNull(let shape):
      array("anyOf", of: [shape]) { writer, shape in
        writer.object { $0.schema(shape) }
        writer.object { $0.member("type", "null") }
      }
    }
  }

  private mutating func pattern(_ pattern: String) {
    member("type", "string")
    member("pattern", pattern)
  }

  private mutating func schema(_ type: String, _ range: NumberRange) {
    member("type", type)
    member(range.excludesMinimum ? "exclusiveMinimum" : "minimum", range.minimum)
    member("maximum", range.maximum)
  }

  private mutating func schema(_ shape: ObjectShape, as key: Key? = nil) {
    // What the key means at its place, then what the object is wherever it stands.
    member("description", key.map { "\($0.description) \(shape.description)" } ?? shape.description)
    if case .emptyObject? = key?.defaultValue { object("default") { _ in } }
    member("type", "object")
    object("properties", .lines) {
      for key in shape.keys {
        $0.object(key.name, key.shape.layout) { $0.schema(of: key) }
      }
    }
    let required = shape.keys.filter(\.isRequired).map(\.name)
    if !required.isEmpty { member("required", required) }
    member("additionalProperties", false)
    schema(shape.rules)
  }

  private mutating func schema(of key: Key) {
    if case .object(let shape) = key.shape { return schema(shape, as: key) }
    member("description", key.description + (key.unit.map { " Unit: \($0)." } ?? ""))
    switch key.defaultValue {
    case .number(let value): member("default", value)
    case .text(let value): member("default", value)
    case .boolean(let value): member("default", value)
    case .emptyList: member("default", [String]())
    case .emptyObject: object("default") { _ in }
    case nil: break
    }
    schema(key.shape)
  }

  private mutating func schema(_ rules: [KeyRule]) {
    for rule in rules {
      switch rule {
      case .exactlyOne(let names): schema("oneOf", required: names.map { [$0] })
      case .atLeastOne(let names): schema("anyOf", required: names.map { [$0] })
      default: break
      }
    }
    let pairs = rules.compactMap { rule in
      if case .onlyWith(let name, let other) = rule { (name, other) } else { nil }
    }
    if !pairs.isEmpty {
      object("dependentRequired") {
        for (name, other) in pairs { $0.member(name, [other]) }
      }
    }
    let excluded = rules.compactMap { rule in
      if case .notWith(let name, let other) = rule { [name, other] } else { nil }
    }
    if !excluded.isEmpty {
      object("not") { $0.schema("anyOf", required: excluded) }
    }
  }

  /// Alternatives of keys that stand together.
  private mutating func schema(_ keyword: String, required alternatives: [[String]]) {
    array(keyword, of: alternatives) { writer, names in
      writer.object { $0.member("required", names) }
    }
  }
}

extension Shape {
  /// Shapes with parts get a line for each.
  fileprivate var layout: JSONText.Layout {
    switch self {
    case .object, .kinds, .textOrList: .lines
    case .list(let element, _): element.layout
    case .map(_, let values): values.layout
    default: .inline
    }
  }
}
