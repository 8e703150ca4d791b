import Testing

@testable import optimize_cli

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("", "", 0), ("abc", "", 3), ("", "abc", 3), ("plan", "plna", 1), ("kitten", "sitting", 3),
    ("ca", "abc", 3),  // 2 if a letter could be edited twice
  ])
  func distanceCountsEdits(left: String, right: String, distance: Int) {
    #expect(editDistance(Array(left), Array(right)) == distance)
    #expect(editDistance(Array(right), Array(left)) == distance)
  }

  @Test func unknownCommandSuggestsTheNearest() {
    let error = Demo.error("plna")
    #expect(error?.message == "unknown command 'plna'")
    #expect(error?.help == "did you mean 'plan'?")
  }

  @Test func unknownNestedCommandSuggestsTheNearest() {
    let error = Demo.error("series", "inspekt")
    #expect(error?.message == "unknown command 'series inspekt'")
    #expect(error?.help == "did you mean 'inspect'?")
    #expect(Demo.error("series", "qqqq")?.help == "series has inspect, fetch")
  }

  @Test func aNestedCommandIsFoundFromTheTop() {
    #expect(Demo.error("inspect")?.help == "did you mean 'series inspect'?")
  }

  @Test func optionsBeforeTheCommandAreExplained() {
    #expect(
      Demo.error("--quiet", "plan", "w")?.help
        == "options follow the command: demo COMMAND --quiet")
  }

  @Test func severalNearWordsAreListedNearestFirst() {
    let found = Suggestion.nearest(to: "--hole", among: ["--role", "--hold", "--holds", "--x"])
    #expect(found?.sentence == "did you mean '--role' or '--hold'?")
    #expect(Suggestion.nearest(to: "--", among: ["--a"]) == nil)
    #expect(Suggestion.nearest(to: "", among: ["a"]) == nil)
  }
}
