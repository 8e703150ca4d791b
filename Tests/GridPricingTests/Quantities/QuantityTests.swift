import GridPricing
import Testing

@Suite struct QuantityTests {
  @Test func unitsConvertToTheBaseUnit() {
    #expect(Power.megawatts(1.5).kilowatts == 1500)
    #expect(Power.watts(250).kilowatts == 0.25)
    #expect(Power.kilowatts(2).watts == 2000)
    #expect(Energy.megawattHours(2).kilowattHours == 2000)
    #expect(EnergyPrice.perMegawattHour(80).perKilowattHour == 0.08)
    #expect(CarbonIntensity.gramsPerKilowattHour(300).kilogramsPerKilowattHour == 0.3)
    #expect(CarbonMass.tonnes(1.2).kilograms == 1200)
    #expect(CarbonPrice.perTonne(80).perKilogram == 0.08)
    #expect(AirPressure.hectopascals(1000).pascals == 100_000)
  }

  @Test func quantitiesOfOneDimensionAddCompareAndDivide() {
    #expect(Power.kilowatts(1) + .kilowatts(2) == .kilowatts(3))
    #expect(Power.kilowatts(1) - .kilowatts(2) == -.kilowatts(1))
    #expect(Power.kilowatts(1) < .megawatts(1))
    #expect(Power.megawatts(1) / .kilowatts(250) == 4)
    #expect(2 * Energy.kilowattHours(3) == Energy.kilowattHours(3) * 2)
    #expect(Money.zero.amount == 0)
  }
}
