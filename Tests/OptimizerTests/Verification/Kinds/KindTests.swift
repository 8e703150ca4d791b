import GridPricing
import Testing

@testable import Optimizer

/// Plans for each kind of job, worked out by hand, and what is wrong with others.
@Suite struct KindTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let plan: KindPlan

    init(_ name: String, _ plan: KindPlan) {
      testDescription = name
      self.plan = plan
    }
  }

  static let examples: [Example] = [
    .init("late", .late), .init("moved", .moved), .init("moldable", .moldable),
    .init("capped", .capped), .init("malleable", .malleable), .init("resumed", .resumed),
    .init("chained", .chained), .init("running", .running), .init("ramped", .ramped),
  ]

  @Test(arguments: examples)
  func aPlanWorkedOutByHandIsSound(_ example: Example) throws {
    let report = try example.plan.report()
    #expect(report.violations.map(\.description) == [])
    #expect(report.checkedBound == .proven)
    #expect(report.notes == [])
  }

  @Test(arguments: examples)
  func aBoundRaisedByAThousandthIsCaught(_ example: Example) throws {
    var forged = example.plan
    forged.pricesLower *= 1.001
    let report = try forged.report()
    #expect(report.violations.contains { $0.code == .pricesLower })
    #expect(report.checkedBound == .refuted)
  }

  // MARK: Forged plans

  /// A plan that breaks one rule, its figures added up as if it did not.
  struct Forgery: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: Violation.Code
    let plan: KindPlan

    init(
      _ name: String, _ code: Violation.Code, of plan: KindPlan,
      _ mutate: (inout KindPlan) -> Void
    ) {
      testDescription = name
      self.code = code
      var forged = plan
      mutate(&forged)
      self.plan = forged
    }
  }

  @Test(arguments: places + operation + work)
  func isCaught(_ forgery: Forgery) throws {
    let report = try forgery.plan.report()
    #expect(report.violations.contains { $0.code == forgery.code }, "\(report.violations)")
    #expect(report.violations.allSatisfy { !$0.description.contains("\n") })
  }

  static let places: [Forgery] = [
    .init("lateness understated", .objective, of: .late) { $0.placed[0]?.lateness = 0.03 },
    .init("lateness of the job understated", .jobCost, of: .late) { $0.placed[0]?.lateness = 0 },
    .init("transfer left out", .objective, of: .moved) { $0.placed[0]?.transfer = 0 },
    .init("start before the input is there", .transfer, of: .moved) {
      $0.placed[0]?.runs = [.init(0, 2, gpus: 2)]
    },
    .init("jurisdiction not allowed", .residency, of: .moved) {
      $0.jobs[0].jurisdictions = ["EU"]
    },
    .init("site not allowed", .residency, of: .late) { $0.placed[0]?.site = "oslo" },
    .init("order broken", .precedence, of: .chained) {
      $0.placed[0]?.runs = [.init(2, 4, gpus: 4)]
    },
    .init("without its predecessor", .precedence, of: .chained) {
      $0.jobs[1].value = .amount(0.1)
      $0.placed[1] = nil
    },
    .init("running job delayed", .running, of: .running) {
      $0.placed[0]?.runs = [.init(3, 4.5, gpus: 4)]
    },
    .init("running job moved", .running, of: .running) { $0.placed[0]?.site = "oslo" },
    .init("too many starts at once", .startRamp, of: .ramped) {
      $0.placed[1]?.runs = [.init(3, 4, gpus: 4)]
    },
    .init("deadline broken by a malleable job", .deadline, of: .malleable) {
      $0.placed[0]?.runs = [.init(3, 6, gpus: 2)]
    },
  ]

  static let operation: [Forgery] = [
    .init("count not in the list", .gpus, of: .moldable) { $0.placed[0]?.runs[0].gpus = 3 },
    .init("two counts of a moldable job", .gpus, of: .moldable) {
      $0.placed[0]?.runs = [.init(2, 3, gpus: 2), .init(3, 4.375, gpus: 4)]
    },
    .init("count of a malleable job not in the list", .gpus, of: .malleable) {
      $0.placed[0]?.runs[1].gpus = 3
    },
    .init("power that is no cap", .watts, of: .capped) { $0.placed[0]?.runs[0].watts = 700 },
    .init("two caps", .watts, of: .capped) {
      $0.placed[0]?.runs = [.init(3, 4, gpus: 4, watts: 600), .init(5, 6.2, gpus: 4)]
    },
    .init("touching runs of one count", .segmentTouch, of: .malleable) {
      $0.placed[0]?.runs = [.init(2, 3, gpus: 2), .init(3, 5, gpus: 2)]
    },
    .init("pause without preemption", .split, of: .malleable) {
      $0.placed[0]?.runs = [.init(1, 2, gpus: 2), .init(3, 4 + 1.25 / 1.5, gpus: 4)]
    },
    .init("run too short after a pause", .minimumRun, of: .running) {
      $0.placed[1]?.runs = [.init(2, 3, gpus: 4), .init(4, 5.5, gpus: 4)]
    },
  ]

  static let work: [Forgery] = [
    .init("work lost", .work, of: .moldable) { $0.placed[0]?.runs = [.init(3, 4.5, gpus: 4)] },
    .init("speed of full power under a cap", .work, of: .capped) {
      $0.placed[0]?.runs = [.init(3, 5, gpus: 4, watts: 600)]
    },
    .init("resize left out", .work, of: .malleable) {
      $0.placed[0]?.runs[1] = .init(3, 4 + 0.5 / 1.5, gpus: 4)
    },
    .init("restart left out beside a resize", .work, of: .resumed) {
      $0.placed[0]?.runs[1] = .init(3, 3.5 + 1 / 1.5, gpus: 4)
    },
    .init("restart left out of a pause at the start", .work, of: .running) {
      $0.placed[1]?.runs = [.init(3, 4.5, gpus: 4)]
    },
    .init("nothing left to do", .work, of: .malleable) {
      $0.placed[0]?.runs = [.init(1, 4, gpus: 2), .init(4, 4.3, gpus: 4)]
    },
  ]

  /// Numbers that no plan has in a segment.
  @Test(arguments: examples)
  func noSegmentIsTooWrongForAReport(_ example: Example) throws {
    let document = example.plan.document
    for job in document.jobs.indices {
      for segment in document.jobs[job].segments.indices {
        for gpus in [Int.min, -1, 0, .max] {
          var plan = document
          plan.jobs[job].segments[segment].gpus = gpus
          #expect(try !example.plan.report(on: plan).isSound)
        }
        for watts in [Double.nan, .infinity, -1, 0] {
          var plan = document
          plan.jobs[job].segments[segment].wattsPerGPU = watts
          #expect(try !example.plan.report(on: plan).isSound)
        }
        for milliseconds in [Int64.min, 0, .max] {
          var plan = document
          plan.jobs[job].segments[segment].end = Instant(milliseconds: milliseconds)
          #expect(try !example.plan.report(on: plan).isSound)
        }
      }
    }
  }

  // MARK: Other plans that are sound

  /// Run-now waits for the input as well.
  @Test func theBaselinePaysForTransfersAndWaitsForThem() throws {
    var plan = KindPlan.moved
    plan.jobs[0].sites = ["oslo"]
    plan.runNow = [.init(site: "oslo", runs: [.init(1, 3, gpus: 2)], transfer: 0.027)]
    #expect(try plan.report().violations == [])
    plan.runNow[0].transfer = 0
    let codes = try plan.report().violations.map(\.code)
    #expect(codes.contains(.baseline) && codes.contains(.runNowCost))
  }

  /// A job that is due before run-now ends it.
  @Test func theBaselinePaysForLateness() throws {
    var plan = KindPlan.late
    plan.jobs[0].due = KindPlan.at(1)
    plan.placed[0]?.lateness = 3.5 * 0.03
    plan.runNow[0].lateness = 0.5 * 0.03
    plan.pricesLower = 0.12 + 3.5 * 0.03
    #expect(try plan.report().violations == [])
  }

  /// The run that a job was in has no minimum, and going on is no resumption.
  @Test func aRunningJobMayPauseAtOnce() throws {
    var plan = KindPlan.running
    plan.placed[1]?.runs = [.init(0, 1, gpus: 4), .init(3, 4, gpus: 4)]
    #expect(try plan.report().violations == [])
  }

  @Test func theDelayedSuccessorOfADeclinedJobIsDeclined() throws {
    var plan = KindPlan.chained
    for job in 0..<2 { plan.jobs[job].value = .amount(0.2) }
    plan.placed = [nil, nil]
    plan.pricesLower = 0.2 + 0.12
    // Nothing runs: there is no energy to share.
    var document = plan.document
    document.totals.pue = nil
    document.totals.pueReference = nil
    #expect(try plan.report(on: document).violations == [])
  }

  /// Runs that touch are one piece, which is as long as the minimum asks.
  @Test func aMinimumRunMayChangeItsCount() throws {
    var plan = KindPlan.resumed
    plan.jobs[0].preemption?.minimumRunMinutes = 120
    plan.jobs[0].hours = 2.5
    plan.placed[0]?.runs = [
      .init(0, 1, gpus: 2), .init(1, 2, gpus: 4), .init(3, 3.25 + 0.75 / 1.5, gpus: 4),
    ]
    plan.runNow = [.init(runs: [.init(0, 2.5, gpus: 2)])]
    plan.pricesLower = 0.22
    #expect(try plan.report().violations == [])
  }

  /// Two caps of the same power: the one that fits the work is meant.
  @Test func capsOfOnePowerAreToldApartByTheWork() throws {
    var plan = KindPlan.capped
    plan.jobs[0].powerCaps.insert(PowerCap(powerPerGPU: .watts(600), speed: 0.5), at: 0)
    #expect(try plan.report().violations == [])
  }
}
