import Foundation

@testable import optimize_cli

/// A pipe whose reading end collects what was written.
struct CapturedStream {
  private let pipe = Pipe()

  var descriptor: FileDescriptor {
    FileDescriptor(number: pipe.fileHandleForWriting.fileDescriptor)
  }

  func stream(terminal: Terminal? = nil) -> ConsoleStream {
    ConsoleStream(descriptor: descriptor, terminal: terminal)
  }

  /// Ends the stream and returns its text, which must have fitted into the pipe.
  func text() throws -> String {
    try pipe.fileHandleForWriting.close()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    return String(decoding: data, as: UTF8.self)
  }

  func stopReading() throws { try pipe.fileHandleForReading.close() }
}
