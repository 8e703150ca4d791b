/// The way from the root of a document to a value, such as `sites[0].pools[1].gpus`.
struct ShapePath: Sendable {
  enum Step: Sendable {
    case key(String)
    case index(Int)
    /// A key that the writer of the document chose.
    case name(String)
  }

  var steps: [Step]

  init(_ steps: [Step] = []) { self.steps = steps }

  /// Empty for the root.
  var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .key(let key): text += text.isEmpty ? key : ".\(key)"
      case .index(let index): text += "[\(index)]"
      case .name(let name): text += "[\(DocumentText.shown(name))]"
      }
    }
    return text
  }

  func appending(_ key: String) -> String {
    steps.isEmpty ? key : "\(description).\(key)"
  }
}
