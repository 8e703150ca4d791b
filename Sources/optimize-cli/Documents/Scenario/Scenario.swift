import Foundation
import GridPricing
import Optimizer

/// A scenario as read: everything that a problem is made of, and where it came from.
struct Scenario: Sendable {
  let jobs: [Job]
  let sites: [Site]
  let horizon: Horizon
  let objective: Objective
  let transfers: Transfers
  /// What flags changed.
  let settings: PlanDocument.Settings
  /// The scenario, the file of jobs, and each site's series; without `filledSlots`.
  let sources: [PlanDocument.ProvenanceEntry]
  let places: ScenarioPlaces

  var gaps: GapRule { settings.gapFill ?? .none }

  /// The problem that the scenario states.
  ///
  /// - Parameter threads: see `Problem`.
  /// - Throws: every contradiction in it, at its place in the files.
  func problem(
    threads: Int = ProcessInfo.processInfo.activeProcessorCount
  ) throws(DocumentErrors) -> Problem {
    do throws(ProblemError) {
      return try Problem(
        jobs: jobs, sites: sites, horizon: horizon, objective: objective,
        transfers: transfers, gaps: gaps, threads: threads)
    } catch {
      throw DocumentErrors(places.errors(for: error))
    }
  }

  /// Where everything in a plan for the problem comes from, with the slots that were filled.
  func provenance(of problem: Problem) -> [PlanDocument.ProvenanceEntry] {
    var entries = sources
    for (site, signals) in zip(problem.sites, problem.signals) {
      var reserved = signals.filledSlotsOfReservations(at: site)[...]
      for index in entries.indices where entries[index].site == site.id {
        let role = entries[index].role
        entries[index].filledSlots =
          role == "reserved" ? reserved.popFirst() : signals.filledSlots(role: role)
      }
    }
    return entries
  }
}

extension SiteSignals {
  /// One for each pool that has a reservation, in the order of the pools.
  fileprivate func filledSlotsOfReservations(at site: Site) -> [Int] {
    zip(site.pools, filledReservedSlots).compactMap { $0.reserved == nil ? nil : $1 }
  }

  /// How many slots of the series with a role in the provenance had to be filled.
  fileprivate func filledSlots(role: String) -> Int {
    switch role {
    case "price": filledPriceSlots
    case "carbon": filledCarbonSlots
    case "weather": filledWeatherSlots
    case "solar": filledSolarSlots
    default: preconditionFailure("no series has the role '\(role)'")
    }
  }
}
