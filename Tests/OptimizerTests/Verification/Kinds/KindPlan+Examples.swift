import GridPricing

@testable import Optimizer

extension KindPlan {
  /// Due at 3; starts at 1, 2, 3 cost .22, .16 + .015, .12 + .045.
  static let late = KindPlan(
    jobs: [
      Job(
        id: "report", pool: "p", gpus: 2, hours: 1.5, powerPerGPU: .watts(1000), sites: ["fra"],
        due: at(3), latenessCostPerHour: .amount(0.03))
    ],
    placed: [.init(runs: [.init(3, 4.5, gpus: 2)], lateness: 0.045)],
    runNow: [.init(runs: [.init(0, 1.5, gpus: 2)])], pricesLower: 0.165)

  /// 1800 GB take an hour and cost 1800 × (1e-5 + 1e-4 × .05) at oslo; at fra the best start is 1, for .28.
  static let moved = KindPlan(
    jobs: [
      Job(
        id: "move", pool: "p", gpus: 2, hours: 2, powerPerGPU: .watts(1000), deadline: at(3),
        jurisdictions: ["EU", "EEA"], homeSite: "fra", inputGB: 1800)
    ],
    transfers: Transfers(costPerGB: .amount(1e-5), kWhPerGB: 1e-4, gigabitsPerSecond: 4),
    placed: [.init(site: "oslo", runs: [.init(1, 3, gpus: 2)], transfer: 0.027)],
    runNow: [.init(runs: [.init(0, 2, gpus: 2)])], pricesLower: 0.227)

  /// With 2 GPUs the deadline leaves starts 0 and 1, for .376 at least; with 4 it is 2 h.
  static let moldable = KindPlan(
    jobs: [
      Job(
        id: "mold", pool: "p", gpus: 2, hours: 3.2, powerPerGPU: .watts(1000), deadline: at(5),
        sites: ["fra"], scaling: Scaling(gpus: [2, 4], speed: [1, 1.6]))
    ],
    placed: [.init(runs: [.init(3, 5, gpus: 4)])],
    runNow: [.init(runs: [.init(0, 3.2, gpus: 2)])], pricesLower: 0.32)

  /// At full power .32, capped 2.4 kW through the hours 3 and 4 and half of 5.
  static let capped = KindPlan(
    jobs: [
      Job(
        id: "cap", pool: "p", gpus: 4, hours: 2, powerPerGPU: .watts(1000),
        preemption: Preemption(), sites: ["fra"],
        powerCaps: [PowerCap(powerPerGPU: .watts(600), speed: 0.8)])
    ],
    placed: [.init(runs: [.init(3, 5.5, gpus: 4, watts: 600)])],
    runNow: [.init(runs: [.init(0, 2, gpus: 4)])], pricesLower: 0.264)

  /// 1 hour of work in slot 2, (1 − .5) × 1.5 in slot 3, and 1.25 / 1.5 hours are left. The relaxation
  /// takes 2 GPUs in slots 2 to 4: more of them cost .16 for an hour of work.
  static let malleable = KindPlan(
    jobs: [
      Job(
        id: "elastic", pool: "p", gpus: 2, hours: 3, powerPerGPU: .watts(1000), deadline: at(5),
        sites: ["fra"],
        scaling: Scaling(gpus: [2, 4], speed: [1, 1.5], isResizable: true, resizeMinutes: 30))
    ],
    placed: [.init(runs: [.init(2, 3, gpus: 2), .init(3, 4 + 1.25 / 1.5, gpus: 4)])],
    runNow: [.init(runs: [.init(0, 3, gpus: 2)])], pricesLower: 0.28)

  /// The second run owes a restart of a quarter and a resize of half an hour; the relaxation takes 2 GPUs
  /// in slots 3 and 4.
  static let resumed = KindPlan(
    jobs: [
      Job(
        id: "elastic", pool: "p", gpus: 2, hours: 2, powerPerGPU: .watts(1000),
        preemption: Preemption(minimumRunMinutes: 60, restartMinutes: 15), sites: ["fra"],
        scaling: Scaling(gpus: [2, 4], speed: [1, 1.5], isResizable: true, resizeMinutes: 30))
    ],
    placed: [.init(runs: [.init(0, 1, gpus: 2), .init(3, 3.75 + 1 / 1.5, gpus: 4)])],
    runNow: [.init(runs: [.init(0, 2, gpus: 2)])], pricesLower: 0.16)

  /// Training starts from 2 on, so that preparing ends by 3: .22 from 1, and .32 from 3.
  static let chained = KindPlan(
    jobs: [
      Job(
        id: "train", pool: "p", gpus: 4, hours: 2, powerPerGPU: .watts(1000), deadline: at(5),
        sites: ["fra"], after: ["prepare"]),
      Job(
        id: "prepare", pool: "p", gpus: 2, hours: 1.5, powerPerGPU: .watts(1000), sites: ["fra"]),
    ],
    placed: [
      .init(runs: [.init(3, 5, gpus: 4)]), .init(runs: [.init(1, 2.5, gpus: 2)]),
    ],
    runNow: [.init(runs: [.init(2, 4, gpus: 4)]), .init(runs: [.init(0, 1.5, gpus: 2)])],
    pricesLower: 0.54)

  /// One goes on, without a choice; the other may pause first, and resumes with half an hour lost.
  static let running = KindPlan(
    jobs: [
      Job(
        id: "on", pool: "p", gpus: 4, hours: 6, powerPerGPU: .watts(1000), release: at(2),
        running: RunningState(since: at(-2), site: "fra", remainingHours: 1.5)),
      Job(
        id: "pause", pool: "p", gpus: 4, hours: 6, powerPerGPU: .watts(1000),
        preemption: Preemption(minimumRunMinutes: 120, restartMinutes: 30), homeSite: "oslo",
        inputGB: 1e6, running: RunningState(since: at(-2), site: "fra", remainingHours: 1.5)),
    ],
    transfers: Transfers(costPerGB: .amount(1), gigabitsPerSecond: 1),
    placed: [
      .init(runs: [.init(0, 1.5, gpus: 4)]), .init(runs: [.init(3, 5, gpus: 4)]),
    ],
    runNow: [.init(runs: [.init(0, 1.5, gpus: 4)]), .init(runs: [.init(0, 1.5, gpus: 4)])],
    pricesLower: 0.56 + 0.32)

  /// 4 GPUs may start at once; what runs already does not count.
  static let ramped = KindPlan(
    jobs: [
      Job(id: "one", pool: "p", gpus: 4, hours: 1, powerPerGPU: .watts(1000), sites: ["fra"]),
      Job(id: "two", pool: "p", gpus: 4, hours: 1, powerPerGPU: .watts(1000), sites: ["fra"]),
      Job(
        id: "on", pool: "p", gpus: 2, hours: 2, powerPerGPU: .watts(1000),
        running: RunningState(since: at(-1), site: "fra", remainingHours: 1)),
    ],
    startRampGPUsPerMinute: 4.0 / 60,
    placed: [
      .init(runs: [.init(3, 4, gpus: 4)]), .init(runs: [.init(4, 5, gpus: 4)]),
      .init(runs: [.init(0, 1, gpus: 2)]),
    ],
    runNow: [
      .init(runs: [.init(0, 1, gpus: 4)]), .init(runs: [.init(1, 2, gpus: 4)]),
      .init(runs: [.init(0, 1, gpus: 2)]),
    ],
    pricesLower: 0.52)
}
