import Foundation
import Testing

@testable import GridPricing

/// Whatever the bytes, a reader answers with a file or an error of one line.
@Suite struct RobustnessTests {
  static let files = [
    "plain/normal.csv", "plain/bom-crlf-semicolon.csv", "entsoe/utc-areas.csv",
    "entsoe/markers-semicolon.csv", "electricity-maps/current.csv", "neso/national.json",
    "neso/region.json", "energy-charts/price.json", "energy-charts/co2.json", "caiso/dam.csv",
    "ercot/day-25.csv", "aemo/excel.csv",
  ]

  private func check(_ bytes: [UInt8]) {
    do {
      let file = try SeriesFile.read(bytes: bytes, file: "f")
      for column in file.columns {
        _ = Series<EnergyPriceDimension>(
          steps: column.steps, provenance: Provenance(format: "", unit: ""))
      }
    } catch {
      #expect(!error.description.contains { $0.isNewline })
      #expect(error.description.hasPrefix("f:"))
    }
  }

  @Test(arguments: files)
  func everyPrefixIsReadOrRefused(path: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Golden.url(path)))
    for length in 0...min(bytes.count, 700) { check(Array(bytes[..<length])) }
  }

  @Test(arguments: files)
  func damagedFilesAreReadOrRefused(path: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Golden.url(path)))
    let spices = Array("0159-+.,;:\"/ \n\r\tTZeE{}[]|()\u{0}\u{7F}é".utf8)
    var random = RandomBits(seed: 42)
    for _ in 0..<150 {
      var damaged = bytes
      for _ in 0..<(1 + Int(random.next() % 4)) {
        let place = Int(random.next() % UInt64(damaged.count))
        let spice = spices[Int(random.next() % UInt64(spices.count))]
        switch random.next() % 3 {
        case 0: damaged[place] = spice
        case 1: damaged.insert(spice, at: place)
        default: damaged.remove(at: place)
        }
      }
      check(damaged)
    }
  }

  @Test func anArchiveIsNamed() throws {
    let error = try #require(throws: ReadingError.self) {
      try SeriesFile.read(bytes: [0x1F, 0x8B, 8, 0], file: "f.gz")
    }
    #expect(
      error.description == "f.gz: the file is a compressed archive, expected the text in it")
  }
}
