import GridPricing

/// Judges a document by its shape and finds everything that is wrong with it.
///
/// It reports, and leaves taking the values out to whoever knows the types.
struct ShapeCheck {
  let file: String
  private(set) var errors: [DocumentError] = []
  private var path: ShapePath

  init(file: String, path: ShapePath = ShapePath()) {
    self.file = file
    self.path = path
  }

  /// Checks the whole value of a document or of one element of a list.
  mutating func check(_ node: JSONNode, _ shape: ObjectShape, at path: ShapePath = ShapePath()) {
    check(node, as: .object(shape), at: path)
  }

  mutating func check(_ node: JSONNode, as shape: Shape, at path: ShapePath) {
    self.path = path
    check(node, shape)
  }

  private mutating func check(_ node: JSONNode, _ shape: Shape) {
    switch (shape, node.kind) {
    case (.object(let shape), .object(let members)):
      checkObject(node, members, shape)
    case (.kinds(let kinds), .object(let members)):
      checkKind(node, members, kinds)
    case (.list(let element, let minimum), .array(let nodes)):
      if nodes.count < minimum { report(node, shape) }
      for (index, node) in nodes.enumerated() { descend(.index(index), node, element) }
    case (.map(let keys, let values), .object(let members)):
      for member in members {
        if !keys.accepts(.string(member.key)) {
          report(
            at: member.keyPosition,
            "has the key \(DocumentText.shown(member.key)), expected \(keys.expectation)")
        }
        descend(.name(member.key), member.value, values)
      }
    case (.textOrList(let text, _), .string): check(node, text)
    case (.textOrList(_, let list), .array): check(node, list)
    case (.orNull, .null): break
    case (.orNull(let shape), _): check(node, shape)
    default:
      if !shape.accepts(node.kind) { report(node, shape) }
    }
  }

  private mutating func descend(_ step: ShapePath.Step, _ node: JSONNode, _ shape: Shape) {
    path.steps.append(step)
    check(node, shape)
    path.steps.removeLast()
  }

  private mutating func checkKind(
    _ node: JSONNode, _ members: [JSONNode.Member], _ kinds: ObjectKinds
  ) {
    let word = Shape.word(kinds.kinds.map(\.word))
    guard let kind = members.first(where: { $0.key == kinds.key })?.value else {
      report(
        at: node.position, subject: path.appending(kinds.key),
        "is missing, expected \(word.expectation)")
      return
    }
    guard let shape = kind.string.flatMap(kinds.shape) else {
      return descend(.key(kinds.key), kind, word)
    }
    checkObject(node, members, shape, among: kinds)
  }

  private mutating func checkObject(
    _ node: JSONNode, _ members: [JSONNode.Member], _ shape: ObjectShape,
    among kinds: ObjectKinds? = nil
  ) {
    var isThere = shape.keys.map { _ in false }
    var next = 0
    for member in members {
      if let place = shape.place(of: member.key, from: next) {
        isThere[place] = true
        next = place + 1
        descend(.key(member.key), member.value, shape.keys[place].shape)
      } else if let others = kinds?.words(with: member.key), let kinds, !others.isEmpty {
        report(
          at: member.keyPosition, subject: subject(shape),
          "has the key '\(member.key)', which only \(kinds.key) "
            + "\(DocumentText.alternatives(others)) has; expected it to be absent")
      } else {
        let known = shape.keys.map(\.name)
        report(
          at: member.keyPosition, subject: subject(shape),
          "has the unknown key \(DocumentText.shown(member.key)), expected one of its keys",
          help: DocumentText.suggestion(for: member.key, among: known))
      }
    }
    for place in isThere.indices where !isThere[place] && shape.keys[place].isRequired {
      let key = shape.keys[place]
      errors.append(
        DocumentError(
          file: file, at: node.position,
          "\(path.appending(key.name)) is missing, expected \(key.shape.expectation)"))
    }
    for rule in shape.rules where !check(rule, node, members, shape) { return }
  }

  /// Whether the rule is kept; the first that is not says enough.
  private mutating func check(
    _ rule: KeyRule, _ node: JSONNode, _ members: [JSONNode.Member], _ shape: ObjectShape
  ) -> Bool {
    func member(_ name: String) -> JSONNode.Member? { members.first { $0.key == name } }
    switch rule {
    case .exactlyOne(let names), .atLeastOne(let names):
      let found = members.filter { names.contains($0.key) }
      if found.isEmpty {
        let expected = DocumentText.alternatives(names)
        report(at: node.position, subject: subject(shape), "lacks a key, expected \(expected)")
        return false
      }
      guard case .exactlyOne = rule, found.count > 1 else { return true }
      report(found[1], beside: found[0].key, shape)
    case .onlyWith(let name, let other):
      guard let found = member(name), member(other) == nil else { return true }
      report(
        at: found.keyPosition, subject: subject(shape),
        "has '\(name)' without '\(other)', expected both or neither")
    case .notWith(let name, let other):
      guard let found = member(name), member(other) != nil else { return true }
      report(found, beside: other, shape)
    }
    return false
  }

  // MARK: Messages

  private func subject(_ shape: ObjectShape) -> String {
    path.steps.isEmpty ? shape.name : path.description
  }

  private mutating func report(
    _ member: JSONNode.Member, beside other: String, _ shape: ObjectShape
  ) {
    report(
      at: member.keyPosition, subject: subject(shape),
      "has '\(member.key)' beside '\(other)', expected only one of them")
  }

  /// A value of the wrong type or out of range.
  private mutating func report(_ node: JSONNode, _ shape: Shape) {
    if case .object(let shape) = shape, path.steps.isEmpty {
      report(
        at: node.position, subject: shape.name,
        "is \(DocumentText.shown(node)), expected a JSON object")
    } else {
      let isTypeWrong = node.string != nil && !shape.isText
      let shown = (isTypeWrong ? "the string " : "") + DocumentText.shown(node)
      report(
        at: node.position, shape.complaint(about: node.kind, shown: shown),
        help: shape.suggestion(for: node.kind))
    }
  }

  private mutating func report(
    at position: JSONNode.Position, subject: String? = nil, _ problem: String, help: String? = nil
  ) {
    let subject = subject ?? path.description
    errors.append(
      DocumentError(file: file, at: position, "\(subject) \(problem)", help: help))
  }
}
