import Foundation
import Testing

@testable import GridPricing

struct FileBytesTests {
  /// Files that end at a piece, just before and just after it.
  @Test(arguments: [0, 1, 1 << 24, (1 << 24) + 1, (1 << 25) + 12_345])
  func filesOfManyPiecesAreReadWhole(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 16) }
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(bytes).write(to: file)
    #expect(try FileBytes.read(contentsOf: file) == bytes)
  }

  @Test func aHandleIsReadFromWhereItStands() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("one two".utf8).write(to: file)
    let handle = try FileHandle(forReadingFrom: file)
    try handle.seek(toOffset: 4)
    #expect(try FileBytes.read(handle) == Array("two".utf8))
  }
}
