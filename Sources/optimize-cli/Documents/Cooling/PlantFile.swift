import GridPricing
import Optimizer

/// A liquid-cooled plant out of a file: that of a site of a scenario, of a file with one site, or a
/// plant alone.
struct PlantFile: Sendable {
  let cooling: LiquidCooling
  /// What the plant was made from.
  let preset: CoolingPreset
  /// The id of its site, where it has one.
  let site: String?

  /// - Parameters:
  ///   - path: of the file; `-` is standard input.
  ///   - site: the id of the site; nil is the only liquid-cooled one.
  static func read(_ path: String, site: String?) throws(DocumentErrors) -> PlantFile {
    do {
      let document = try InputDocument.read(path)
      let root = try document.object(named: "a scenario, a site or a plant", allowsComments: true)
      let place = try place(in: root, site: site, file: document.file)
      return try read(place, file: document.file)
    } catch let error as DocumentError {
      throw DocumentErrors(error)
    } catch let errors as DocumentErrors {
      throw errors
    } catch {
      preconditionFailure("reading a plant failed with \(error)")
    }
  }

  /// Where the plant stands.
  private struct Place {
    var node: JSONNode
    var path: ShapePath
    var site: String?
  }

  private static func place(
    in root: JSONNode, site: String?, file: String
  ) throws(DocumentError) -> Place {
    if let sites = root["sites"]?.array {
      return try place(in: sites, of: root, site: site, file: file)
    }
    if let site {
      throw DocumentError(
        file: file, at: root.position, "holds no list of sites, expected one with a site '\(site)'")
    }
    if let cooling = root["cooling"] {
      return Place(node: cooling, path: ShapePath([.key("cooling")]), site: root["id"]?.string)
    }
    guard root["kind"] != nil else {
      throw DocumentError(
        file: file, at: root.position,
        "holds none of 'sites', 'cooling' and 'kind', expected a scenario, a site or a plant")
    }
    return Place(node: root, path: ShapePath())
  }

  private static func place(
    in sites: [JSONNode], of root: JSONNode, site: String?, file: String
  ) throws(DocumentError) -> Place {
    let candidates = sites.indices.filter { index in
      site.map { sites[index]["id"]?.string == $0 }
        ?? (sites[index]["cooling"]?["kind"]?.string == "liquid")
    }
    guard let index = candidates.first, let node = sites[index]["cooling"], candidates.count == 1
    else {
      let shown = site == nil && !candidates.isEmpty ? candidates : Array(sites.indices)
      let ids: [String] = shown.compactMap { index in
        sites[index]["id"]?.string.map { (id: String) in DocumentText.shown(id) }
      }
      let problem =
        site.map { "have no cooling of one site \(DocumentText.shown($0))" }
        ?? (candidates.isEmpty
          ? "have no liquid cooling" : "have \(candidates.count) with liquid cooling")
      throw DocumentError(
        file: file, at: root["sites"]?.position,
        "sites \(problem), expected one; there are \(ids.joined(separator: ", "))",
        help: candidates.count > 1 ? "choose with --site-id" : nil)
    }
    return Place(
      node: node, path: ShapePath([.key("sites"), .index(index), .key("cooling")]),
      site: sites[index]["id"]?.string)
  }

  private static func read(_ place: Place, file: String) throws(DocumentErrors) -> PlantFile {
    var check = ShapeCheck(file: file)
    check.check(place.node, as: .kinds(.cooling), at: place.path)
    guard check.errors.isEmpty else { throw DocumentErrors(check.errors) }
    let path = place.path.description.isEmpty ? "the plant" : place.path.description
    var reader = CoolingReader(file: file)
    let cooling = reader.cooling(place.node, at: path)
    guard reader.errors.isEmpty else { throw DocumentErrors(reader.errors) }
    guard case .liquid(let liquid) = cooling else {
      throw DocumentErrors(
        DocumentError(
          file: file, at: place.node["kind"]?.position,
          "\(path) is a fixed PUE, expected a liquid-cooled plant"))
    }
    return PlantFile(
      cooling: liquid,
      preset: place.node["preset"]?.string.flatMap(CoolingPreset.init(rawValue:))
        ?? LiquidCooling.standardPreset,
      site: place.site)
  }
}
