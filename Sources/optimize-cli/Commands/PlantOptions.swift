import GridPricing
import Optimizer

/// Which cooling plant.
struct PlantOptions: OptionGroup {
  static let preset = Option(
    "preset", value: "NAME", ValueParser<CoolingPreset>.choice,
    help: "A plant of known kind.")
  static let nominal = Option(
    "nominal-it-kw", value: "X", .number(in: 1...1e7), absence: "the preset's own",
    help: "Scale the preset to this IT power.")
  static let site = Option(
    "site", value: "FILE", .file("json", "jsonc"),
    help: "Take the plant of a site: a scenario, a site or a plant alone, or - for standard input.")
  static let siteID = Option(
    "site-id", value: "ID", .text, absence: "the only liquid-cooled one",
    help: "The site, where the scenario has several.")
  static let section = OptionSection("Plant options", [preset, nominal, site, siteID])
  static let rule = OptionRule.exactlyOne(of: [preset, site])

  let preset: CoolingPreset?
  let nominal: Power?
  let site: String?
  let siteID: String?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    preset = arguments[Self.preset]
    nominal = arguments[Self.nominal].map { .kilowatts($0) }
    site = arguments[Self.site]
    siteID = arguments[Self.siteID]
    guard nominal == nil || site == nil else {
      throw UsageError(
        "'--nominal-it-kw' scales a preset, and '--site' has a plant of its own",
        help: "write nominalITKW into the file")
    }
    guard siteID == nil || site != nil else {
      throw UsageError("'--site-id' needs '--site'", help: "add --site FILE")
    }
  }

  /// The plant, and the preset that it was made from.
  func plant() throws(DocumentErrors) -> PlantFile {
    guard let site else {
      let preset = preset ?? LiquidCooling.standardPreset
      guard case .liquid(let cooling) = Cooling.liquid(preset, nominalIT: nominal) else {
        preconditionFailure("\(preset.rawValue) is no liquid-cooled plant")
      }
      return PlantFile(cooling: cooling, preset: preset, site: nil)
    }
    return try PlantFile.read(site, site: siteID)
  }
}
