import Testing

@testable import optimize_cli

@Suite(.enabled(if: ShellSession.path(of: .zsh) != nil, "zsh is not installed"))
struct ZshCompletionTests {
  @Test func theScriptIsWellFormed() throws {
    #expect(try ShellSession.run(.zsh, "zsh -n completions && echo fine") == "fine\n")
  }

  /// A word with one continuation is completed in place, which shows in the edited line.
  @Test(arguments: [
    ("demo pl", "demo plan "),
    ("demo series i", "demo series inspect "),
    ("demo help series i", "demo help series inspect "),
    ("demo plan --see", "demo plan --seed="),
    ("demo plan --goal ca", "demo plan --goal carbon "),
    ("demo plan --goal=ca", "demo plan --goal=carbon "),
    ("demo completions z", "demo completions zsh "),
    ("demo plan -o x we", "demo plan -o x week.json "),
    ("demo series fetch --from 1 a", "demo series fetch --from 1 aemo "),
    ("demo benchmark a b we", "demo benchmark a b week.json "),
    ("demo benchmark we", "demo benchmark week.json "),
    ("demo benchmark mak", "demo benchmark make "),
    ("demo benchmark make da", "demo benchmark make data/"),
    ("demo benchmark make data --size sm", "demo benchmark make data --size small "),
    ("demo plan --cache da", "demo plan --cache data/"),
  ])
  func theNextWordIsCompleted(line: String, expected: String) throws {
    let script = """
      zmodload zsh/zpty
      cat >setup <<'END'
      PROMPT= ; unsetopt beep; stty -echo
      autoload -Uz compinit; compinit -u -D
      source ./completions
      finish() { print -rn -- "$BUFFER" >answer.tmp; mv answer.tmp answer; exit }
      zle -N finish; bindkey '^X' finish; bindkey '^I' complete-word
      print >ready
      END
      zpty shell zsh -f -i
      wait_for() {
        repeat 400; do [[ -e $1 ]] && return; zpty -rt shell junk; sleep 0.02; done
        print "no $1"
      }
      zpty -w shell 'source ./setup'
      wait_for ready
      zpty -n -w shell $'\(line)\\t\\x18'
      wait_for answer
      cat answer
      """
    #expect(
      try ShellSession.run(.zsh, script, files: ["week.json", "week.txt", "data/"]) == expected)
  }
}
