/// Completions for bash 3.2 and later, the version that macOS ships.
struct BashCompletion {
  let program: String
  let points: [CompletionPoint]

  var script: String {
    """
    # bash completion for \(program); to load it: source <(\(program) completions bash)

    # Sets the commands and options that may follow the command words $1.
    \(function)_words() {
      commands= options=
      case "$1" in
    \(arms { "commands=\(text($0.commands.map(\.name))) options=\(text(optionNames($0)))" })
      esac
    }

    # Sets what completes the value of option $2 after the command words $1; fails if it takes none.
    \(function)_value() {
      case "$1 $2" in
    \(valueArms)
        *) return 1 ;;
      esac
    }

    # Sets what completes argument number $2 after the command words $1.
    \(function)_argument() {
      case "$1 $2" in
    \(argumentArms)
      esac
    }

    \(function)_choose() {
      COMPREPLY+=($(compgen -W "$1" -- "$current"))
    }

    # Completes folders, and files with one of the given extensions.
    \(function)_files() {
      local extension name
      compopt -o filenames 2>/dev/null
      while IFS= read -r name; do COMPREPLY+=("$name"); done < <(
        {
          compgen -d -- "$current"
          for extension in "$@"; do compgen -f -X "!*$extension" -- "$current"; done
        } | sort -u
      )
    }

    \(function)() {
      local current="${COMP_WORDS[COMP_CWORD]}" path= option= ended= commands options word
      local -a action=(:)
      local -i index=0 i
      COMPREPLY=()
      for ((i = 1; i < COMP_CWORD; i++)); do
        word="${COMP_WORDS[i]}"
        # bash parts --name=value at the sign.
        if [[ -n $option ]]; then
          [[ $word == "=" ]] || option=
          continue
        fi
        if [[ -z $ended && $word == -?* ]]; then
          if [[ $word == -- ]]; then
            ended=1
          elif \(function)_value "$path" "$word"; then
            option="$word"
          fi
          continue
        fi
        \(function)_words "$path"
        if ((index == 0)) && [[ " $commands " == *" $word "* ]]; then
          path="${path:+$path }$word"
        else
          index+=1
        fi
      done
      if [[ -n $option ]]; then
        [[ $current != "=" ]] || current=
        \(function)_value "$path" "$option" && "${action[@]}"
        return 0
      fi
      \(function)_words "$path"
      if [[ -z $ended && $current == -* ]]; then
        \(function)_choose "$options"
      else
        ((index > 0)) || \(function)_choose "$commands"
        action=(:)
        \(function)_argument "$path" "$index"
        "${action[@]}"
      fi
    }

    complete -F \(function) \(program)

    """
  }

  private var function: String { "_" + program.replacing("-", with: "_") }

  private func arms(_ body: (CompletionPoint) -> String) -> String {
    points.map { "    \(text($0.key))) \(body($0)) ;;" }.joined(separator: "\n")
  }

  private func optionNames(_ point: CompletionPoint) -> [String] {
    point.options.flatMap { [$0.shortName, $0.longName].compactMap(\.self) }
  }

  private var valueArms: String {
    points.flatMap { point in
      point.options.compactMap { option in
        option.value.map { value in
          let names = [option.longName, option.shortName].compactMap(\.self)
          let patterns = names.map { text("\(point.key) \($0)") }.joined(separator: "|")
          return "    \(patterns)) \(action(value.completion)) ;;"
        }
      }
    }.joined(separator: "\n")
  }

  private var argumentArms: String {
    points.flatMap { point in
      point.arguments.enumerated().map { index, argument in
        let pattern =
          argument.takesMany ? "\(text(point.key + " "))[0-9]*" : text("\(point.key) \(index)")
        return "    \(pattern)) \(action(argument.completion)) ;;"
      }
    }.joined(separator: "\n")
  }

  private func action(_ completion: Completion) -> String {
    switch completion {
    case .none: "action=(:)"
    case .values(let words): "action=(\(function)_choose \(text(words)))"
    case .file(let extensions): "action=(\(function)_files \(suffixes(extensions)))"
    case .folder: "action=(\(function)_files)"
    }
  }

  /// The ends of file names to offer; the empty one lets every name pass.
  private func suffixes(_ extensions: [String]) -> String {
    let suffixes = extensions.isEmpty ? [""] : extensions.map { ".\($0)" }
    return suffixes.map { text($0) }.joined(separator: " ")
  }

  private func text(_ words: [String]) -> String { text(words.joined(separator: " ")) }

  private func text(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }
}
