import GridPricing
import Optimizer

extension JSONText {
  /// A steady state as a document, by the schema `cooling-evaluate`.
  static func document(
    _ state: SteadyState, air: AmbientAir, headroomFraction: Double
  ) -> String {
    var text = JSONText()
    text.object(nil, .lines) {
      $0.member("schemaVersion", Schema.version)
      $0.member("itKW", state.itKW)
      $0.member("facilityKW", state.facilityKW)
      $0.member("pue", state.pue)
      $0.member("pueReference", state.pueReference)
      $0.member("coolingKW", state.coolingKW)
      $0.member("lossKW", state.lossKW)
      $0.member("coolantPumpKW", state.coolantPumpKW)
      $0.member("facilityPumpKW", state.facilityPumpKW)
      $0.member("chilledWaterPumpKW", state.chilledWaterPumpKW)
      $0.member("airHandlerKW", state.airHandlerKW)
      $0.member("fanKW", state.fanKW)
      $0.member("chillerKW", state.chillerKW)
      $0.member("waterKgPerSecond", state.waterKgPerSecond)
      $0.member("wetBulbC", air.wetBulb.celsius)
      $0.member("facilitySupplyC", state.facilitySupply.celsius)
      $0.member("facilityReturnC", state.facilityReturn.celsius)
      $0.member("coolantSupplyC", state.coolantSupply.celsius)
      $0.member("coolantReturnC", state.coolantReturn.celsius)
      $0.member("gpuC", state.gpu.celsius)
      $0.member("headroomFraction", headroomFraction)
      $0.member("isFeasible", state.isWithinLimits())
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }
}
