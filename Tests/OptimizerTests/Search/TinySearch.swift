import GridPricing

@testable import Optimizer

/// Tries every schedule of a few jobs in a few slots.
struct TinySearch {
  let problem: Problem
  private var free: [[Int]]
  private var room: [Double]

  /// - Parameter placed: assignments that stay where they are.
  init(_ problem: Problem, beside placed: [Assignment?] = []) {
    self.problem = problem
    precondition(problem.sites.allSatisfy { $0.pools.count == 1 })
    free = problem.sites.map { $0.pools[0].capacity(on: problem.horizon) }
    room = []
    for (site, available) in zip(problem.sites, free) {
      let idle = site.pools[0].idlePowerPerGPU.kilowatts
      for gpus in available {
        let limit = site.gridLimit.map { $0.kilowatts / site.cooling.pue } ?? .infinity
        room.append(limit - site.itBase.kilowatts - Double(gpus) * idle)
      }
    }
    for (job, assignment) in placed.enumerated() {
      if let assignment { _ = hold(job, assignment, sign: 1) }
    }
  }

  /// Whether the jobs can all run.
  mutating func canPlace(_ jobs: [Int]) -> Bool {
    guard let job = jobs.first else { return true }
    for assignment in assignments(job) {
      let fits = hold(job, assignment, sign: 1)
      let works = fits && canPlace(Array(jobs.dropFirst()))
      _ = hold(job, assignment, sign: -1)
      if works { return true }
    }
    return false
  }

  /// Takes or returns what a job holds; says whether everything is still within its limits.
  private mutating func hold(_ number: Int, _ assignment: Assignment, sign: Int) -> Bool {
    let job = problem.jobs[number]
    let idle = problem.sites[assignment.site].pools[0].idlePowerPerGPU
    let kW = (job.powerPerGPU - idle).kilowatts * Double(job.gpus)
    let last = assignment.runs.last!.upperBound - 1
    let part = JobWindow.lastFraction(length(job, assignment.runs.count))
    var fits = true
    for slot in assignment.runs.joined() {
      free[assignment.site][slot] -= sign * job.gpus
      let index = assignment.site * problem.horizon.count + slot
      room[index] -= Double(sign) * kW * (slot == last ? part : 1)
      if free[assignment.site][slot] < 0 || room[index] < -1e-7 { fits = false }
    }
    return fits
  }

  private func length(_ job: Job, _ runs: Int) -> Double {
    let restart = (job.preemption?.restartMinutes ?? 0) / Double(problem.horizon.slotMinutes)
    return JobWindow(job, on: problem.horizon).snapped(
      job.hours / problem.horizon.slotHours + restart * Double(runs - 1))
  }

  /// Every schedule that the job's own data allow.
  func assignments(_ number: Int) -> [Assignment] {
    let job = problem.jobs[number]
    let horizon = problem.horizon
    let window = JobWindow(job, on: horizon)
    var all: [Assignment] = []
    for bits in 1..<(1 << (horizon.count - window.firstSlot)) {
      let slots = (window.firstSlot..<horizon.count).filter {
        bits >> ($0 - window.firstSlot) & 1 == 1
      }
      let runs = BaselineRun.runs(slots)
      let length = length(job, runs.count)
      guard slots.count == JobWindow.slotCount(length),
        runs.count == 1 || job.preemption != nil,
        slots.last! <= window.lastSlot(endingWith: JobWindow.lastFraction(length)),
        runs.dropLast().allSatisfy({
          Double($0.count) * 60 * horizon.slotHours
            >= (job.preemption?.minimumRunMinutes ?? 0) - 1e-6
        })
      else { continue }
      for (site, place) in problem.sites.enumerated()
      where job.mayRun(at: place) && job.gpus <= place.pools[0].gpus {
        all.append(Assignment(site: site, pool: 0, runs: runs))
      }
    }
    return all
  }
}
