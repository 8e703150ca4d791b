/// Help, made from the specifications.
struct HelpText {
  let tree: CommandTree
  let width: Int

  func text(on topic: HelpTopic) -> String {
    var page = TextPage(width: width)
    switch topic {
    case .overview: writeOverview(to: &page)
    case .family(let node, let path): write(node, path, to: &page)
    case .command(let spec, let path): write(spec, path, to: &page)
    }
    return page.text
  }

  /// The usage line without its label.
  func usage(of topic: HelpTopic) -> String {
    switch topic {
    case .overview: "\(tree.name) COMMAND [options]"
    case .family(_, let path): "\(call(path)) COMMAND [options]"
    case .command(let spec, let path):
      ([call(path)] + requirements(of: spec) + ["[options]"] + spec.arguments.map(\.usage))
        .joined(separator: " ")
    }
  }

  private func writeOverview(to page: inout TextPage) {
    page.paragraph("\(tree.name): \(tree.abstract)")
    writeUsage(of: .overview, to: &page)
    write(
      tree.sections.map { ($0.title, rows(of: $0.commands)) }
        + [("Options", [.help, .version].map(row))], to: &page)
    page.paragraph("'\(tree.name) help COMMAND' says more about a command.")
  }

  private func write(_ family: CommandNode, _ path: [String], to page: inout TextPage) {
    page.paragraph(family.abstract)
    writeUsage(of: .family(family, path: path), to: &page)
    write([("Commands", rows(of: family.children)), ("Options", [row(.help)])], to: &page)
  }

  private func write(_ spec: CommandSpec, _ path: [String], to page: inout TextPage) {
    let children = tree.children(of: path)
    page.paragraph(spec.abstract)
    writeUsage(of: .command(spec, path: path), to: &page)
    if !children.isEmpty { page.paragraph("usage: \(call(path)) COMMAND [options]", hanging: 7) }
    for paragraph in spec.discussion.split(separator: "\n\n") { page.paragraph(String(paragraph)) }
    write(
      [("Commands", rows(of: children)), ("Arguments", spec.arguments.map(row))]
        + spec.sections.map { ($0.title, $0.options.map(row)) }, to: &page)
    page.examples(spec.examples)
    write([("Exit codes", spec.exitCodes.map { ("\($0.rawValue)", $0.meaning) })], to: &page)
  }

  /// Tables whose texts stand in line.
  private func write(_ tables: [(title: String, rows: [TextPage.Row])], to page: inout TextPage) {
    let column = TextPage.column(for: tables.flatMap(\.rows))
    for table in tables { page.table(table.title, table.rows, column: column) }
  }

  private func writeUsage(of topic: HelpTopic, to page: inout TextPage) {
    page.paragraph("usage: \(usage(of: topic))", hanging: 7)
  }

  private func call(_ path: [String]) -> String {
    ([tree.name] + path).joined(separator: " ")
  }

  private func requirements(of spec: CommandSpec) -> [String] {
    spec.options.filter { $0.presence == .required }.map(\.usage) + spec.rules.map(\.usage)
  }

  // MARK: Rows

  private func rows(of commands: [CommandNode]) -> [TextPage.Row] {
    commands.map { ($0.name, $0.abstract) }
  }

  private func row(_ argument: ArgumentSpec) -> TextPage.Row {
    let values = argument.completion.allowedValues
    let notes = [
      values.isEmpty ? nil : "one of \(values.joined(separator: ", "))",
      argument.defaultText.map { "default: \($0)" },
    ]
    return (argument.usage, described(argument.help, notes))
  }

  private func row(_ option: OptionSpec) -> TextPage.Row {
    let values = option.value?.completion.allowedValues ?? []
    let notes = [
      values.isEmpty ? nil : "one of \(values.joined(separator: ", "))",
      option.defaultText.map { "default: \($0)" },
      option.presence == .required ? "required" : nil,
      option.presence == .repeatable ? "may be repeated" : nil,
    ]
    let short = option.shortName.map { "\($0), " } ?? "    "
    return (short + option.usage, described(option.help, notes))
  }

  private func described(_ help: String, _ notes: [String?]) -> String {
    let notes = notes.compactMap(\.self)
    return notes.isEmpty ? help : "\(help) (\(notes.joined(separator: "; ")))"
  }
}
