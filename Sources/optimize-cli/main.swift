import Foundation
import GridPricing
import Optimizer

struct Printer: SearchObserver {
  func progressed(_ p: SearchProgress) {
    let s = Double(p.elapsed.components.seconds) + Double(p.elapsed.components.attoseconds) / 1e18
    print(String(format: "%8.3f s  cost %@ bound %@ gap %@", s, p.cost.map { String(format: "%.6f", $0) } ?? "-", p.bound.map { String(format: "%.4f", $0) } ?? "-", p.gap.map { String(format: "%.4f %%", $0 * 100) } ?? "-"))
  }
}
let a = CommandLine.arguments
let began = ContinuousClock().now
let inst = try CoreInstance([UInt8](Data(contentsOf: URL(fileURLWithPath: a[1]))), file: a[1], preemptible: a[2] == "p")
print("read", ContinuousClock().now - began)
let solver = Solver(SolverParameters(threads: Int(a[4])!, seed: UInt64(a.count > 5 ? a[5] : "1")!))
let out = solver.search(inst.problem.compiled, until: .first(of: [.runtime(.milliseconds(Int(Double(a[3])! * 1000))), .gap(1e-6)]), observer: Printer())
print(out.cost, out.lower, out.unplaced.count, out.stop, out.progress.work)
