import GridPricing
import Optimizer
import Testing

@testable import optimize_cli

struct TraceReaderTests {
  private static let start = Instant(iso8601: "2026-01-12T00:00:00Z")!

  private let plain = TraceConversion(pool: "h200", wattsPerGPU: 700, start: start)

  private func convert(
    _ text: String, unit: TraceTimeUnit? = nil, _ conversion: TraceConversion? = nil
  ) throws(DocumentError) -> TraceConversion.Outcome {
    let document = InputDocument(file: "list", bytes: Array(text.utf8))
    return try (conversion ?? plain).jobs(
      of: TraceReader.read(document, timeUnit: unit), file: "list")
  }

  private func message(
    _ text: String, unit: TraceTimeUnit? = nil, _ conversion: TraceConversion? = nil
  ) -> String {
    do throws(DocumentError) {
      _ = try convert(text, unit: unit, conversion)
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  private func reasons(_ result: TraceConversion.Outcome) -> [String] {
    result.skipped.counts.map { "\($0.count) \($0.reason)" }
  }

  private func instant(_ text: String) -> Instant? { Instant(iso8601: text) }

  // MARK: Arrivals

  private let arrivals = """
    arrival_time,length,cpus
    0,7200,1
    90.5,0,4
    3600,1800,2.5
    """

  @Test func arrivalsCountFromTheStartInTheirUnit() throws {
    let result = try convert(arrivals, unit: .seconds)
    #expect(
      result.jobs == [
        Job(
          id: "job-1", pool: "h200", gpus: 1, hours: 2, powerPerGPU: .watts(700),
          release: Self.start),
        Job(
          id: "job-3", pool: "h200", gpus: 3, hours: 0.5, powerPerGPU: .watts(700),
          release: instant("2026-01-12T01:00:00Z")),
      ])
    #expect(reasons(result) == ["1 length of 0 or less"])
    #expect(result.assumptions.contains("arrival_time and length count seconds"))
    let hours = try convert("length,cpus,arrival_time\n0.5,2,1.5", unit: .hours).jobs[0]
    #expect(hours.hours == 0.5 && hours.release == instant("2026-01-12T01:30:00Z"))
  }

  @Test func whatTheListDoesNotSayTheCallerMust() {
    #expect(message(arrivals).contains("expected --time-unit seconds or hours"))
    var conversion = plain
    conversion.start = nil
    #expect(message(arrivals, unit: .hours, conversion).contains("expected --start"))
  }

  @Test func optionsShapeTheJobs() throws {
    var conversion = plain
    conversion.gpusPerCPU = 4
    conversion.slackFactor = 3
    conversion.limit = 1
    let result = try convert(arrivals, unit: .seconds, conversion)
    #expect(result.jobs.map(\.gpus) == [4])
    #expect(result.jobs[0].deadline == instant("2026-01-12T06:00:00Z"))
    #expect(result.assumptions.contains { $0.hasPrefix("--limit 1") })
  }

  @Test(arguments: [
    ("arrival_time,length,cpus\n0,x,1", "list:2:3: length is 'x', expected a number"),
    ("arrival_time,length,cpus\n0,1", "list:2:1: the row has 2 cells, expected 3"),
    ("arrival_time,length\n0,1", "list:1:1: the file is no known list of jobs"),
    ("arrival_time,length,cpus\n", "no entry can be a job"),
    ("arrival_time,length,cpus\n0,1e13,1", "list:2:3: length is '1e13', expected a number"),
    ("", "the file is empty"), (" \n", "the file is empty"),
    ("\u{1F}\u{8B}x", "list:1:1: the file is no known list"),
    ("{}", "list:1:1: the JSON is no known list of jobs"), ("{\"jobs\": [3]}", "--time-unit"),
  ])
  func aWrongListIsRefusedAtItsPlace(text: String, expected: String) {
    #expect(message(text, unit: .seconds).contains(expected) || message(text).contains(expected))
  }

  // MARK: Pods

  private let pods = """
    name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_time,scheduled_time
    pod-0,4000,8192,1,1000,,LS,Running,0,7200,0
    pod-1,4000,8192,0,0,,BE,Succeeded,10,7210,10
    pod-2,4000,8192,1,250,V100M16|V100M32,BE,Running,600,2460,660
    pod-3,4000,8192,8,1000,A10,BE,Pending,700,9000,
    pod-4,4000,8192,2,1000,,LS,Failed,800,900,900
    """

  @Test func podsRunFromScheduleToDeletionOnWholeGPUs() throws {
    let result = try convert(pods)
    #expect(result.jobs.map(\.id) == ["pod-0", "pod-2"])
    #expect(result.jobs.map(\.gpus) == [1, 1] && result.jobs.map(\.hours) == [2, 0.5])
    #expect(result.jobs[1].release == instant("2026-01-12T00:10:00Z"))
    #expect(reasons(result) == ["1 has no GPU", "1 was never scheduled", "1 ran for no time"])
    #expect(result.assumptions.contains { $0.hasPrefix("1 pod with less than 1000 gpu_milli has") })
    let shifted = pods.replacing("1,250", with: "4,1000")
    let whole = try convert(shifted)
    #expect(whole.jobs[1].gpus == 4 && !whole.assumptions.contains { $0.contains("gpu_milli") })
  }

  @Test(arguments: [
    ("2460,660", "x,660", "list:4:54: deletion_time is 'x', expected a number"),
    ("2460,660", "2460,-1", "list:4:59: scheduled_time is '-1', expected a number"),
    (",660", "", "list:4:1: the row has 10 cells, expected 11"),
    ("pod-2,4000,8192,1", "pod-2,4000,8192,", "list:4:17: num_gpu is '', expected a number"),
  ])
  func aWrongPodIsRefusedAtItsPlace(part: String, wrong: String, expected: String) {
    let text = pods.replacing(part, with: wrong)
    #expect(message(text).contains(expected), "\(message(text))")
  }

  @Test func podsSayTheUnitOfTheirTimes() {
    #expect(message(pods, unit: .seconds).contains("expected no --time-unit"))
  }

  // MARK: Standard workload format

  private let workload = """
    ; Version: 2.2
    ; UnixStartTime: 1768176000

       1      0   10   3600   4  -1 -1   8   7200 -1  1 3 1 1 1 1 -1 -1
       2    600   10     -1  -1  -1 -1   2   1800 -1  0 3 1 1 1 1  1 60
       3    700   10     -1   4  -1 -1  -1     -1 -1  5 3 1 1 1 1 -1 -1
       4    800   10     -1   4  -1 -1  -1     -1 -1  1 3 1 1 1 1 -1 -1
       5    900   10      0   4  -1 -1  -1     -1 -1  1 3 1 1 1 1 -1 -1
       6   1000   10     60  -1  -1 -1  -1     -1 -1  1 3 1 1 1 1 77 -1
    """

  @Test(arguments: ["\n", "\r\n"])
  func fieldsOfAStandardWorkloadAreRead(lineEnd: String) throws {
    var conversion = plain
    conversion.start = nil
    let result = try convert(workload.replacing("\n", with: lineEnd), conversion)
    #expect(result.jobs.map(\.id) == ["1", "2"])
    #expect(result.jobs.map(\.gpus) == [4, 2] && result.jobs.map(\.hours) == [1, 0.5])
    #expect(result.jobs.map(\.after) == [[], ["1"]])
    #expect(result.jobs[1].release == instant("2026-01-12T00:10:00Z"))
    #expect(
      reasons(result) == [
        "1 cancelled before they ran", "1 run time of 0",
        "1 states no processing time (--hours gives one)", "1 asks for no processor",
      ])
    #expect(result.assumptions.contains { $0.hasPrefix("1 entry without a run time") })
    #expect(result.assumptions.contains { $0.hasSuffix("as the list says") })
    #expect(try convert(workload).jobs[1].release == instant("2026-01-12T00:10:00Z"))
  }

