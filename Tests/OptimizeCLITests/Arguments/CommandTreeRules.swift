@testable import optimize_cli

/// What every command tree must keep to; the list of breaches is empty for a good one.
func defects(in tree: CommandTree) -> [String] {
  tree.leaves.flatMap { leaf in
    defects(in: leaf.type.spec, called: leaf.path.joined(separator: " "), tree)
  }
}

private func defects(
  in spec: CommandSpec, called path: String, _ tree: CommandTree
) -> [String] {
  var found: [String] = []
  if spec.examples.isEmpty { found.append("\(path) has no example") }
  if !isSentence(spec.abstract) { found.append("\(path): the abstract is no sentence") }
  for argument in spec.arguments where !isSentence(argument.help) {
    found.append("\(path): the help of \(argument.name) is no sentence")
  }
  for option in spec.options where !isSentence(option.help) {
    found.append("\(path): the help of \(option.longName) is no sentence")
  }
  for values in spec.options.map({ $0.value?.completion.allowedValues ?? [] })
    + spec.arguments.map({ $0.completion.allowedValues })
  where values.contains(where: { $0.isEmpty || $0.contains(where: \.isWhitespace) }) {
    found.append("\(path): a value with a space cannot be completed: \(values)")
  }
  for example in spec.examples {
    found += defects(in: example, of: path, tree).map { "\(path): \($0)" }
  }
  return found
}

private func defects(
  in example: CommandSpec.Example, of path: String, _ tree: CommandTree
) -> [String] {
  // Only what stands before a pipe or redirection is ours.
  let words = example.commandLine.split(separator: " ").map(String.init)
    .prefix { !["|", ">", ">>", "2>", "&&"].contains($0) }
  guard words.first == tree.name else { return ["an example does not begin with \(tree.name)"] }
  do {
    guard case .run(_, _, let called) = try tree.request(Array(words.dropFirst())),
      called.joined(separator: " ") == path
    else { return ["an example calls another command: \(example.commandLine)"] }
    return isSentence(example.effect) ? [] : ["what an example does is no sentence"]
  } catch {
    return ["an example is refused: \(error.message)"]
  }
}

private func isSentence(_ text: String) -> Bool {
  text.hasSuffix(".") && !text.contains("\n") && text.first?.isLowercase == false
}
