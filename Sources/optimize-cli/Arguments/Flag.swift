/// A named option without a value: it is there or not. Giving it twice changes nothing.
struct Flag: OptionDeclaration {
  let spec: OptionSpec

  init(_ name: String, short: Character? = nil, help: String) {
    spec = OptionSpec(
      name: name, short: short, value: nil, presence: .optional, defaultText: nil, help: help)
  }
}
