import Foundation
enum T { static let env = ProcessInfo.processInfo.environment
 static func d(_ n: String, _ v: Double) -> Double { Double(env[n] ?? "") ?? v }
 static let noex = d("NOEX", 0) > 0
 static let xt = [d("XT0", 0.02), d("XT1", 0.06), d("XT2", 0.2)]
 static let xc = d("XC", 0.02)
 static let ex = Int(d("EX", 40))
 static let mv = Int(d("MV", 10000))
 static let dbl = Int(d("DBL", 5))
 static let hm = d("HM", 10)
 static let h2 = d("H2", 0.4)
 static let cool = d("COOL", 0.02)
 static let own = d("OWN", 0)
 static let isl = Int(d("ISL", 2))
 static let dump = d("DUMP", 0) > 0
 static let ruin = Int(d("RUIN", 9))
 static let ej = d("EJ", 0.5)
 static let rounds = Int(d("ROUNDS", 4))
 static let nodes = Int(d("NODES", 64))
 static let starts = Int(d("STARTS", 5000))
 static let keep = d("KEEP", 0) > 0
}
