import Foundation

/// Scenarios that have nothing to do with each other, one per site or cluster: the folders in a folder
/// that hold a `scenario.json`.
///
/// Hidden folders and those without a scenario are no members. Names are other people's bytes: what
/// cannot be a member for another reason is listed with the obstacle, never passed over.
struct Fleet: Sendable {
  struct Member: Equatable, Sendable {
    /// The name of its folder.
    let name: String
    /// Its folder, with a slash at the end.
    let folder: String
    /// Why the scenario is not even looked at.
    let obstacle: Failure?

    /// The path of its scenario.
    var scenario: String { folder + Fleet.scenarioName }
  }

  static let scenarioName = "scenario.json"

  /// In the order of the bytes of their names.
  let members: [Member]

  /// - Throws: ``Failure`` where there is no such folder, or no scenario in it.
  init(_ folder: String) throws(Failure) {
    let start = folder.hasSuffix("/") ? folder : folder + "/"
    guard FileKind.behind(start) == .folder,
      let names = try? FileManager.default.contentsOfDirectory(atPath: start)
    else {
      throw Failure(.noInput, at: folder, "there is no such folder, expected a fleet")
    }
    members = names.filter { !$0.hasPrefix(".") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .compactMap { Member($0, in: start) }
    guard !members.isEmpty else {
      throw Failure(
        .noInput, at: folder, "no folder in it holds a \(Self.scenarioName)",
        help: "give each scenario a folder of its own: NAME/\(Self.scenarioName)")
    }
  }
}

extension Fleet.Member {
  /// Nil for what is no member.
  fileprivate init?(_ name: String, in start: String) {
    let folder = start + name
    let scenario = "\(folder)/\(Fleet.scenarioName)"
    self.name = name
    self.folder = folder + "/"
    switch FileKind.at(folder) {
    case .absent where name.unicodeScalars.contains("\u{FFFD}"):
      // The system spells the name otherwise: it is no text.
      obstacle = Failure(.badData, at: scenario, "the name of the folder is not UTF-8")
    case .link where FileKind.at(scenario) != .absent:
      obstacle = Failure(
        .badData, at: scenario, "its folder is a symbolic link, expected one of the fleet's own")
    case .folder:
      switch FileKind.behind(scenario) {
      case .other:
        obstacle = Failure(.noInput, at: scenario, "this cannot be read, expected a file")
      case .absent where FileKind.at(scenario) == .absent: return nil
      default: obstacle = nil
      }
    default: return nil
    }
  }
}
