import GridPricing

/// Options that override the scenario.
struct ProblemOptions: OptionGroup {
  static let carbonPrice = Option(
    "carbon-price-per-tonne", value: "X", .number(in: -1e9...1e9), absence: "as in the scenario",
    help: "Price of a tonne of CO2e, in the scenario's currency.")
  static let gapFill = Option(
    "gap-fill", value: "RULE", ValueParser<GapRule>.choice, default: "none",
    help: "How missing values of a series are filled; with none they are an error.")
  static let section = OptionSection("Problem options", [carbonPrice, gapFill])

  let carbonPricePerTonne: Double?
  let gapFill: GapRule

  init(_ arguments: ParsedArguments) {
    carbonPricePerTonne = arguments[Self.carbonPrice]
    gapFill = arguments[Self.gapFill]
  }
}
