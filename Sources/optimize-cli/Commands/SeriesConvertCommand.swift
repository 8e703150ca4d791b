import GridPricing

/// `series convert`: a file of any supported format as the plain CSV.
struct SeriesConvertCommand: Command {
  static let file = Argument(
    "FILE", .file("csv", "json"), help: "File to convert, or - for standard input.")
  static let output = Option(
    "output", short: "o", value: "FILE", .file("csv"), default: "-", help: "Where the CSV goes.")
  static let zone = Option(
    "zone", value: "ZONE", .text, help: "The price area or node, where the file holds several.")
  static let columns = Option(
    repeating: "column", value: "NAME", .text, help: "Convert this column only.")
  static let from = Option(
    "from", value: "INSTANT", .instant, absence: "the start of the file",
    help: "Leave out what is earlier.")
  static let to = Option(
    "to", value: "INSTANT", .instant, absence: "the end of the file",
    help: "Leave out what is later.")
  static let slotMinutes = Option(
    "slot-minutes", value: "N", .integer(in: 1...1_000_000), absence: "the steps of the file",
    help: "Average over slots of this length.")
  static let gapFill = Option(
    "gap-fill", value: "RULE", ValueParser<GapRule>.choice, default: "none",
    help: "How missing values are filled; with none they stay empty, or are an error in slots.")

  static let spec = CommandSpec(
    "convert", abstract: "Turn a file of series into the plain CSV.",
    discussion: """
      Reads any supported format, detected by content, and writes the plain CSV: UTC, one row a \
      step, the unit in each header. What was done on the way is told on standard error.

      Slots take the exact time-weighted mean of the steps that they overlap.
      """,
    arguments: [file],
    options: [output, zone, columns, from, to, slotMinutes, gapFill],
    examples: [
      .init(
        "optimize-cli series convert day-ahead.csv --zone DE-LU -o prices.csv",
        "Writes the prices of one zone."),
      .init(
        "optimize-cli series convert carbon.json --slot-minutes 60 --gap-fill interpolate",
        "Prints hourly means without gaps."),
    ])

  let file: String
  let output: String
  let selection: SeriesSelection

  init(_ arguments: ParsedArguments) throws(UsageError) {
    file = arguments[Self.file]
    output = arguments[Self.output]
    selection = SeriesSelection(
      zone: arguments[Self.zone], columns: arguments[Self.columns], from: arguments[Self.from],
      to: arguments[Self.to], slotMinutes: arguments[Self.slotMinutes],
      gaps: arguments[Self.gapFill])
    if let from = selection.from, let to = selection.to, to <= from {
      throw UsageError("'--to' is not after '--from'")
    }
  }

  func run(_ console: Console) throws -> ExitCode {
    try OutputFile.check(output, apartFrom: [file])
    let source = try SeriesFile.read(path: file)
    let found = try selection.columns(of: source)
    let text: String
    do throws(SeriesWriter.Problem) {
      text = try SeriesWriter.plainCSV(found, comments: source.comments)
    } catch {
      throw DocumentError(file: source.file, error.description)
    }
    try OutputFile.write(text, to: output)
    console.note("\(source.file): \(source.format), sha256 \(source.sha256)")
    for comment in source.comments { console.note("the file says: \(comment)") }
    let known = Set(source.comments.map(PlainCSV.note))
    for column in found {
      let rows = column.steps.count == 1 ? "1 step" : "\(column.steps.count) steps"
      let empty = column.emptySteps == 0 ? "" : ", \(column.emptySteps) of them empty"
      console.note("\(column.label): \(rows)\(empty), time read as \(column.timeZone)")
      for note in column.notes where !known.contains(note) {
        console.note("\(column.label): \(note)")
      }
    }
    return .success
  }
}
