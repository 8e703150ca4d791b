import GridPricing
import Optimizer
import Testing

@testable import optimize_cli

struct JobProfileTests {
  private func profile(
    _ text: String, _ options: JobProfile.Options = .init()
  ) throws(DocumentError) -> JobProfile {
    try JobProfile.read(InputDocument(file: "p.csv", bytes: Array(text.utf8)), options)
  }

  private func message(_ text: String, _ options: JobProfile.Options = .init()) -> String {
    do throws(DocumentError) {
      _ = try profile(text, options)
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  private let nodes = """
    nodes,throughput,power
    0,0,0
    4,390,4400
    1,100,1200
    2,198,2300
    """

  @Test func throughputByNodesIsAScaling() throws {
    let found = try profile(nodes, .init(gpusPerNode: 8, isResizable: true, resizeMinutes: 4))
    #expect(found.gpus == 8 && found.wattsPerGPU == 150)
    #expect(
      found.scaling
        == Scaling(gpus: [8, 16, 32], speed: [1, 1.98, 3.9], isResizable: true, resizeMinutes: 4))
    let other = try profile(nodes, .init(extraWattsPerGPU: 50, firstGPUs: 2))
    #expect(other.gpus == 2 && other.wattsPerGPU == 1200)
    #expect(other.scaling == Scaling(gpus: [2, 1, 4], speed: [1, 0.505, 1.97]))
  }

  @Test func onlyEfficientPowerLimitsStay() throws {
    let found = try profile(
      """
      power_limit,time_per_epoch,average_power
      100,20,98
      150,12.5,140
      200,10,190
      250,10.2,205
      175,12.5,160
      300,10,200
      """)
    #expect(found.gpus == nil && found.scaling == nil && found.wattsPerGPU == 190)
    #expect(
      found.powerCaps == [
        PowerCap(powerPerGPU: .watts(140), speed: 0.8),
        PowerCap(powerPerGPU: .watts(98), speed: 0.5),
      ])
    #expect(found.notes.contains("3 of 6 points left out: a faster one draws no more"))
  }

  @Test func throughputAndEnergyDoAsWell() throws {
    let throughput = try profile("power_limit,throughput,power\n200,50,150\n300,100,250")
    #expect(throughput.wattsPerGPU == 250 && throughput.powerCaps.map(\.speed) == [0.5])
    let energy = try profile(
      "power_limit,time_per_epoch,energy_per_epoch\n200,20,3000\n300,10,2500",
      .init(extraWattsPerGPU: 30))
    #expect(energy.wattsPerGPU == 280)
    #expect(energy.powerCaps == [PowerCap(powerPerGPU: .watts(180), speed: 0.5)])
  }

  @Test func whatIsPrintedIsPartOfAJob() throws {
    let found = try profile(nodes, .init(gpusPerNode: 8))
    let job =
      #"[{ "id": "a", "pool": "p", "hours": 3, "#
      + found.json.dropFirst().dropLast(1).replacing("\n", with: " ") + "]"
    let list = JobReader.read(InputDocument(file: "jobs", bytes: Array(job.utf8)))
    #expect(list.errors == [] && list.jobs.first?.scaling == found.scaling)
  }

  @Test(arguments: [
    ("a,b\n1,2", "p.csv:1:1: the header is no profile"),
    ("nodes,power\n1,2", "p.csv:1:1: the header has no 'throughput'"),
    ("nodes,throughput,power\n1,0,2", "p.csv:2:3: throughput is '0', expected a number above 0"),
    ("nodes,throughput,power\n1.5,1,2", "p.csv:2:1: nodes is 1.5, expected a whole number"),
    ("nodes,throughput,power\n1,1,2\n1,1,2", "p.csv:3:1: 1 GPUs occur twice"),
    ("nodes,throughput,power\n0,0,0", "no row has nodes"),
    ("nodes,throughput,power\n", "no row is left"),
    ("power_limit,throughput,energy_per_epoch\n1,2,3", "the header has no 'average_power'"),
    ("power_limit,time_per_epoch,average_power\n1,x,3", "p.csv:2:3: time_per_epoch is 'x'"),
    ("net,power_limit,throughput,power\na,1,2,3\nb,1,2,3", "the rows differ in net, expected one"),
    ("", "the file is empty"),
  ])
  func aWrongProfileIsRefusedAtItsPlace(text: String, expected: String) {
    #expect(message(text).contains(expected), "\(message(text))")
  }

  @Test func selectionsChooseRows() throws {
    let text = "net,power_limit,throughput,power\na,1,2,3\nb,1,4,5\nb,2,5,6"
    let found = try profile(text, .init(selection: [("net", "b")]))
    #expect(found.wattsPerGPU == 6 && found.powerCaps.map(\.speed) == [0.8])
    #expect(message(text, .init(selection: [("net", "c")])).contains("no row is left"))
    #expect(message(text, .init(selection: [("x", "c")])).contains("no column 'x' to select by"))
    #expect(message(nodes, .init(firstGPUs: 3)).contains("no row has 3 GPUs"))
  }
}
