import GridPricing
import Optimizer

/// The plans of a fleet: `NAME/plan.json` in its own folder or another one.
///
/// Nothing is read or written through a symbolic link that someone left there.
struct FleetPlans: Sendable {
  /// A plan as it stands on disk.
  struct Entry {
    let plan: PlanDocument
    let sha256: String
  }

  let folder: String

  func path(of member: Fleet.Member) -> String { "\(subfolder(of: member))/plan.json" }

  private func subfolder(of member: Fleet.Member) -> String {
    folder.hasSuffix("/") ? folder + member.name : "\(folder)/\(member.name)"
  }

  /// The plan of a member; nil where there is none.
  ///
  /// - Throws: why it cannot be read.
  func entry(of member: Fleet.Member) throws -> Entry? {
    guard try exists(member) else { return nil }
    let document = try InputDocument.read(path(of: member))
    return Entry(plan: try PlanReader.read(document), sha256: Digest.sha256(document.bytes))
  }

  /// Makes the folder for a member's plan, unless it is there.
  ///
  /// - Throws: what would keep the plan from being written, or would lead it elsewhere.
  func prepare(for member: Fleet.Member) throws {
    let subfolder = subfolder(of: member)
    switch FileKind.at(subfolder) {
    case .absent: try OutputFolder.make(subfolder)
    case .folder: break
    case .link, .file, .other:
      throw Failure(.cannotCreate, at: subfolder, "this is no folder, expected one for the plan")
    }
    _ = try exists(member)
    try OutputFile.check(path(of: member))
  }

  private func exists(_ member: Fleet.Member) throws(Failure) -> Bool {
    let path = path(of: member)
    switch FileKind.at(path) {
    case .absent: return false
    case .file: return true
    case .folder, .link, .other:
      throw Failure(.cannotCreate, at: path, "this is no plain file, expected the plan")
    }
  }
}
