// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
]

let package = Package(
  name: "offpeak",
  products: [
    .library(name: "GridPricing", targets: ["GridPricing"]),
    .library(name: "Optimizer", targets: ["Optimizer"]),
    .executable(name: "optimize-cli", targets: ["optimize-cli"]),
  ],
  targets: [
    .target(name: "GridPricing", swiftSettings: settings),
    .target(name: "Optimizer", dependencies: ["GridPricing"], swiftSettings: settings),
    .executableTarget(
      name: "optimize-cli", dependencies: ["GridPricing", "Optimizer"], swiftSettings: settings),
    .testTarget(
      name: "GridPricingTests", dependencies: ["GridPricing"], exclude: ["Golden"],
      swiftSettings: settings),
    .testTarget(
      name: "OptimizerTests", dependencies: ["GridPricing", "Optimizer"], swiftSettings: settings),
    .testTarget(
      name: "OptimizeCLITests", dependencies: ["GridPricing", "Optimizer", "optimize-cli"],
      exclude: ["Fixtures"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
