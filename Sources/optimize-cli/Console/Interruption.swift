import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The signals SIGINT and SIGTERM, taken as the wish to have what there is so far.
///
/// Until ``hold()``, and after ``release()``, a signal ends the program at once: there is nothing worth keeping. From then on
/// the first one is noted, for a search to end by, and the second one ends the program at once. It
/// may strike at any moment: documents are written so that it cannot harm them.
enum Interruption: Sendable {
  case interrupted, terminated

  var exitCode: ExitCode {
    switch self {
    case .interrupted: .interrupted
    case .terminated: .terminated
    }
  }

  /// Takes the signals over, even where the parent process had them ignored, as shells do for what
  /// they run in the background, or blocked, as a program's worker threads do: whoever sends one by
  /// name means it.
  static func take() {
    // Touched once here, so that a signal never meets them half made.
    isHeld.store(false, ordering: .sequentiallyConsistent)
    noted.store(0, ordering: .sequentiallyConsistent)
    var signals = sigset_t()
    _ = unsafe sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] {
      _ = unsafe sigaddset(&signals, number)
      _ = signal(number) { number in
        // Only what is safe in a signal handler: atomics and _exit.
        let isHeld = Interruption.isHeld.load(ordering: .sequentiallyConsistent)
        let earlier = Interruption.noted.exchange(number, ordering: .sequentiallyConsistent)
        if !isHeld || earlier != 0 { _exit(128 + number) }
      }
    }
    _ = unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// From now on the first signal is only noted.
  static func hold() { isHeld.store(true, ordering: .sequentiallyConsistent) }

  /// From now on a signal ends the program at once again; one that was noted before stays noted.
  static func release() { isHeld.store(false, ordering: .sequentiallyConsistent) }

  /// The signal that was noted. May be asked from any thread, and often.
  static var current: Interruption? {
    switch noted.load(ordering: .relaxed) {
    case 0: nil
    case SIGTERM: .terminated
    default: .interrupted
    }
  }

  private static let isHeld = Atomic<Bool>(false)
  private static let noted = Atomic<CInt>(0)
}
