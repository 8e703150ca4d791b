import Optimizer

/// What the program calls itself, on the command line and in the plans it writes.
enum Program {
  static let name = "optimize-cli"

  /// The version of the program; those of the documents are their own.
  static let version = "0.1.0"

  static func generator(seed: Int) -> PlanDocument.Generator {
    var generator = PlanDocument.Generator(version: version, seed: seed)
    generator.name = name
    return generator
  }
}
