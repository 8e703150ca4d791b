import Testing

@testable import Optimizer

struct PlateHeatExchangerTests {
  @Test(arguments: [(1.0, 1.0), (1.4, 1.0), (1.0, 0.7)])
  func atDesignItMeetsItsApproach(hot: Double, cold: Double) {
    let plate = PlateHeatExchanger(
      heat: 8e6, hotRate: hot * 1e6, coldRate: cold * 1e6, approachK: 4)
    let coldInletC = 30.0
    let hotInletC = coldInletC + 8e6 / plate.heatPerKelvin(hotFlow: 1, coldFlow: 1)
    #expect(abs(hotInletC - 8e6 / (hot * 1e6) - coldInletC - 4) < 1e-9)
  }

  @Test func itIsTheEffectivenessRelation() {
    let plate = PlateHeatExchanger(heat: 8e6, hotRate: 0.9e6, coldRate: 1e6, approachK: 4)
    for (hotFlow, coldFlow) in [(1.0, 0.9), (1, 0.4), (0.5, 1), (1, 1)] {
      let (hot, cold) = (hotFlow * 0.9e6, coldFlow * 1e6)
      let ua =
        2 * plate.conductance
        / (PlateHeatExchanger.film(hotFlow) + PlateHeatExchanger.film(coldFlow))
      let least = min(hot, cold)
      let wanted =
        least * Effectiveness.counterflow(ntu: ua / least, ratio: least / max(hot, cold))
      #expect(
        isNear(
          plate.heatPerKelvin(hotFlow: hotFlow, coldFlow: coldFlow), wanted, relative: 1e-12))
    }
  }

  @Test func theFlowForAHeatIsFoundOrIsAnEnd() {
    let plate = PlateHeatExchanger(heat: 8e6, hotRate: 0.9e6, coldRate: 1e6, approachK: 4)
    let flows = 0.4...1.0
    let span = plate.span(hotFlow: 1, coldFlows: flows)
    for share in stride(from: 0.0, through: 1, by: 0.05) {
      let wanted = span.lowerBound + share * (span.upperBound - span.lowerBound)
      let flow = plate.coldFlow(heatPerKelvin: wanted, hotFlow: 1, in: flows, span: span)
      #expect(
        isNear(plate.heatPerKelvin(hotFlow: 1, coldFlow: flow), wanted, relative: 1e-11))
    }
    #expect(plate.coldFlow(heatPerKelvin: 1, hotFlow: 1, in: flows, span: span) == 0.4)
    #expect(plate.coldFlow(heatPerKelvin: 1e9, hotFlow: 1, in: flows, span: span) == 1)
  }
}
