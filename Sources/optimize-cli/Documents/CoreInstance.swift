import GridPricing
import Optimizer

/// A benchmark problem in the format `gpu-shift-1`: one pool, jobs in whole slots.
struct CoreInstance {
  var name: String
  var problem: Problem

  init(_ bytes: [UInt8], file: String, preemptible: Bool) throws {
    let root = try JSONParser.parse(bytes, file: file)
    func number(_ node: JSONNode, _ key: String) -> Double {
      guard case .number(let value)? = node[key]?.kind else { return .nan }
      return value
    }
    func numbers(_ key: String) -> [Double] {
      guard case .array(let items)? = root[key]?.kind else { return [] }
      return items.map { if case .number(let value) = $0.kind { value } else { .nan } }
    }
    guard case .string(let name)? = root["name"]?.kind, case .array(let jobs)? = root["jobs"]?.kind else { fatalError() }
    self.name = name
    let slotMinutes = Int(number(root, "slot_hours") * 60)
    let start = Instant(iso8601: "2020-01-06T00:00:00Z")!
    let horizon = Horizon(start: start, slotMinutes: slotMinutes, count: Int(number(root, "slots")))
    let price = PriceSeries(currency: "EUR", start: start, stepMinutes: slotMinutes, perMWh: numbers("price_eur_per_kwh").map { $0 * 1000 })
    let carbon = CarbonIntensitySeries(start: start, stepMinutes: slotMinutes, gramsPerKWh: numbers("ci_kg_per_kwh").map { $0 * 1000 })
    let site = Site(id: "site", price: price, carbon: carbon, pools: [GPUPool(id: "gpu", gpus: Int(number(root, "capacity_gpus")))])
    problem = try Problem(
      jobs: jobs.enumerated().map { index, job in
        Job(id: String(index), pool: "gpu", gpus: Int(number(job, "gpus")), hours: number(job, "duration") * Double(slotMinutes) / 60,
          powerPerGPU: .kilowatts(number(job, "kw_per_gpu")), release: horizon.edge(Int(number(job, "release"))), deadline: horizon.edge(Int(number(job, "deadline"))),
          preemption: preemptible ? Preemption() : nil)
      }, sites: [site], horizon: horizon, objective: Objective(currency: "EUR", carbonPrice: .perKilogram(number(root, "carbon_weight_eur_per_kg"))))
  }
}
