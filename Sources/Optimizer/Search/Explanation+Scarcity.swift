extension Explanation {
  /// What is scarce at a place, and when: the stretch around the slot with the highest price.
  func scarcity(_ place: CheapestPlaces.Place) -> String {
    let option = place.option
    let gpuRow = option.pool * compiled.slotCount
    let powerRow = option.site * compiled.slotCount
    var gpus = 0.0
    var power = 0.0
    for (position, slot) in place.slots.enumerated() {
      let count = Double(place.counts.isEmpty ? option.gpus : place.counts[position])
      gpus += count * prices.gpu[gpuRow + Int(slot)]
      power += option.addedKWPerGPU * count * prices.power[powerRow + Int(slot)]
    }
    guard max(gpus, power) > 0 else { return "" }
    let site = quoted(problem.sites[option.site].id)
    let row = gpus >= power ? prices.gpu[gpuRow...] : prices.power[powerRow...]
    let (hours, price) = stretch(place, row)
    let currency = problem.objective.currency
    let pool = quoted(problem.sites[option.site].pools[compiled.poolNumber[option.pool]].id)
    return gpus >= power
      ? ": pool \(pool) at \(site) is scarce \(hours), up to \(number(price)) \(currency) per GPU-hour"
      : ": power at \(site) is scarce \(hours), up to \(number(price)) \(currency) per kWh"
  }

  private func stretch(_ place: CheapestPlaces.Place, _ row: ArraySlice<Double>) -> (
    hours: String, price: Double
  ) {
    let values = row.prefix(compiled.slotCount)
    func price(_ slot: Int) -> Double { values[values.startIndex + slot] }
    let peak = place.slots.map(Int.init).reduce(place.first) { price($1) > price($0) ? $1 : $0 }
    var first = peak
    var end = peak + 1
    while first > place.first, price(first - 1) > 0 { first -= 1 }
    while end <= place.last, price(end) > 0 { end += 1 }
    return ("between \(text(first)) and \(text(end))", price(peak) / compiled.slotHours)
  }
}
