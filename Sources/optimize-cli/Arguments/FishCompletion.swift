/// Completions for fish 3 and later.
struct FishCompletion {
  let program: String
  let points: [CompletionPoint]

  var script: String {
    """
    # fish completion for \(program); to load it: \(program) completions fish | source

    # Succeeds after the command words $argv[1]; if there is a second word, where that many
    # arguments, or with + at least that many, stand before the one to complete.
    function \(function)
      set -l path ''
      set -l index 0
      set -l skip 0
      set -l ended 0
      for word in (commandline -opc)[2..-1]
        if test $skip = 1
          set skip 0
          continue
        end
        if test $ended = 0; and string match -q -- '-?*' $word
          test "$word" = --; and set ended 1
          switch "$path $word"
            case \(valued)
              set skip 1
          end
          continue
        end
        if test $index = 0; and contains -- "$path $word" \(calls)
          set path (string trim -- "$path $word")
        else
          set index (math $index + 1)
        end
      end
      test "$path" = "$argv[1]"; or return 1
      switch "$argv[2]"
        case ''
          return 0
        case '+*'
          test $index -ge (string sub -s 2 -- $argv[2])
        case '*'
          test $index = $argv[2]
      end
    end

    complete -c \(program) -f
    \(points.flatMap(lines).joined(separator: "\n"))

    """
  }

  private var function: String { "__" + program.replacing("-", with: "_") + "_at" }

  /// Command words and option where the next word is the option's value.
  private var valued: String {
    points.flatMap { point in
      point.options.filter { $0.value != nil }.flatMap { option in
        [option.longName, option.shortName].compactMap(\.self).map { text("\(point.key) \($0)") }
      }
    }.joined(separator: " ")
  }

  private var calls: String {
    points.flatMap { point in point.commands.map { text("\(point.key) \($0.name)") } }
      .joined(separator: " ")
  }

  private func lines(_ point: CompletionPoint) -> [String] {
    let here = "complete -c \(program) -n \"\(function) '\(point.key)'"
    let commands = point.commands.map {
      "\(here) 0\" -a \(text($0.name)) -d \(text($0.abstract))"
    }
    let options = point.options.map { option in
      let short = option.short.map { " -s \($0)" } ?? ""
      let value = option.value.map { " \(action($0.completion, required: true))" } ?? ""
      return "\(here)\"\(short) -l \(option.name)\(value) -d \(text(option.help))"
    }
    let arguments = point.arguments.enumerated().map { index, argument in
      let place = argument.takesMany ? "+\(index)" : "\(index)"
      return "\(here) \(place)\" \(action(argument.completion, required: false))"
        + " -d \(text(argument.name))"
    }
    return commands + options + arguments
  }

  private func action(_ completion: Completion, required: Bool) -> String {
    let value = required ? "-r " : ""
    switch completion {
    case .none: return "\(value)-f"
    case .values(let words): return "\(value)-f -a \(text(words.joined(separator: " ")))"
    case .file(let extensions):
      guard !extensions.isEmpty else { return "\(value)-F" }
      let suffixes = extensions.map { "(__fish_complete_suffix .\($0))" }
      return "\(value)-f -k -a \(text(suffixes.joined(separator: " ")))"
    case .folder: return "\(value)-f -a '(__fish_complete_directories)'"
    }
  }

  /// A fish literal: inside single quotes only the quote and the backslash mean something.
  private func text(_ text: String) -> String {
    "'\(text.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
  }
}
