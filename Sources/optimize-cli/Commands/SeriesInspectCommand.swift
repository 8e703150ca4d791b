import Foundation
import GridPricing

/// `series inspect`: what files of prices, carbon intensity and weather hold.
struct SeriesInspectCommand: Command {
  static let files = Argument(
    oneOrMore: "FILE", .file("csv", "json"), help: "File to look at, or - for standard input.")
  static let json = Flag("json", help: "Print one JSON object a line for each file.")
  static let output = Option(
    "output", short: "o", value: "FILE", .file("txt", "json"), default: "-",
    help: "Where the inspection goes.")
  static let spec = CommandSpec(
    "inspect", abstract: "Show what files of series hold.",
    discussion: """
      Shows the format, detected by content, and for each column what it holds: unit, zone, step, \
      coverage, gaps, lowest, mean and highest value, and what was done to read it.

      Days on which the clocks change are listed with the steps that the file has for them.
      """,
    arguments: [files], options: [json, output],
    examples: [
      .init("optimize-cli series inspect prices.csv", "Shows the columns of one file."),
      .init(
        "optimize-cli series inspect prices.csv carbon.json --json",
        "Prints two lines, a JSON object each."),
    ])

  let files: [String]
  let isJSON: Bool
  let output: String

  init(_ arguments: ParsedArguments) {
    files = arguments[Self.files]
    isJSON = arguments[Self.json]
    output = arguments[Self.output]
  }

  func run(_ console: Console) throws -> ExitCode {
    try OutputFile.check(output, apartFrom: files)
    var errors: [DocumentError] = []
    var inspections: [SeriesInspection] = []
    for path in files {
      do throws(DocumentError) {
        inspections.append(SeriesInspection(try SeriesFile.read(path: path)))
      } catch {
        errors.append(error)
      }
    }
    guard errors.isEmpty else { throw DocumentErrors(errors) }
    let text =
      isJSON
      ? inspections.map(\.json).joined()
      : inspections.map(\.text).joined(separator: "\n")
    try OutputFile.write(text, to: output)
    return .success
  }
}

extension SeriesFile {
  /// Reads a file as commands name it.
  static func read(path: String) throws(DocumentError) -> SeriesFile {
    let document = try InputDocument.read(path)
    do throws(ReadingError) {
      return try read(bytes: document.bytes, file: document.file)
    } catch {
      throw DocumentError(error)
    }
  }
}
