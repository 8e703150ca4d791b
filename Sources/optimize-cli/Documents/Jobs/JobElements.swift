import GridPricing

/// The jobs of a JSON array, of NDJSON or of a scenario, one at a time.
struct JobElements {
  private enum Source {
    case file(JSONElements)
    case nodes(ArraySlice<JSONNode>)
  }

  private var source: Source

  init(_ jobs: JobSource) throws(ReadingError) {
    let document = jobs.document
    if jobs.format == .scenario {
      let root = try JSONParser.parse(
        document.bytes, file: document.file, allowsComments: true)
      source = .nodes((root["jobs"]?.array ?? [])[...])
    } else {
      source = .file(try JSONElements(document.bytes, file: document.file))
    }
  }

  init(_ nodes: [JSONNode]) { source = .nodes(nodes[...]) }

  mutating func next() throws(ReadingError) -> JSONNode? {
    switch source {
    case .nodes(var nodes):
      let node = nodes.popFirst()
      source = .nodes(nodes)
      return node
    case .file(var elements):
      // A copy of the elements is a copy of their parser, without its bytes.
      defer { source = .file(elements) }
      return try elements.next()
    }
  }
}
