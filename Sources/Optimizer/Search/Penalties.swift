/// What the search pays for what a plan must not do.
extension CompiledProblem {
  /// Per GPU-hour of a job that is left out and must run: more than all the money that is at stake, so
  /// that no saving pays for it.
  var leaveOutPenalty: Double {
    var atStake = 1.0
    let dearest = slotCost.reduce(0) { max($0, abs($1)) }
    for job in jobs {
      atStake += job.options.reduce(0) { max($0, mostCost(options[$1], dearest)) }
      if job.leaveOutCost.isFinite { atStake += job.leaveOutCost }
    }
    for facility in facilities {
      guard let facility else { continue }
      let largest = facility.curves.facilityKW.reduce(0, max)
      for charge in facility.charges {
        atStake += charge.pricePerKW * largest * Double(charge.periods.count)
      }
    }
    let smallest = jobs.reduce(1) { min($0, $1.gpuHours) }
    return 2 * atStake / smallest
  }

  /// More than an option can cost where a kW costs no more than `dearest` in any slot.
  private func mostCost(_ option: CompiledOption, _ dearest: Double) -> Double {
    dearest * abs(option.addedKW) * (option.work + 1) + option.ownCost
      + option.lateness(in: slotCount, after: 0)
  }

  /// Per kW and slot by which a site exceeds a limit: more than leaving out a job that draws it.
  var breachCost: Double {
    let gpusPerKW = options.reduce(1) {
      $1.addedKW > 0 ? max($0, Double($1.gpus) / $1.addedKW) : $0
    }
    return 4 * leaveOutPenalty * gpusPerKW * slotHours
  }
}
