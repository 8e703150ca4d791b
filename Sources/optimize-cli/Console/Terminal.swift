#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A screen that a person looks at.
struct Terminal: Equatable, Sendable {
  let columns: Int
  let usesColour: Bool

  /// The terminal behind a descriptor; `nil` for files, pipes and terminals without cursor movement.
  init?(
    _ descriptor: FileDescriptor,
    environment: (String) -> String? = Terminal.environmentVariable
  ) {
    guard isatty(descriptor.number) == 1, environment("TERM") != "dumb" else { return nil }
    self.init(
      columns: Self.columns(descriptor, environment),
      usesColour: (environment("NO_COLOR") ?? "").isEmpty)
  }

  init(columns: Int, usesColour: Bool) {
    self.columns = columns
    self.usesColour = usesColour
  }

  /// The width to wrap help to: that of the terminal, within what reads well.
  static func textWidth(
    environment: (String) -> String? = Terminal.environmentVariable
  ) -> Int {
    min(max(columns(.standardOutput, environment), 40), 100)
  }

  static func environmentVariable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  private static func columns(
    _ descriptor: FileDescriptor, _ environment: (String) -> String?
  ) -> Int {
    if let columns = environment("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    let answer = unsafe ioctl(descriptor.number, windowSizeRequest, &size)
    return answer == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }
}

#if canImport(Darwin)
  // The macro TIOCGWINSZ is too complex to be imported.
  private let windowSizeRequest: UInt = 0x4008_7468
#else
  private let windowSizeRequest = UInt(TIOCGWINSZ)
#endif
