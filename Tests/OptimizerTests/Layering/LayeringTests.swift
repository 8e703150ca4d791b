import Foundation
import Testing

/// Modules and folders use each other in one direction (ARCHITECTURE.md); these are its lists.
struct LayeringTests {
  private static let root = String(
    #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" })

  private static let gridPricing = SourceLayers(
    "GridPricing",
    order: [
      "Threads", "Quantities", "Time", "Series", "Tariff", "Carbon", "Forecasting", "Reading",
      "Fetching",
    ])
  private static let optimizer = SourceLayers(
    "Optimizer", dependencies: ["GridPricing"],
    order: [
      "Jobs", "Cooling", "LinearProgramming", "Facility", "Problem", "Plan", "Verification",
      "Market", "Search", "Solver", "Operations",
    ])
  /// Streams and escapes first, then the command line, then what is read and written; commands use
  /// all of them.
  private static let program = SourceLayers(
    "optimize-cli", dependencies: ["GridPricing", "Optimizer"],
    order: ["Console", "Arguments", "Documents", "Report", "Export", "Commands"])

  private func read(_ layers: SourceLayers) throws -> SourceLayers {
    var layers = layers
    try layers.read(root: Self.root)
    try #require(layers.files.count > 10, "the sources were not found")
    return layers
  }

  @Test func dependenciesPointOneWay() throws {
    for layers in [Self.gridPricing, Self.optimizer, Self.program] {
      #expect(try read(layers).breaches == [])
    }
  }

  /// The verifier judges the search, so it must share nothing with it. The order of folders keeps
  /// it from `Market`, `Search` and `Solver`.
  @Test func theVerifierSharesNothingWithTheSearch() throws {
    for (folder, file) in try read(Self.optimizer).files where folder == "Verification" {
      let shared = file.words.filter {
        $0 == "Evaluation" || $0 == "compiled" || $0.hasPrefix("Compiled")
      }
      #expect(shared.isEmpty, "\(file.path)")
    }
  }

  @Test func theLibrariesPrintNothing() throws {
    for layers in [Self.gridPricing, Self.optimizer] {
      for (_, file) in try read(layers).files {
        let printing = file.words.intersection(["print", "debugPrint", "dump", "NSLog", "fputs"])
        #expect(printing.isEmpty, "\(file.path)")
      }
    }
  }

  @Test func breachesAreFound() {
    var layers = SourceLayers("Demo", order: ["Low", "High"])
    let low = """
      import Foundation
      import Optimizer
      // High in a comment, and High.Part
      struct Low { let text = "a \\" High"; var part: High.Part? }
      private struct Own {}
      let own = Own(), other = raise()
      """
    let high = """
      public final class High {
        struct Part {}
        class func make() -> Low { Low() }
      }
      struct Own {}
      func raise() -> Int { 1 }
      """
    layers.add(SourceFile(path: "Demo/Low/Low.swift", text: low), in: "Low")
    layers.add(SourceFile(path: "Demo/High/High.swift", text: high), in: "High")
    layers.add(SourceFile(path: "Demo/New/New.swift", text: "enum New {}"), in: "New")
    #expect(
      layers.breaches == [
        "Demo/Low/Low.swift imports Optimizer",
        "Demo/New is not in the order",
        "Demo/Low/Low.swift uses High of High",
        "Demo/Low/Low.swift uses Part of High",
        "Demo/Low/Low.swift uses raise of High",
      ])
  }
}
