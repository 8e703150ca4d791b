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
    let steps = weather.dryBulb?.steps ?? weather.wetBulb?.steps ?? []
    guard let axis = horizon ?? Horizon(steps) else {
      throw error("the steps are no whole minutes, expected some")
    }
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
  /// From the start of the first step to the end of the last, in slots as long as the first; nil
  /// where that is no whole number of minutes.
  init?(_ steps: [SeriesStep]) {
    guard let first = steps.first, let last = steps.last else { return nil }
    let (minutes, rest) = (first.end.milliseconds - first.start.milliseconds)
      .quotientAndRemainder(dividingBy: 60_000)
    guard minutes > 0, rest == 0 else { return nil }
    let length = last.end.milliseconds - first.start.milliseconds
    let count = length / (minutes * 60_000)
    self.init(start: first.start, slotMinutes: Int(minutes), count: Int(max(1, count)))
  }
}
