import GridPricing
import Testing

@testable import Optimizer

/// What is wrong with elastic, capped, late, moving, chained and running jobs.
struct JobKindCheckTests {
  private let horizon = Horizon(start: TinyProblem.start, slotMinutes: 60, count: 24)

  private var sites: [Site] {
    var second = TinyProblem.site(
      "dub1", prices: [Double](repeating: 40, count: 24), gpus: 4, pool: "h200")
    second.jurisdictions = ["IE"]
    return [
      TinyProblem.site(prices: [Double](repeating: 50, count: 24), gpus: 16, idleWatts: 100),
      second,
      TinyProblem.site("ams1", prices: [Double](repeating: 50, count: 24), pool: "l40"),
    ]
  }

  private func job(_ id: String = "a", _ change: (inout Job) -> Void = { _ in }) -> Job {
    var job = TinyProblem.job(id, gpus: 4, hours: 6)
    change(&job)
    return job
  }

  /// Messages with the key that they concern; of sound jobs there are none.
  private func issues(_ jobs: [Job], _ transfers: Transfers = Transfers()) -> [String] {
    var check = ProblemCheck(horizon: horizon, objective: Objective(), transfers: transfers)
    check.checkTransfers()
    check.checkJobs(jobs, sites: sites)
    return check.issues.map(\.description).filter { !$0.contains("not planned yet") }
  }

  private func issues(_ change: (inout Job) -> Void) -> [String] { issues([job("a", change)]) }

  private func hour(_ hour: Double) -> Instant { TinyProblem.hour(hour) }

  // MARK: Lateness

