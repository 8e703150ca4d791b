#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The reason why the operating system refused, as it is known by number and by words.
struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
  let number: CInt

  /// The reason for the call that has just failed.
  static var last: SystemError { SystemError(number: errno) }

  var description: String {
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
  }
}
