import Foundation

/// The sources of one module, by folder, and the order in which folders may use each other.
struct SourceLayers {
  let module: String
  /// A folder may use only what stands at or before it.
  let order: [String]
  /// The modules of this package that it may import.
  let dependencies: [String]
  private(set) var files: [(folder: String, file: SourceFile)] = []

  /// What the toolchain brings along; `canImport` chooses the C library.
  static let toolchain = [
    "Darwin", "Dispatch", "Foundation", "Glibc", "Musl", "Synchronization",
  ]

  init(_ module: String, dependencies: [String] = [], order: [String]) {
    self.module = module
    self.dependencies = dependencies
    self.order = order
  }

  mutating func add(_ file: SourceFile, in folder: String) { files.append((folder, file)) }

  /// Reads every Swift file of the module.
  ///
  /// - Parameter root: the folder of the package.
  mutating func read(root: String) throws {
    let start = "\(root)/Sources/\(module)"
    for path in try FileManager.default.subpathsOfDirectory(atPath: start).sorted()
    where path.hasSuffix(".swift") {
      let text = try String(contentsOfFile: "\(start)/\(path)", encoding: .utf8)
      let folder = path.contains("/") ? String(path.prefix { $0 != "/" }) : ""
      add(SourceFile(path: "\(module)/\(path)", text: text), in: folder)
    }
  }

  /// Every breach of the rules, one line each.
  var breaches: [String] { foreignImports + unnamedFolders + upwardUses }

  private var foreignImports: [String] {
    let allowed = Set(Self.toolchain + dependencies)
    return files.flatMap { _, file in
      file.imports.filter { !allowed.contains($0) }.map { "\(file.path) imports \($0)" }
    }
  }

  private var unnamedFolders: [String] {
    Set(files.map(\.folder)).subtracting(order + [""]).sorted().map {
      "\(module)/\($0) is not in the order"
    }
  }

  /// Names that a file mentions although only later folders declare them.
  private var upwardUses: [String] {
    var first: [String: Int] = [:]
    for (folder, file) in files {
      // What stands beside the folders comes last.
      let level = order.firstIndex(of: folder) ?? order.count
      for name in file.visible { first[name] = min(first[name] ?? level, level) }
    }
    return files.flatMap { folder, file -> [String] in
      let level = order.firstIndex(of: folder) ?? order.count
      return file.words.subtracting(file.hidden).sorted().compactMap { word -> String? in
        guard let home = first[word], home > level else { return nil }
        return "\(file.path) uses \(word) of \(home < order.count ? order[home] : module)"
      }
    }
  }
}
