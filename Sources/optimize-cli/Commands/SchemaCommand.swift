/// `schema NAME`: the JSON Schema of a document.
struct SchemaCommand: Command {
  static let document = Argument(
    "NAME", .choice(of: Schema.names), help: "Document to describe.")
  static let spec = CommandSpec(
    "schema", abstract: "Print the JSON Schema of a document.",
    discussion: "Prints a JSON Schema (draft 2020-12), with units and defaults.",
    arguments: [document],
    examples: [
      .init("optimize-cli schema scenario > scenario.schema.json", "Keeps a schema for an editor.")
    ],
    exitCodes: [.success, .usage, .internal, .cannotCreate])

  let name: String

  init(_ arguments: ParsedArguments) { name = arguments[Self.document] }

  func run(_ console: Console) throws -> ExitCode {
    guard let text = Schema.named(name) else { preconditionFailure("no schema \(name)") }
    try OutputFile.write(text, to: "-")
    return .success
  }
}
