import GridPricing
import Optimizer

extension Job {
  /// The job in a node that ``ShapeCheck`` found to be one; nil where something is missing.
  init?(_ node: JSONNode) {
    guard let members = node.object else { return nil }
    var draft = JobDraft()
    for member in members where !draft.take(member.value, of: member.key) { return nil }
    guard let job = draft.job else { return nil }
    self = job
  }
}

extension JobDraft {
  /// Takes the value of a key; false where there is no such key.
  fileprivate mutating func take(_ value: JSONNode, of key: String) -> Bool {
    switch key {
    case "id": id = value.string
    case "pool": pool = value.string
    case "gpus": gpus = value.integer
    case "hours": hours = value.number
    case "wattsPerGPU": wattsPerGPU = value.number
    case "release": release = value.instant
    case "deadline": deadline = value.instant
    case "due": due = value.instant
    case "latenessCostPerHour": latenessCostPerHour = value.number
    case "value": self.value = value.number
    case "preemption": takePreemption(value)
    case "scaling": takeScaling(value)
    case "powerCaps": takePowerCaps(value.array ?? [])
    case "sites": sites = value.strings
    case "jurisdictions": jurisdictions = value.strings
    case "homeSite": homeSite = value.string
    case "inputGB": inputGB = value.number
    case "after": after = value.strings
    case "running": takeRunning(value)
    default: return false
    }
    return true
  }

  private mutating func takePreemption(_ node: JSONNode) {
    isPreemptible = true
    minimumRunMinutes = node["minimumRunMinutes"]?.number
    restartMinutes = node["restartMinutes"]?.number
  }

  private mutating func takeScaling(_ node: JSONNode) {
    scalingGPUs = node["gpus"]?.array?.compactMap(\.integer)
    scalingSpeed = node["speed"]?.numbers
    isResizable = node["resizable"]?.bool
    resizeMinutes = node["resizeMinutes"]?.number
  }

  private mutating func takePowerCaps(_ nodes: [JSONNode]) {
    capWattsPerGPU = nodes.compactMap { $0["wattsPerGPU"]?.number }
    capSpeed = nodes.compactMap { $0["speed"]?.number }
  }

  private mutating func takeRunning(_ node: JSONNode) {
    runningSince = node["since"]?.instant
    runningSite = node["site"]?.string
    remainingHours = node["remainingHours"]?.number
  }
}