  @Test func aWorkloadWithoutCommentsIsKnownByItsFields() throws {
    let line = "1 0 10 3600 4 -1 -1 8 7200 -1 1 3 1 1 1 1 -1 -1"
    #expect(try convert(line).jobs.count == 1)
    #expect(message(line + "\n1 2 3").contains("list:2:1: the line has 3 fields, expected 18"))
    #expect(message("; x\n" + line.replacing("3600", with: "h")).contains("field 4 is 'h'"))
    #expect(message("; nothing").contains("no entry can be a job"))
    #expect(message(line, unit: .hours).contains("expected no --time-unit"))
  }

  // MARK: Slurm

  private let queue = """
    { "meta": {}, "jobs": [
      { "job_id": 11, "job_state": ["PENDING"], "submit_time": { "set": true, "infinite": false, "number": 1768176000 },
        "eligible_time": { "set": true, "infinite": false, "number": 1768176600 },
        "time_limit": { "set": true, "infinite": false, "number": 90 },
        "deadline": { "set": true, "infinite": false, "number": 1768219200 },
        "tres_req_str": "cpu=32,mem=64G,node=2,gres/gpu=8,gres/gpu:h200=8", "dependency": "" },
      { "job_id": 12, "job_state": "PENDING", "submit_time": 1768176000, "time_limit": 30,
        "tres_req_str": "cpu=1,gres/gpu:h200=2,gres/gpu:a100=1", "dependency": "afterok:11(unfulfilled),after:9,afterany:10" },
      { "job_id": 13, "job_state": ["RUNNING"], "submit_time": 1, "tres_req_str": "gres/gpu=1" },
      { "job_id": 14, "job_state": ["PENDING"], "submit_time": 1768176000, "time_limit": 30, "tres_req_str": "cpu=4" },
      { "job_id": 15, "job_state": ["PENDING"], "submit_time": 1768176000, "tres_req_str": "gres/gpu=1",
        "time_limit": { "set": false, "infinite": true, "number": 5 } },
      { "job_id": 16, "job_state": ["PENDING"], "submit_time": 1768176000, "time_limit": 30, "tres_req_str": "gres/gpu=1",
        "array_task_string": "1-9" },
      { "job_id": 12, "job_state": ["PENDING"], "submit_time": 1768176000, "time_limit": 30, "tres_req_str": "gres/gpu=1" }
    ] }
    """

