import GridPricing
import Optimizer

/// Reads benchmark instances and finds everything that is wrong with them.
struct CoreInstanceReader {
  private let file: String
  private var errors: [DocumentError] = []

  /// - Parameter root: the whole document.
  /// - Throws: everything that is wrong, in the order of the file.
  static func read(
    _ root: JSONNode, of document: InputDocument
  ) throws(DocumentErrors) -> CoreInstance {
    var reader = CoreInstanceReader(file: document.file)
    return try reader.instance(root.keeping(keysOf: .coreInstance))
  }

  private init(file: String) { self.file = file }

  private mutating func instance(_ root: JSONNode) throws(DocumentErrors) -> CoreInstance {
    var check = ShapeCheck(file: file)
    check.check(root, .coreInstance)
    errors = check.errors
    try throwErrors()

    let object = CheckedObject(root)
    let slots = object.integer("slots")
    let minutes = object.double("slot_hours") * 60
    if minutes.rounded() != minutes {
      report(root, "slot_hours", "is \(minutes) minutes, expected whole minutes")
    }
    for key in ["price_eur_per_kwh", "ci_kg_per_kwh"] {
      let count = root[key]?.array?.count ?? 0
      if count != slots {
        report(root, key, "has \(count) values, expected \(slots), one per slot")
      }
    }
    let gpus = object.integer("capacity_gpus")
    let jobs = (root["jobs"]?.array ?? []).enumerated().map { index, node in
      job(node, "jobs[\(index)]", slots: slots, capacity: gpus)
    }
    try throwErrors()

    let start = root["start_utc"]?.instant ?? Instant(milliseconds: 0)
    return CoreInstance(
      name: object.text("name"),
      horizon: Horizon(start: start, slotMinutes: Int(minutes), count: slots),
      pricePerMWh: object.doubles("price_eur_per_kwh").map { $0 * 1000 },
      carbonGramsPerKWh: object.doubles("ci_kg_per_kwh").map { $0 * 1000 },
      carbonPrice: .perKilogram(object.double("carbon_weight_eur_per_kg")), gpus: gpus, jobs: jobs)
  }

  private mutating func job(
    _ node: JSONNode, _ name: String, slots: Int, capacity: Int
  ) -> CoreInstance.Job {
    let object = CheckedObject(node)
    let job = CoreInstance.Job(
      release: object.integer("release"), deadline: object.integer("deadline"),
      duration: object.integer("duration"), gpus: object.integer("gpus"),
      kWPerGPU: object.double("kw_per_gpu"))
    if job.deadline > slots {
      report(node, "deadline", in: name, "is slot \(job.deadline), expected at most \(slots)")
    } else if job.release + job.duration > job.deadline {
      report(
        node, "duration", in: name,
        "is \(job.duration), expected at most the \(max(0, job.deadline - job.release)) slots "
          + "between release and deadline")
    }
    if job.gpus > capacity {
      report(node, "gpus", in: name, "is \(job.gpus), expected at most capacity_gpus, \(capacity)")
    }
    return job
  }

  private mutating func report(
    _ node: JSONNode, _ key: String, in parent: String? = nil, _ problem: String
  ) {
    let path = parent.map { "\($0).\(key)" } ?? key
    errors.append(
      DocumentError(file: file, at: node[key]?.position ?? node.position, "\(path) \(problem)"))
  }

  private func throwErrors() throws(DocumentErrors) {
    guard !errors.isEmpty else { return }
    throw DocumentErrors(
      errors.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) })
  }
}

extension JSONNode {
  /// The node without the keys that a shape does not know, in it and in the objects of its lists:
  /// what instances hold beyond that is none of our business.
  fileprivate func keeping(keysOf shape: ObjectShape) -> JSONNode {
    guard let members = object else { return self }
    var node = self
    node.kind = .object(
      members.compactMap { member in
        guard let key = shape.key(member.key) else { return nil }
        guard case .list(.object(let element), _) = key.shape, let nodes = member.value.array else {
          return member
        }
        var kept = member
        kept.value.kind = .array(nodes.map { $0.keeping(keysOf: element) })
        return kept
      })
    return node
  }
}
