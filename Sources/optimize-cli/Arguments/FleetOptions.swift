/// Options that plan many scenarios instead of one.
struct FleetOptions: OptionGroup {
  static let fleet = Option(
    "fleet", value: "FOLDER", .folder,
    help: "Plan every scenario of a fleet: FOLDER/NAME/scenario.json to FOLDER/NAME/plan.json.")
  static let shard = Option(
    "shard", value: "SHARD", .shard, absence: "all of the fleet",
    help: "Plan one part of the fleet: I/N, I from 0; or by the task of slurm or kubernetes/N.")
  static let again = Flag("again", help: "Plan anew where a finished plan would be kept, too.")
  static let section = OptionSection("Fleet options", [fleet, shard, again])

  let folder: String?
  let shard: Shard
  let again: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    folder = arguments[Self.fleet]
    again = arguments[Self.again]
    if folder == nil {
      for option in [Self.shard.spec, Self.again.spec] where arguments.words(of: option) != nil {
        throw UsageError(
          "'\(option.longName)' is given without '--fleet'", help: "add --fleet FOLDER")
      }
    }
    shard = try arguments[Self.shard]?.shard() ?? Shard(index: 0, count: 1)
  }
}