  @Test func dueAndItsCostComeTogether() {
    #expect(
      issues { $0.due = hour(3) } == [
        "jobs[0].due: job \"a\": due without latenessCostPerHour; expected both or neither"
      ])
    #expect(
      issues { $0.latenessCostPerHour = .amount(3) } == [
        "jobs[0].latenessCostPerHour: job \"a\": latenessCostPerHour without due; expected both "
          + "or neither"
      ])
    for cost in [-1, .infinity, .nan] {
      #expect(
        issues {
          $0.due = hour(3)
          $0.latenessCostPerHour = .amount(cost)
        }.first?.contains("a lateness cost of \(cost) per hour; expected 0 or more") == true)
    }
    #expect(
      issues {
        $0.due = hour(-3)
        $0.latenessCostPerHour = .zero
      } == [], "late in any case")
  }

  // MARK: Operating points

  private static let scalings: [(scaling: Scaling, message: String?)] = [
    (Scaling(gpus: [4, 8], speed: [1, 1.9]), nil),
    (Scaling(gpus: [4, 2, 1], speed: [1, 0.5, 0.3], isResizable: true, resizeMinutes: 5), nil),
    (Scaling(gpus: [], speed: []), "scaling.gpus is empty"),
    (Scaling(gpus: [8, 4], speed: [1, 0.5]), "scaling.gpus begins with 8; expected gpus, 4"),
    (Scaling(gpus: [4, 8], speed: [1]), "scaling.speed has 1 entries; expected 2"),
    (Scaling(gpus: [4], speed: [1, 2]), "scaling.speed has 2 entries; expected 1"),
    (Scaling(gpus: [4, 8, 4], speed: [1, 2, 1]), "scaling.gpus has 4 twice"),
    (Scaling(gpus: [4, 0], speed: [1, 2]), "scaling.gpus has 0; expected 1 to"),
    (Scaling(gpus: [4, 1 << 25], speed: [1, 2]), "scaling.gpus has 33554432"),
    (Scaling(gpus: [4, 8], speed: [2, 4]), "scaling.speed begins with 2.0; expected 1"),
    (Scaling(gpus: [4, 8], speed: [1, 0]), "scaling.speed has 0.0; expected more than 0"),
    (Scaling(gpus: [4, 8], speed: [1, -.infinity]), "scaling.speed has -inf"),
    (Scaling(gpus: [4, 8], speed: [1, .nan]), "scaling.speed has nan"),
    (Scaling(gpus: [4, 8], speed: [1, 1e9]), "are less than 1e-06"),
    (Scaling(gpus: [4], speed: [1], resizeMinutes: -1), "-1.0 minutes; expected 0 to"),
  ]

  @Test(arguments: scalings.indices)
  func aScalingIsCountsOnceWithPositiveSpeeds(row: Int) {
    let (scaling, message) = Self.scalings[row]
    let found = issues { $0.scaling = scaling }
    #expect(found.count == (message == nil ? 0 : 1), "\(found)")
    if let message { #expect(found.first?.contains(message) == true, "\(found)") }
  }

  private static let caps: [(watts: Double, speed: Double, message: String?)] = [
    (500, 0.8, nil), (1000, 1, nil),
    (1000.5, 1, "a cap of 1000.5 W per GPU; expected at most wattsPerGPU, 1000.0"),
    (0, 1, "a cap of 0.0 W per GPU; expected more than 0"),
    (.nan, 1, "a cap of nan W per GPU"), (.infinity, 1, "a cap of inf W per GPU"),
    (500, 0, "a cap with the speed 0.0; expected more than 0, at most 1"),
    (500, 94, "a cap with the speed 94.0"), (500, .nan, "a cap with the speed nan"),
    (50, 0.1, "50.0 W per GPU is less than the idle power of pool \"h200\", 100.0 W"),
  ]

  @Test(arguments: caps.indices)
  func aCapIsNoMoreThanFullPower(row: Int) {
    let (watts, speed, message) = Self.caps[row]
    let found = issues {
      $0.powerCaps = [
        PowerCap(powerPerGPU: .watts(600), speed: 0.9),
        PowerCap(powerPerGPU: .watts(watts), speed: speed),
      ]
    }
    #expect(found.count == (message == nil ? 0 : 1), "\(found)")
    if let message {
      #expect(found.first?.contains(message) == true, "\(found)")
      #expect(found.first?.hasPrefix("jobs[0].powerCaps.1.") == true, "\(found)")
    }
  }

  // MARK: Fitting alone

  @Test func aJobThatFitsWithNoneOfItsCountsIsRefused() {
    func scaled(_ gpus: [Int], _ speed: [Double], hours: Double) -> [String] {
      issues {
        $0.gpus = gpus[0]
        $0.hours = hours
        $0.scaling = Scaling(gpus: gpus, speed: speed)
      }
    }
    #expect(scaled([32, 16], [1, 0.5], hours: 12) == [], "half the speed, all of the day")
    #expect(
      scaled([32, 16], [1, 0.5], hours: 12.5).first?.contains("25.0 hours from") == true)
    #expect(scaled([32, 17], [1, 0.6], hours: 1).first?.contains("at least 17 GPUs") == true)
    #expect(scaled([4, 16], [1, 4], hours: 90) == [], "only the largest count is fast enough")
    #expect(
      scaled([4, 16, 32], [1, 4, 8], hours: 97).first?.contains("24.25 hours from") == true)
  }

  @Test func inputThatArrivesTooLateIsAnErrorWhereItsHomeHasNoPool() {
    let slow = Transfers(gigabitsPerSecond: 0.1)
    // 900 GB take 20 hours.
    func moving(_ gigabytes: Double, home: String, _ transfers: Transfers) -> [String] {
      issues(
        [
          job("a") {
            $0.homeSite = home
            $0.inputGB = gigabytes
          }
        ], transfers)
    }
    #expect(moving(900, home: "ams1", slow).first?.contains("6.0 hours from 2026-01-12T20") == true)
    #expect(moving(810, home: "ams1", slow) == [], "18 hours and 6 hours are a day")
    #expect(moving(900, home: "fra1", slow) == [], "it can run at home")
    #expect(moving(900, home: "ams1", Transfers()) == [], "no delay")
    #expect(moving(1e9, home: "ams1", Transfers(gigabitsPerSecond: 1e-6)).count == 1)
    #expect(
      moving(5, home: "x", slow).first?.contains("the home site \"x\" does not exist") == true)
    #expect(issues { $0.inputGB = 5 }.first?.contains("inputGB without homeSite") == true)
    #expect(moving(-1, home: "fra1", slow).first?.contains("-1.0 GB of input") == true)
    #expect(moving(.nan, home: "fra1", slow).first?.contains("nan GB of input") == true)
  }

  @Test func transfersAreFeesEnergiesAndRates() {
    #expect(
      issues([], Transfers(costPerGB: .amount(-1), kWhPerGB: .nan, gigabitsPerSecond: 0)).map {
        $0.prefix { $0 != ":" }
      } == ["transfers.perGB", "transfers.kWhPerGB", "transfers.gigabitsPerSecond"])
  }

  // MARK: Precedence

  private func chain(_ edges: [(String, [String])]) -> [String] {
    issues(edges.map { id, after in job(id) { $0.after = after } })
  }

  @Test func predecessorsExistAndAreOthers() {
    #expect(
      chain([("a", ["b", "nobody"]), ("b", [])]) == [
        "jobs[0].after.1: job \"a\": waits for \"nobody\", which does not exist; expected the id "
          + "of a job"
      ])
    #expect(
      chain([("a", ["a"])]) == [
        "jobs[0].after.0: job \"a\": waits for itself; expected the ids of other jobs"
      ])
    #expect(chain([("a", ["b", "c"]), ("b", ["d"]), ("c", ["d"]), ("d", [])]) == [])
  }

  @Test func cyclesAreNamedFromTheirFirstJobOn() {
    let two =
      "jobs[0].after: job \"a\": waits for itself by \"a\" → \"b\" → \"a\"; expected no cycle"
    #expect(chain([("a", ["b"]), ("b", ["a"])]) == [two])
    #expect(
      chain([("x", ["c"]), ("a", ["b"]), ("b", ["c"]), ("c", ["a"])]) == [
        "jobs[1].after: job \"a\": waits for itself by \"a\" → \"b\" → \"c\" → \"a\"; expected no "
          + "cycle"
      ])
    let disjoint = chain([("a", ["b"]), ("b", ["a"]), ("c", ["d"]), ("d", ["c"])])
    #expect(disjoint.first == two && disjoint.count == 2)
  }

  @Test func aLongChainIsNoCycleUntilItIsClosed() {
    let count = 50_000
    var edges = (0..<count).map { ("j\($0)", $0 + 1 < count ? ["j\($0 + 1)"] : []) }
    #expect(chain(edges) == [])
    edges[count - 1].1 = ["j0"]
    let found = chain(edges)
    #expect(found.count == 1 && found[0].contains("\"j0\" → \"j1\""), "\(found)")
    #expect(found[0].utf8.count < 500)
  }

  // MARK: Running

  private func running(
    since: Double = -2, site: String = "fra1", remaining: Double = 3,
    _ change: (inout Job) -> Void = { _ in }
  ) -> [String] {
    issues {
      $0.running = RunningState(since: hour(since), site: site, remainingHours: remaining)
      change(&$0)
    }
  }

  @Test func aRunningJobStaysWhereItIs() {
    #expect(running() == [])
    #expect(running(since: 0, remaining: 6) == [])
    #expect(running(since: 0.01).first?.contains("after the start of the horizon") == true)
    #expect(running(remaining: 6.5).first?.contains("6.5 hours remain; expected") == true)
    #expect(running(remaining: 0).first?.contains("0.0 hours remain") == true)
    #expect(running(site: "x").first?.contains("the site \"x\" does not exist") == true)
    #expect(running(site: "ams1").first?.contains("which has no pool \"h200\"") == true)
    #expect(
      running { $0.sites = ["dub1"] }.first?.contains("its sites or jurisdictions do not allow it")
        == true)
    #expect(running(site: "dub1") { $0.gpus = 5 }.first?.contains("5 GPUs, but pool") == true)
  }

  @Test func aRunningJobHasItsCountAndItsPlaceInTime() {
    let scaling = Scaling(gpus: [4, 8], speed: [1, 2])
    #expect(
      running { $0.scaling = scaling }.first?.contains("so that its count is chosen") == true)
    #expect(
      running {
        $0.scaling = scaling
        $0.scaling?.isResizable = true
      } == [])
    #expect(running { $0.release = hour(23) } == [], "the release is past")
    #expect(running { $0.deadline = hour(3) } == [])
    #expect(running { $0.deadline = hour(2) }.first?.contains("3.0 hours from") == true)
    #expect(running { $0.after = ["b"] }.contains { $0.contains("cannot wait") })
  }

  @Test func startRampsAreNotNegative() {
    var site = TinyProblem.site(prices: [50])
    site.startRampGPUsPerMinute = -1
    var check = ProblemCheck(
      horizon: horizon, objective: Objective(), transfers: Transfers())
    check.checkFacility(of: site, 0)
    #expect(
      check.issues.map(\.description) == [
        "sites[0].startRampGPUsPerMinute: is -1.0; expected 0.0 to 1000000000.0"
      ])
  }
}
