import GridPricing

/// An object that ``ShapeCheck`` has found to be as its shape demands.
///
/// - Precondition: required keys are there and values have their types; else it stops the program,
///   since the check and the code that takes values out contradict each other.
struct CheckedObject {
  private let members: [JSONNode.Member]

  init(_ node: JSONNode) {
    guard let members = node.object else {
      preconditionFailure("expected a checked object, got \(node.kindName)")
    }
    self.members = members
  }

  func node(_ key: String) -> JSONNode? {
    // By its place: to find a member itself copies all that are looked at.
    members.firstIndex { $0.key == key }.map { members[$0].value }
  }

  func double(_ key: String) -> Double { required(key, doubleIfAny(key)) }
  func doubleIfAny(_ key: String) -> Double? { node(key)?.number }
  func integer(_ key: String) -> Int { required(key, integerIfAny(key)) }
  func integerIfAny(_ key: String) -> Int? { node(key)?.integer }
  func text(_ key: String) -> String { required(key, textIfAny(key)) }
  func textIfAny(_ key: String) -> String? { node(key)?.string }
  func instant(_ key: String) -> Instant { required(key, node(key)?.instant) }
  func object(_ key: String) -> CheckedObject { required(key, objectIfAny(key)) }
  func objectIfAny(_ key: String) -> CheckedObject? { node(key).map(CheckedObject.init) }
  func word<Word: RawRepresentable<String>>(_ key: String, _ type: Word.Type) -> Word {
    required(key, Word(rawValue: text(key)))
  }
  func doubles(_ key: String) -> [Double] { required(key, doublesIfAny(key)) }
  func doublesIfAny(_ key: String) -> [Double]? { node(key)?.numbers }
  /// The objects of an array; none where it is absent.
  func objects(_ key: String) -> [CheckedObject] {
    (node(key)?.array ?? []).map(CheckedObject.init)
  }
  /// The values of an object with free keys, in the order of the file.
  func map<Value>(_ key: String, _ value: (JSONNode) -> Value?) -> [(name: String, value: Value)] {
    required(key, node(key)?.object).map { ($0.key, required(key, value($0.value))) }
  }

  private func required<Value>(_ key: String, _ value: Value?) -> Value {
    guard let value else { preconditionFailure("the checked object lacks '\(key)'") }
    return value
  }
}

extension JSONNode {
  /// The numbers of an array; nil where something else is in it.
  var numbers: [Double]? {
    guard let array else { return nil }
    let numbers = array.compactMap(\.number)
    return numbers.count == array.count ? numbers : nil
  }
}
