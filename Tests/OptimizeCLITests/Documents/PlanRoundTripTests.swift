import Foundation
import GridPricing
import Optimizer
import Testing

@testable import optimize_cli

struct PlanRoundTripTests {
  private func read(_ bytes: [UInt8]) throws -> PlanDocument {
    try PlanReader.read(InputDocument(file: "plan.json", bytes: bytes))
  }

  @Test func whatIsReadIsWhatWasWritten() throws {
    for seed in 0..<500 {
      let plan = RandomPlan.make(seed: seed)
      let bytes = PlanWriter.bytes(plan)
      #expect(try read(bytes) == plan, "seed \(seed)")
      #expect(try PlanWriter.bytes(read(bytes)) == bytes, "seed \(seed)")
    }
  }

  @Test func everyByteIsValidJSONForOthersToo() throws {
    for seed in 0..<50 {
      let bytes = PlanWriter.bytes(RandomPlan.make(seed: seed))
      #expect(String(validating: bytes, as: UTF8.self) != nil)
      #expect(try JSONSerialization.jsonObject(with: Data(bytes)) is [String: Any])
      let controls = bytes.filter { $0 < 32 && $0 != UInt8(ascii: "\n") }
      #expect(controls.isEmpty, "control characters are escaped")
    }
  }

  @Test func piecesAddUpToTheDocumentAndStaySmall() {
    var plan = RandomPlan.make(seed: 3)
    plan.jobs = (0..<5000).map { index in
      var job = PlanDocument.JobEntry(id: "job-\(index)", status: .scheduled, pool: "h200")
      job.reason = "cheapest hours before the deadline"
      return job
    }
    var pieces: [[UInt8]] = []
    PlanWriter.write(plan) { pieces.append(Array($0)) }
    #expect(pieces.count > 5)
    #expect(pieces.allSatisfy { $0.count < 1 << 17 })
    #expect(Array(pieces.joined()) == PlanWriter.bytes(plan))
  }

  @Test func aSinkThatFailsEndsTheWriting() {
    struct Full: Error {}
    var calls = 0
    #expect(throws: Full.self) {
      try PlanWriter.write(RandomPlan.make(seed: 1)) { (_: ArraySlice<UInt8>) throws(Full) in
        calls += 1
        throw Full()
      }
    }
    #expect(calls == 1)
  }

  @Test func theLayoutIsFixed() throws {
    var plan = try read(Fixture.bytes("valid/plan.json"))
    plan.jobs[0].reason = "cheaper \"hour\""
    plan.warnings = [Warning(code: "deadline-clipped", message: "1 job")]
    let text = String(decoding: PlanWriter.bytes(plan), as: UTF8.self)
    #expect(text == String(decoding: try Fixture.bytes("valid/plan-layout.json"), as: UTF8.self))
  }

  @Test func minorVersionsOfTheSchemaAreAccepted() throws {
    var plan = RandomPlan.make(seed: 2)
    plan.schemaVersion = "1.12"
    #expect(try read(PlanWriter.bytes(plan)).schemaVersion == "1.12")
  }
}