  @Test func waitingJobsOfAQueueAreRead() throws {
    var conversion = plain
    conversion.start = nil
    let result = try convert(queue, conversion)
    #expect(result.jobs.map(\.id) == ["11", "12"])
    #expect(result.jobs.map(\.gpus) == [8, 3] && result.jobs.map(\.hours) == [1.5, 0.5])
    #expect(result.jobs[0].release == instant("2026-01-12T00:10:00Z"))
    #expect(result.jobs.map(\.deadline) == [instant("2026-01-12T12:00:00Z"), nil])
    #expect(result.jobs[1].after == ["11"])
    #expect(
      reasons(result) == [
        "1 state is not PENDING", "1 several jobs of an array in one entry (squeue -r lists each)",
        "1 asks for no GPU", "1 states no processing time (--hours gives one)",
        "1 has the id of an entry before",
      ])
    #expect(result.assumptions.contains { $0.hasPrefix("1 predecessor that is not in the list") })
    conversion.hours = 3
    #expect(try convert(queue, conversion).jobs.map(\.id) == ["11", "12", "15"])
  }

  @Test func aStartMovesAbsoluteTimesTogether() throws {
    var conversion = plain
    conversion.start = instant("2027-01-01T00:00:00Z")
    let jobs = try convert(queue, conversion).jobs
    #expect(jobs[1].release == conversion.start)
    #expect(jobs[0].release == instant("2027-01-01T00:10:00Z"))
    #expect(jobs[0].deadline == instant("2027-01-01T12:00:00Z"))
  }

  @Test func endedJobsOfTheAccountsAreRead() throws {
    let text = """
      { "jobs": [
        { "job_id": 21, "state": { "current": ["COMPLETED"] }, "time": { "submission": 1768176000, "elapsed": 5400, "start": 1 },
          "tres": { "allocated": [ { "type": "cpu", "name": "", "count": 8 }, { "type": "gres", "name": "gpu", "count": 4 },
                                   { "type": "gres", "name": "gpu:h200", "count": 4 } ], "requested": [] } },
        { "job_id": 22, "state": { "current": "FAILED" }, "time": { "submission": 1768179600, "elapsed": 36 },
          "tres": { "allocated": [], "requested": [ { "type": "gres", "name": "gpu:h200", "count": 2 } ] } },
        { "job_id": 23, "state": { "current": ["PENDING"] }, "time": { "submission": 1768179600, "elapsed": 0 } },
        { "job_id": 24, "state": { "current": ["CANCELLED"] }, "time": { "submission": 1768179600, "elapsed": 0 } }
      ] }
      """
    let result = try convert(text)
    #expect(result.jobs.map(\.id) == ["21", "22"])
    #expect(result.jobs.map(\.gpus) == [4, 2] && result.jobs.map(\.hours) == [1.5, 0.01])
    #expect(reasons(result) == ["1 state is PENDING or RUNNING", "1 never ran"])
  }

  @Test func malformedSlurmListsAreRefused() {
    #expect(
      message(#"{"jobs": [3]}"#).contains("list:1:11: jobs[0] is a number, expected an object"))
    #expect(message(#"{"jobs": [{}]}"#).contains("jobs[0].job_id is missing"))
    #expect(message(#"{"jobs": []}"#).contains("no entry can be a job"))
    #expect(message(#"{"jobs": "#).contains("list:1:10: "))
  }

  @Test func dependenciesOfWholeJobsAreKept() {
    #expect(SlurmTrace.predecessors("afterok:1:2(failed),afterany:3_4") == ["1", "2", "3_4"])
    #expect(SlurmTrace.predecessors("afterok:1?afterok:2") == [])
    #expect(SlurmTrace.predecessors("singleton,after:3,aftercorr:4") == [])
  }

  // MARK: Kubernetes

  private func pod(_ gpus: String, key: String = "limits") -> String {
    #"{ "spec": { "containers": [ { "resources": { "\#(key)": { "cpu": "4", "nvidia.com/gpu": \#(gpus) } } }, { "name": "log" } ] } }"#
  }

  @Test func jobsOfKubernetesAreRead() throws {
    let text = """
      { "apiVersion": "v1", "kind": "List", "items": [
        { "kind": "Job", "metadata": { "name": "a", "namespace": "team", "creationTimestamp": "2026-01-12T00:00:00Z" },
          "spec": { "parallelism": 4, "completions": 2, "suspend": true, "activeDeadlineSeconds": 7200, "template": \(pod("\"8\"")) } },
        { "kind": "Job", "metadata": { "name": "b", "creationTimestamp": "2026-01-12T01:00:00Z" },
          "spec": { "template": \(pod("1", key: "requests")) },
          "status": { "startTime": "2026-01-12T02:00:00Z", "completionTime": "2026-01-12T02:30:00Z" } },
        { "kind": "Job", "metadata": { "name": "c", "creationTimestamp": "2026-01-12T01:00:00Z" },
          "spec": { "template": \(pod("1")) }, "status": { "startTime": "2026-01-12T02:00:00Z" } },
        { "kind": "Job", "metadata": { "name": "d", "creationTimestamp": "2026-01-12T01:00:00Z" }, "spec": {} },
        { "kind": "Pod", "metadata": { "name": "e" } },
        { "kind": "Job", "metadata": { "name": "f" } }
      ] }
      """
    var conversion = plain
    conversion.start = nil
    let result = try convert(text, conversion)
    #expect(result.jobs.map(\.id) == ["team/a", "b"])
    #expect(result.jobs.map(\.gpus) == [16, 1] && result.jobs.map(\.hours) == [2, 0.5])
    #expect(result.jobs[1].release == instant("2026-01-12T01:00:00Z"))
    #expect(
      reasons(result) == [
        "1 runs already, or failed", "1 neither a Job nor a Workload", "1 no creationTimestamp",
        "1 asks for no GPU",
      ])
  }

  @Test func workloadsOfKueueAreRead() throws {
    func workload(_ name: String, _ spec: String, _ conditions: String) -> String {
      #"""
      { "apiVersion": "kueue.x-k8s.io/v1beta1", "kind": "Workload",
        "metadata": { "name": "\#(name)", "namespace": "t", "creationTimestamp": "2026-01-12T00:00:00Z" },
        "spec": { \#(spec) "podSets": [ { "name": "main", "count": 3, "template": \#(pod("\"2\"")) },
                                        { "name": "driver", "template": \#(pod("\"1\"")) } ] },
        "status": { "conditions": [\#(conditions)], "accumulatedPastExecutionTimeSeconds": 1800 } }
      """#
    }
    func met(_ type: String, _ time: String) -> String {
      #"{ "type": "\#(type)", "status": "True", "lastTransitionTime": "2026-01-12T\#(time)Z" }"#
    }
    let waiting = workload("a", #""maximumExecutionTimeSeconds": 5400,"#, "")
    let done = workload("b", "", met("Admitted", "01:00:00") + "," + met("Finished", "01:15:00"))
    let admitted = workload("c", "", met("Admitted", "01:00:00"))
    let list = """
      { "apiVersion": "v1", "kind": "List", "items": [ \(waiting), \(done), \(admitted) ] }
      """
    let result = try convert(list)
    #expect(result.jobs.map(\.id) == ["t/a", "t/b"])
    #expect(result.jobs.map(\.gpus) == [7, 7] && result.jobs.map(\.hours) == [1, 0.25])
    #expect(result.skipped.total == 1)
    #expect(try convert(waiting).jobs.map(\.id) == ["t/a"], "one object, as kubectl get prints it")
    #expect(
      message(#"{"apiVersion": "v1", "kind": "List", "items": [{"kind": "Job"}]}"#).contains(
        "items[0].metadata.name is missing"))
  }

  // MARK: Odd values

  @Test func valuesThatNoJobCanHaveAreLeftOutAndCounted() throws {
    let text = """
      arrival_time,length,cpus
      1e12,1,1
      0,1e11,1
      0,1,1e9
      0,1,0
      0,3600,1
      """
    let result = try convert(text, unit: .seconds)
    #expect(result.jobs.map(\.id) == ["job-5"])
    #expect(
      reasons(result) == [
        "1 a time that is no instant", "2 a number or a name that no job can have",
        "1 asks for no processor",
      ])
  }
}
