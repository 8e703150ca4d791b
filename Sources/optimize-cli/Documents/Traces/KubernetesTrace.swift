import GridPricing

/// Jobs of Kubernetes and workloads of Kueue, as `kubectl get -o json` prints them.
enum KubernetesTrace {
  static func read(
    _ items: [JSONNode], kind: String, file: String
  ) throws(DocumentError) -> Trace {
    var trace = Trace(
      form: "kubectl -o json", origin: Instant(milliseconds: 0), isRelative: false)
    for (index, item) in items.enumerated() {
      let kind = item["kind"]?.string ?? (kind == "WorkloadList" ? "Workload" : "Job")
      guard kind == "Job" || kind == "Workload" else {
        trace.skipped.add("neither a Job nor a Workload")
        continue
      }
      guard let name = item["metadata"]?["name"]?.string else {
        throw DocumentError(
          file: file, at: item.position,
          "items[\(index)].metadata.name is missing, expected a name")
      }
      guard let created = item["metadata"]?["creationTimestamp"]?.instant else {
        trace.skipped.add("no creationTimestamp")
        continue
      }
      let namespace = item["metadata"]?["namespace"]?.string
      let found = kind == "Job" ? job(item, &trace.skipped) : workload(item, &trace.skipped)
      guard let found else { continue }
      trace.entries.append(
        Trace.Entry(
          id: [namespace, name].compactMap(\.self).joined(separator: "/"),
          arrival: Double(created.milliseconds) / 1000, seconds: found.seconds, count: found.gpus))
    }
    trace.assumptions += [
      "the processing time is completion less start; of Jobs that have not begun "
        + "activeDeadlineSeconds, of Workloads maximumExecutionTimeSeconds, the longest they may be",
      "GPUs are the resources that end in '/gpu', of all containers and of all pods that run at once",
    ]
    return trace
  }

  // MARK: Kinds

  private static func job(
    _ item: JSONNode, _ skipped: inout SkippedEntries
  ) -> (seconds: Double?, gpus: Double)? {
    let (spec, status) = (item["spec"], item["status"])
    let pods = min(
      spec?["parallelism"]?.number ?? 1, spec?["completions"]?.number ?? .infinity)
    let gpus = pods * self.gpus(ofPod: spec?["template"])
    guard let start = status?["startTime"]?.instant, spec?["suspend"]?.bool != true else {
      return (spec?["activeDeadlineSeconds"]?.number, gpus)
    }
    guard let end = status?["completionTime"]?.instant else {
      skipped.add("runs already, or failed")
      return nil
    }
    let seconds = Double(end.milliseconds - start.milliseconds) / 1000
    guard seconds > 0 else {
      skipped.add("ran for no time")
      return nil
    }
    return (seconds, gpus)
  }

  private static func workload(
    _ item: JSONNode, _ skipped: inout SkippedEntries
  ) -> (seconds: Double?, gpus: Double)? {
    let conditions = item["status"]?["conditions"]?.array ?? []
    let met = conditions.filter { $0["status"]?.string == "True" }
    let admitted = met.first { $0["type"]?.string == "Admitted" }
    let finished = met.first { $0["type"]?.string == "Finished" }
    let spec = item["spec"]
    let gpus = (spec?["podSets"]?.array ?? []).reduce(0) { sum, set in
      sum + (set["count"]?.number ?? 1) * self.gpus(ofPod: set["template"])
    }
    if admitted != nil || finished != nil {
      guard let start = admitted?["lastTransitionTime"]?.instant,
        let end = finished?["lastTransitionTime"]?.instant, start < end
      else {
        skipped.add("is admitted, or has finished at no time that is known")
        return nil
      }
      return (Double(end.milliseconds - start.milliseconds) / 1000, gpus)
    }
    let past = item["status"]?["accumulatedPastExecutionTimeSeconds"]?.number ?? 0
    return (spec?["maximumExecutionTimeSeconds"]?.number.map { max(1, $0 - past) }, gpus)
  }

  // MARK: GPUs

  private static func gpus(ofPod template: JSONNode?) -> Double {
    (template?["spec"]?["containers"]?.array ?? []).reduce(0) { sum, container in
      let resources = container["resources"]
      let limits = gpus(in: resources?["limits"])
      return sum + (limits > 0 ? limits : gpus(in: resources?["requests"]))
    }
  }

  private static func gpus(in resources: JSONNode?) -> Double {
    (resources?.object ?? []).filter { $0.key.hasSuffix("/gpu") }.reduce(0) { sum, member in
      sum + max(0, member.value.number ?? member.value.string.flatMap { decimal($0) } ?? 0)
    }
  }
}
