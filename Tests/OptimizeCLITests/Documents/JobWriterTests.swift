import GridPricing
import Optimizer
import Testing

@testable import optimize_cli

struct JobWriterTests {
  private func written(_ jobs: [Job]) -> InputDocument {
    var text = JSONText()
    text.jobs(jobs)
    return InputDocument(file: "jobs.json", bytes: text.bytes)
  }

  @Test(arguments: ["jobs.csv", "kinds.ndjson"])
  func whatIsWrittenReadsBackTheSame(file: String) throws {
    let jobs = try JobReader.read(Fixture.path("valid/" + file)).jobs
    let list = JobReader.read(written(jobs))
    #expect(list.errors == [] && list.jobs == jobs && list.source.format == .array)
  }

  @Test func theSchemaOfJobsAcceptsIt() throws {
    let jobs = try JobReader.read(Fixture.path("valid/kinds.json")).jobs
    let validator = try SchemaValidator(#require(Schema.named("jobs")))
    #expect(try validator.complaints(about: written(jobs).bytes) == [])
  }

  @Test(arguments: [700, 0.1, 333.3, 228.417, 1e6, 1.0 / 3])
  func wattsAreWrittenShortAndExact(watts: Double) throws {
    let job = Job(id: "a", pool: "p", gpus: 1, hours: 1, powerPerGPU: .watts(watts))
    let document = written([job])
    #expect(JobReader.read(document).jobs == [job])
    #expect(document.bytes.count < 110)
  }
}
