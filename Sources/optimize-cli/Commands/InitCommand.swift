import GridPricing

/// `init FOLDER`: a small scenario to start from.
struct InitCommand: Command {
  static let folder = Argument(
    "FOLDER", .folder, help: "Folder to write to; it is made if need be.")
  static let spec = CommandSpec(
    "init", abstract: "Write a small commented scenario to start from.",
    discussion: """
      Writes scenario.json with comments, jobs.csv, and prices.csv with invented prices and carbon \
      intensities. Nothing that exists is overwritten.
      """,
    arguments: [folder],
    examples: [
      .init("optimize-cli init first", "Writes first/scenario.json and the files it names.")
    ],
    exitCodes: [.success, .usage, .internal, .cannotCreate])

  let folder: String

  init(_ arguments: ParsedArguments) { folder = arguments[Self.folder] }

  func run(_ console: Console) throws -> ExitCode {
    let start = folder.hasSuffix("/") ? folder : folder + "/"
    let files = try StarterScenario.files.map { (path: start + $0.name, text: $0.text) }
    try OutputFolder.make(folder)
    try OutputFile.checkAbsence(of: files.map(\.path))
    for file in files { try OutputFile.write(file.text, to: file.path) }
    console.note("wrote \(files.map(\.path).joined(separator: ", "))")
    console.note("next: \(Program.name) plan \(start)scenario.json")
    return .success
  }
}
