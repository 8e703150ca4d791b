/// What options of a command ask of each other; usage lines show it.
struct OptionRule: Sendable {
  enum Count: Sendable { case exactlyOne, atMostOne }

  let count: Count
  let options: [OptionSpec]

  static func exactlyOne(of options: [any OptionDeclaration]) -> OptionRule {
    OptionRule(count: .exactlyOne, options: options.map(\.spec))
  }

  static func atMostOne(of options: [any OptionDeclaration]) -> OptionRule {
    OptionRule(count: .atMostOne, options: options.map(\.spec))
  }

  /// For example `(--wet-bulb-c X | --relative-humidity-percent X)`.
  var usage: String {
    let choice = options.map(\.usage).joined(separator: " | ")
    return count == .exactlyOne ? "(\(choice))" : "[\(choice)]"
  }

  func check(_ arguments: ParsedArguments) throws(UsageError) {
    let given = options.filter { arguments.words(of: $0) != nil }
    if given.count > 1 {
      let names = given.map { "'\($0.longName)'" }.joined(separator: " and ")
      throw UsageError("\(names) exclude each other", help: "keep one of them")
    }
    if given.isEmpty, count == .exactlyOne {
      let names = options.map { "'\($0.longName)'" }.joined(separator: " or ")
      throw UsageError("\(names) is missing", help: "give one of them")
    }
  }
}
