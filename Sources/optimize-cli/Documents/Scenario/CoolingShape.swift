import Optimizer

extension ObjectKinds {
  /// How IT power becomes facility power.
  static let cooling = ObjectKinds(
    key: "kind", kinds: [("fixedPUE", .fixedPUE), ("liquid", .liquidCooling)])
}

extension ObjectShape {
  fileprivate static let fixedPUE = ObjectShape(
    name: "the cooling",
    description: "Facility power as a multiple of IT power.",
    keys: [
      .required("kind", .word(["fixedPUE"]), "The kind of model."),
      .required(
        "pue", .number(NumberRange(1...1000)),
        "Facility power over IT power, conversion losses included."),
    ])

  /// A plant: what the planner makes of it, its choices, then its numbers.
  static let liquidCooling = ObjectShape(
    name: "the cooling",
    description: "A liquid-cooled plant: a preset with any of its parameters changed. Sources of "
      + "the presets' numbers: R read in a public source, D derived, K known from the literature, "
      + "A assumed.",
    keys: planning + CoolingChoice.allCases.map(key) + numbers)

  private static let planning: [Key] = [
    .required("kind", .word(["liquid"]), "The kind of model."),
    .optional(
      "preset", .words(CoolingPreset.self), default: .text(LiquidCooling.standardPreset.rawValue),
      "The plant to start from."),
    .optional(
      "marginK", .number(NumberRange(0...100)), default: .number(2), unit: "K",
      "Kept free to the limits of coolant and GPU in plans, since temperatures overshoot when "
        + "load steps."),
    .optional(
      "weatherQuantile", .number(NumberRange(1e-6...1 - 1e-6)),
      "Share of outcomes of the weather forecast for which the largest load must hold. "
        + "Absent: the weather is taken as it is given."),
    .optional(
      "forecastErrorK", .number(NumberRange(0...100)), default: .number(2),
      unit: "K", "Standard deviation of the forecast of the dry bulb, for `weatherQuantile` [A]."),
    .optional(
      "supplyC", .numberOrWord(NumberRange(1...90), ["optimal"]),
      default: .text("optimal"), unit: "°C",
      "Set point of the facility supply, or 'optimal': wherever the site draws least. "
        + "Reference name: t_set."),
  ]

  private static func key(_ choice: CoolingChoice) -> Key {
    .optional(
      choice.rawValue, .word(choice.values),
      "\(choice.meaning). Absent: as in the preset.")
  }

  /// The numbers in the order of their table, those named `object.key` together in an object.
  private static let numbers: [Key] = {
    var keys: [Key] = []
    for parameter in CoolingParameter.scenarioNumbers {
      let parts = parameter.name.split(separator: ".").map(String.init)
      guard parts.count == 2 else {
        keys.append(number(parameter, named: parameter.name))
        continue
      }
      let inner = number(parameter, named: parts[1])
      if let last = keys.last, last.name == parts[0], case .object(var shape) = last.shape {
        shape.keys.append(inner)
        keys[keys.count - 1].shape = .object(shape)
      } else {
        keys.append(
          .optional(parts[0], .object(group(parts[0], inner)), "Numbers that go together."))
      }
    }
    return keys
  }()

  private static func number(_ parameter: CoolingParameter, named name: String) -> Key {
    .optional(
      name,
      .number(NumberRange(parameter.range)),
      unit: parameter.unit.isEmpty ? nil : parameter.unit,
      "\(parameter.meaning) [\(parameter.source.rawValue)]. Absent: as in the preset. "
        + "Reference name: \(parameter.path).")
  }

  private static func group(_ name: String, _ key: Key) -> ObjectShape {
    ObjectShape(name: "the \(name)", description: "Any of them may be absent.", keys: [key])
  }
}

extension CoolingParameter {
  /// Those that a scenario may set; the facility supply has a key of its own, which also takes a word.
  static let scenarioNumbers = all.filter { $0.path != "t_set" }
}
