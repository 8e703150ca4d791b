import GridPricing
import Optimizer

/// The air of each step of a file of weather.
struct SlotWeather: Sendable {
  let horizon: Horizon
  let air: [AmbientAir]

  /// - Parameters:
  ///   - pressure: where the file has none.
  ///   - horizon: nil is that of the file's own steps.
  static func read(
    _ path: String, pressure: AirPressure, on horizon: Horizon? = nil, for plant: CoolingPlant
  ) throws(DocumentError) -> SlotWeather {
    let file = try SeriesFile.read(path: path)
    func error(_ problem: String, help: String? = nil) -> DocumentError {
      DocumentError(file: file.file, problem, help: help)
    }
    var weather: WeatherSeries
    do throws(ReadingError) { weather = try file.weather() } catch { throw DocumentError(error) }
    if weather.pressure == nil {
      weather.pressure = .constant(pressure, unit: "Pa", role: "pressure")
    }
    guard let steps = weather.dryBulb?.steps ?? weather.wetBulb?.steps else {
      throw error("the file holds no weather, expected dry bulb or wet bulb")
    }
    let axis: Horizon
    if let horizon { axis = horizon } else { axis = try Horizon(steps, of: file.file) }
    let air: [AmbientAir]
    do throws(WeatherError) {
      air = try weather.air(on: axis).air
    } catch .gap(let gap) {
      throw error("\(gap.role) has gaps from \(gap.firstMissing[0]), expected a value in each step")
    } catch {
      throw DocumentError(file: file.file, "the weather \(error)")
    }
    let missing = plant.missing(in: air[0]).map(\.rawValue)
    guard missing.isEmpty else {
      throw error(
        "the weather lacks \(missing.joined(separator: " and ")), expected what the plant depends on"
      )
    }
    return SlotWeather(horizon: axis, air: air)
  }
}

extension Horizon {
  /// From the start of the first step to the end of the last, in slots as long as the first.
  ///
  /// - Throws: where there are more slots than any scenario may have: gaps count, so that two rows may
  ///   be centuries apart.
  init(_ steps: [SeriesStep], of file: String) throws(DocumentError) {
    let minutes = try Self.minutes(of: steps, in: file)
    let (start, end) = (steps[0].start, steps[steps.count - 1].end)
    let count = (end.milliseconds - start.milliseconds) / (minutes * 60_000)
    guard count <= ScenarioReader.largestSlotCount else {
      throw DocumentError(
        file: file,
        "from \(start) to \(end) there are \(count) steps of \(minutes) min, "
          + "expected at most \(ScenarioReader.largestSlotCount)")
    }
    self.init(start: start, slotMinutes: Int(minutes), count: Int(max(1, count)))
  }

  /// The length of the first step.
  @discardableResult
  static func minutes(of steps: [SeriesStep], in file: String) throws(DocumentError) -> Int64 {
    let length = steps.first.map { $0.end.milliseconds - $0.start.milliseconds } ?? 0
    guard length > 0, length % 60_000 == 0 else {
      throw DocumentError(file: file, "the steps are no whole minutes, expected some")
    }
    return length / 60_000
  }
}
