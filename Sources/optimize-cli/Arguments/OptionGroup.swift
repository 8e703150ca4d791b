/// Options that several commands share, declared and read in one place.
///
/// A command lists `SearchOptions.section` in its specification and reads them by
/// `SearchOptions(arguments)`.
protocol OptionGroup: Sendable {
  static var section: OptionSection { get }
  init(_ arguments: ParsedArguments) throws(UsageError)
}

/// Options under one heading of the help.
struct OptionSection: Sendable {
  let title: String
  let options: [OptionSpec]

  init(_ title: String, _ options: [any OptionDeclaration]) {
    self.title = title
    self.options = options.map(\.spec)
  }
}
