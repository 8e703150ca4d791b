import Testing

@testable import Optimizer

struct EffectivenessTests {
  @Test func transferUnitsComeBack() {
    for ntu in [0.05, 0.5, 2, 6] {
      for ratio in [0.02, 0.3, 0.9, 1] {
        let counter = Effectiveness.counterflow(ntu: ntu, ratio: ratio)
        #expect(
          isNear(
            Effectiveness.counterflowNTU(effectiveness: counter, ratio: ratio), ntu,
            relative: 1e-9))
        let cross = Effectiveness.crossFlow(ntu: ntu, ratio: ratio)
        #expect(
          isNear(
            Effectiveness.crossFlowNTU(effectiveness: cross, ratio: ratio), ntu, relative: 1e-9))
        #expect(cross < counter, "counterflow is the best arrangement")
      }
    }
  }

  @Test func slopesOfCrossFlowAreThoseOfTheCurve() {
    let step = 1e-6
    for ntu in [0.1, 1, 4] {
      for ratio in [0.1, 0.6, 0.99] {
        let (_, byNTU, byRatio) = Effectiveness.crossFlowExponent(ntu: ntu, ratio: ratio)
        let up = Effectiveness.crossFlow(ntu: ntu + step, ratio: ratio)
        let down = Effectiveness.crossFlow(ntu: ntu - step, ratio: ratio)
        #expect(isNear(byNTU, (up - down) / (2 * step), relative: 1e-5, absolute: 1e-9))
        let more = Effectiveness.crossFlow(ntu: ntu, ratio: ratio + step)
        let less = Effectiveness.crossFlow(ntu: ntu, ratio: ratio - step)
        #expect(isNear(byRatio, (more - less) / (2 * step), relative: 1e-5, absolute: 1e-9))
      }
    }
  }
}
