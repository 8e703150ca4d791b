/// Completions for zsh, by its `_arguments`: one function for each place in the command line.
struct ZshCompletion {
  let program: String
  let points: [CompletionPoint]

  var script: String {
    """
    #compdef \(program)
    # zsh completion for \(program); to load it: source <(\(program) completions zsh)

    \(points.map(function).joined(separator: "\n"))
    if [[ $funcstack[1] == \(name([])) ]]; then
      \(name([])) "$@"
    else
      compdef \(name([])) \(program)
    fi

    """
  }

  private func name(_ path: [String]) -> String {
    (["_" + program] + path).joined(separator: "_").replacing("-", with: "_")
  }

  private func function(_ point: CompletionPoint) -> String {
    let specs = point.options.map(spec)
    let arguments = point.arguments.map(spec)
    if point.commands.isEmpty { return leaf(point, specs + arguments) }
    if !arguments.isEmpty { return leafWithBranches(point, specs + arguments) }
    return branch(point, specs + ["'1:command:->command'", "'*::argument:->argument'"])
  }

  private func leaf(_ point: CompletionPoint, _ specs: [String]) -> String {
    """
    \(name(point.path))() {
      _arguments -s -S \(listed(specs))
    }

    """
  }

  /// A command whose first argument may be the name of another one.
  private func leafWithBranches(_ point: CompletionPoint, _ specs: [String]) -> String {
    """
    \(name(point.path))() {
      local result=1
      if ((CURRENT > 2)); then
        case $words[2] in
    \(calls(below: point) { "shift words; ((CURRENT -= 1)); \($0); return" })
        esac
      else
        local -a commands=(
    \(commands(point))
        )
        _describe -t commands command commands && result=0
      fi
      _arguments -s -S \(listed(specs)) && result=0
      return result
    }

    """
  }

  private func branch(_ point: CompletionPoint, _ specs: [String]) -> String {
    """
    \(name(point.path))() {
      local curcontext="$curcontext" context state state_descr line result=1
      typeset -A opt_args
      _arguments -C \(listed(specs)) && result=0
      case $state in
        (command)
          local -a commands=(
    \(commands(point))
          )
          _describe -t commands command commands && result=0
          ;;
        (argument)
          case $line[1] in
    \(calls(below: point) { "\($0) && result=0" })
          esac
          ;;
      esac
      return result
    }

    """
  }

  /// The commands that may follow, each with its description.
  private func commands(_ point: CompletionPoint) -> String {
    point.commands.map { "        \(text("\(escaped($0.name)):\($0.abstract)"))" }
      .joined(separator: "\n")
  }

  /// An arm for each command that may follow; `body` says what to do with its function.
  private func calls(below point: CompletionPoint, _ body: (String) -> String) -> String {
    points.filter {
      $0.path.count == point.path.count + 1 && $0.path.starts(with: point.path)
    }.map { "        (\($0.path.last ?? "")) \(body(name($0.path))) ;;" }
      .joined(separator: "\n")
  }

  private func listed(_ specs: [String]) -> String {
    (["\\"] + specs.map { "    \($0) \\" }).joined(separator: "\n").dropLast(2).description
  }

  private func spec(_ option: OptionSpec) -> String {
    let sign = option.value == nil ? ("", "") : ("=", "+")
    let long = "\(option.longName)\(sign.0)"
    let names = option.shortName.map { "{\($0)\(sign.1),\(long)}" } ?? long
    let repeated = option.presence == .repeatable ? "'*'" : ""
    let excluded = [option.shortName, option.longName].compactMap(\.self).joined(separator: " ")
    let isLast = ["help", "version"].contains(option.name)
    let exclusion = isLast ? "'(- *)'" : repeated.isEmpty ? "'(\(excluded))'" : repeated
    let value = option.value.map { ":\(escaped($0.name)):\(action($0.completion))" } ?? ""
    return "\(exclusion)\(names)\(text("[\(escaped(option.help))]\(value)"))"
  }

  private func spec(_ argument: ArgumentSpec) -> String {
    let start = argument.takesMany ? "*:" : argument.isRequired ? ":" : "::"
    return text("\(start)\(escaped(argument.name)):\(action(argument.completion))")
  }

  private func action(_ completion: Completion) -> String {
    switch completion {
    case .none: " "
    case .values(let words): "(\(words.joined(separator: " ")))"
    case .file(let extensions):
      // zsh would read parentheses around a single word as a qualifier of the pattern.
      switch extensions.count {
      case 0: "_files"
      case 1: "_files -g \"*.\(extensions[0])\""
      default: "_files -g \"*.(\(extensions.joined(separator: "|")))\""
      }
    case .folder: "_files -/"
    }
  }

  /// The text with the characters escaped that part the fields of a specification.
  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\[]:".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }

  private func text(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }
}
