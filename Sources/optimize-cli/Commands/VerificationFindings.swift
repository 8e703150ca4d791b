import Optimizer

/// What `verify` found, by the verifier and in the files, as lines and as a JSON document.
struct VerificationFindings {
  /// One statement that does not hold.
  struct Violation: Equatable {
    var code: String
    var place: String
    var message: String
  }

  private let report: VerificationReport
  let violations: [Violation]

  init(_ report: VerificationReport, _ others: [Violation]) {
    self.report = report
    violations =
      report.violations.map {
        Violation(code: $0.code.rawValue, place: $0.place.description, message: $0.message)
      } + others
  }

  var notes: [String] { report.notes }

  /// One line per violation, without control characters.
  var lines: [String] { violations.map { escaped("\($0.place): \($0.message) [\($0.code)]") } }

  var summary: String {
    let count = violations.isEmpty ? "no violations" : counted(violations.count, "violation")
    return "\(count); \(boundSentence)"
  }

  private var boundSentence: String {
    switch report.checkedBound {
    case .proven: "the shadow prices prove the bound"
    case .claimed: "the bound is claimed, not checked"
    case .absent: "the plan has no bound"
    case .refuted: "the bound does not hold"
    }
  }

  /// The document that `--json` prints.
  func text(scenario: String, plan: String) -> String {
    var text = JSONText()
    text.object(nil, .lines) {
      $0.member("schemaVersion", Schema.version)
      $0.member("scenario", scenario)
      $0.member("plan", plan)
      $0.member("isSound", violations.isEmpty)
      $0.member("bound", report.checkedBound.rawValue)
      $0.object("recomputed") {
        let total = report.figures.objective.total
        $0.member("total", total.isFinite ? total : nil)
        $0.member("pricesLower", report.figures.pricesLower.flatMap { $0.isFinite ? $0 : nil })
      }
      $0.array("violations", .lines, of: violations) { text, violation in
        text.object {
          $0.member("code", violation.code)
          $0.member("place", violation.place)
          $0.member("message", violation.message)
        }
      }
      $0.member("notes", notes)
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }
}
