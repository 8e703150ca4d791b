/// The keys of an object, in the order in which documents show them.
struct ObjectShape: Sendable {
  /// What a message calls the object where it is a whole document: "the scenario".
  var name: String
  var description: String
  var keys: [Key]
  var rules: [KeyRule] = []

  func key(_ name: String) -> Key? { place(of: name).map { keys[$0] } }

  /// The place of a key, looked for from `first` on: most documents keep the order of keys.
  func place(of name: String, from first: Int = 0) -> Int? {
    for step in keys.indices {
      let place = (first + step) % keys.count
      if keys[place].name == name { return place }
    }
    return nil
  }
}

/// One key of an object and what it means.
struct Key: Sendable {
  var name: String
  var shape: Shape
  var isRequired: Bool
  /// What absence stands for, where that is a value.
  var defaultValue: JSONLiteral?
  var unit: String?
  var description: String

  static func required(
    _ name: String, _ shape: Shape, unit: String? = nil, _ description: String
  ) -> Key {
    Key(name: name, shape: shape, isRequired: true, unit: unit, description: description)
  }

  static func optional(
    _ name: String, _ shape: Shape, default: JSONLiteral? = nil, unit: String? = nil,
    _ description: String
  ) -> Key {
    Key(
      name: name, shape: shape, isRequired: false, defaultValue: `default`, unit: unit,
      description: description)
  }
}

/// What one key demands of others.
enum KeyRule: Sendable {
  case exactlyOne([String])
  case atLeastOne([String])
  /// The first key may stand only where the second does.
  case onlyWith(String, String)
  /// The first key may stand only where the second does not.
  case notWith(String, String)
}

/// A default in a schema.
enum JSONLiteral: Sendable {
  case number(Double)
  case text(String)
  case boolean(Bool)
  case emptyList
  case emptyObject
}

/// Objects that a key tells apart: each kind has keys of its own beside it.
struct ObjectKinds: Sendable {
  /// The name of the key that tells them apart.
  var key: String
  /// The word and the object, which has the key as well.
  var kinds: [(word: String, shape: ObjectShape)]

  func shape(_ word: String) -> ObjectShape? { kinds.first { $0.word == word }?.shape }

  /// The kinds that have a key.
  func words(with name: String) -> [String] {
    kinds.filter { $0.shape.key(name) != nil }.map(\.word)
  }
}
