import Foundation

/// What a source file declares and what it mentions, found by its words alone.
///
/// Comments and string literals are left out; so are, then, names inside interpolations.
struct SourceFile {
  /// For example `Sources/Optimizer/Jobs/Job.swift`.
  let path: String
  let imports: [String]
  /// Types at any depth and functions of the module that others can see.
  let visible: Set<String>
  /// Types that only this file can see.
  let hidden: Set<String>
  let words: Set<String>

  init(path: String, text: String) {
    self.path = path
    var imports: [String] = []
    var visible: Set<String> = []
    var hidden: Set<String> = []
    var words: Set<String> = []
    for line in Self.code(of: text) {
      let found = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
      words.formUnion(found)
      if let index = found.firstIndex(of: "import"), index + 1 < found.count {
        imports.append(found[index + 1])
      }
      guard let name = Self.declared(found, isIndented: line.first == " ") else { continue }
      if found.contains("private") || found.contains("fileprivate") {
        hidden.insert(name)
      } else {
        visible.insert(name)
      }
    }
    (self.imports, self.visible, self.hidden, self.words) = (imports, visible, hidden, words)
  }

  private static let kinds: Set<String> = [
    "struct", "enum", "class", "protocol", "actor", "typealias",
  ]

  /// The name that a line declares, if it does.
  private static func declared(_ words: [String], isIndented: Bool) -> String? {
    guard
      let index = words.firstIndex(where: {
        kinds.contains($0) || ($0 == "func" && !isIndented)
      }), index + 1 < words.count
    else { return nil }
    let name = words[index + 1]
    return ["func", "var", "let"].contains(name) ? nil : name
  }

  /// The lines without comments and string literals.
  private static func code(of text: String) -> [String] {
    var isInText = false
    return text.split(separator: "\n").compactMap { line in
      if line.components(separatedBy: "\"\"\"").count == 2 { isInText.toggle() }
      if isInText { return nil }
      var code = ""
      var isInString = false
      var previous: Character = " "
      for character in line {
        if character == "\"", previous != "\\" {
          isInString.toggle()
        } else if !isInString {
          if character == "/", previous == "/" {
            code.removeLast()
            break
          }
          code.append(character)
        }
        previous = character == "\\" && previous == "\\" ? " " : character
      }
      return code
    }
  }
}
