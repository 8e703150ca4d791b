/// Drives a battery or a tank through the horizon, so that what it does is possible to the letter.
struct StorageRun {
  let storage: CompiledFacility.Storage
  let slotHours: Double

  /// Powers as near to the wanted ones as the state of charge allows, ending with the final state.
  ///
  /// - Parameters:
  ///   - wanted: kW at the terminals, positive when charging, by slot.
  ///   - ranges: what each slot allows; by default the storage's own power.
  func powers(_ wanted: [Double], within ranges: [ClosedRange<Double>]? = nil) -> [Double] {
    var changes: [Double] = []
    var states: [Double] = []
    var state = storage.initialKWh
    for (slot, power) in wanted.enumerated() {
      let range = ranges?[slot] ?? -storage.powerKW...storage.powerKW
      let kept = storage.retention * state
      let change = stored(min(max(power, range.lowerBound), range.upperBound))
      let next = min(max(kept + change, 0), storage.capacityKWh)
      changes.append(next - kept)
      states.append(next)
      state = next
    }
    fill(&changes, states, ranges)
    return changes.map(power)
  }

  /// Raises the last changes until the final state is reached.
  private func fill(
    _ changes: inout [Double], _ states: [Double], _ ranges: [ClosedRange<Double>]?
  ) {
    var missing = storage.finalKWh - (states.last ?? storage.finalKWh)
    var room = Double.infinity
    var kept = 1.0
    for slot in changes.indices.reversed() where missing > 0 {
      room = min(room, (storage.capacityKWh - states[slot]) * kept)
      let most = stored(ranges?[slot].upperBound ?? storage.powerKW)
      let added = min(missing, room, (most - changes[slot]) * kept)
      if added > 0 {
        changes[slot] += added / kept
        missing -= added
        room -= added
      }
      kept *= storage.retention
    }
  }

  /// What is missing from the final state after powers that ``powers(_:within:)`` returned.
  func missingKWh(_ powers: [Double]) -> Double {
    let state = powers.reduce(storage.initialKWh) { storage.retention * $0 + stored($1) }
    let missing = storage.finalKWh - state
    return missing > 1e-7 * max(1, storage.capacityKWh) ? missing : 0
  }

  /// kWh stored by a power through a slot.
  private func stored(_ power: Double) -> Double {
    slotHours * (power >= 0 ? power * storage.efficiency : power / storage.efficiency)
  }

  private func power(_ change: Double) -> Double {
    (change >= 0 ? change / storage.efficiency : change * storage.efficiency) / slotHours
  }
}
