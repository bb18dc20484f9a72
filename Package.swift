// swift-tools-version: 6.2
import PackageDescription

/// Settings every target shares.
///
/// Each is a gate, not a preference: a warning, an unsafe expression without its
/// marker, or a public type that does not say whether it is `Sendable` stops the build.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),  // SE-0335
    .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
    .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
    .treatAllWarnings(as: .error),
    .treatWarning("ExplicitSendable", as: .error),
]

/// Modules that hand out values whose lifetime the compiler ties to a transaction or a buffer.
let lifetimes: [SwiftSetting] = settings + [.enableExperimentalFeature("Lifetimes")]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let yaml: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "dealtrail",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "Dealtrail", targets: ["Dealtrail"]),
        .library(name: "DealtrailReactions", targets: ["DealtrailReactions"]),
        .library(name: "DealtrailWebhook", targets: ["DealtrailWebhook"]),
        .library(name: "DealtrailTesting", targets: ["DealtrailTesting"]),
        .library(name: "DealtrailSimulator", targets: ["DealtrailSimulator"]),
        .executable(name: "dealtrail", targets: ["DealtrailCLI"]),
        .executable(name: "dealtrail-check", targets: ["DealtrailCheck"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // The store.
        .systemLibrary(name: "DealtrailCLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
        // What a processor can and Swift does not say.
        .systemLibrary(name: "DealtrailCMemory"),
        .target(
            name: "DealtrailLMDB", dependencies: ["DealtrailCLMDB", "DealtrailCMemory"], swiftSettings: lifetimes),
        .target(name: "DealtrailProof", dependencies: [crypto], swiftSettings: lifetimes),
        .target(name: "DealtrailModel", dependencies: [crypto], swiftSettings: lifetimes),
        .target(
            name: "DealtrailLog", dependencies: ["DealtrailLMDB", "DealtrailProof", "DealtrailModel"],
            swiftSettings: lifetimes),
        .target(
            name: "DealtrailEngine",
            dependencies: ["DealtrailLog", "DealtrailModel", "DealtrailLMDB", "DealtrailCMemory"],
            swiftSettings: lifetimes),
        // The domain: no database below it.
        .target(name: "DealtrailSales", dependencies: ["DealtrailModel"], swiftSettings: lifetimes),
        .target(
            name: "DealtrailPolicy", dependencies: ["DealtrailSales", "DealtrailModel", yaml], swiftSettings: settings),
        .target(
            name: "DealtrailViews", dependencies: ["DealtrailSales", "DealtrailModel", "DealtrailCMemory"],
            swiftSettings: lifetimes),
        .target(
            name: "DealtrailReports", dependencies: ["DealtrailViews", "DealtrailSales", "DealtrailModel"],
            swiftSettings: settings),
        .target(
            name: "DealtrailImport", dependencies: ["DealtrailSales", "DealtrailLog", "DealtrailModel", yaml],
            swiftSettings: settings),
        .target(
            name: "DealtrailSimulator", dependencies: ["DealtrailSales", "DealtrailModel"], swiftSettings: settings),
        // For auditors: no database below it either.
        .target(
            name: "DealtrailAudit", dependencies: ["DealtrailProof", "DealtrailModel", "DealtrailSales", arguments],
            swiftSettings: settings),
        .executableTarget(
            name: "DealtrailCheck", dependencies: ["DealtrailAudit", arguments], swiftSettings: settings),
        // The faces.
        .target(
            name: "Dealtrail",
            dependencies: [
                "DealtrailModel", "DealtrailLMDB", "DealtrailLog", "DealtrailProof", "DealtrailEngine",
                "DealtrailSales", "DealtrailViews", "DealtrailReports",
            ], swiftSettings: settings),
        // What leaves: for services that want it.
        .target(name: "DealtrailReactions", dependencies: ["Dealtrail", "DealtrailLog"], swiftSettings: settings),
        .target(
            name: "DealtrailWebhook", dependencies: ["DealtrailReactions", "Dealtrail", "DealtrailLog", crypto],
            swiftSettings: settings),
        .target(
            name: "DealtrailTesting",
            dependencies: ["DealtrailEngine", "DealtrailLog", "DealtrailModel", "DealtrailProof", "DealtrailSales"],
            swiftSettings: lifetimes),
        .executableTarget(
            name: "DealtrailCLI",
            dependencies: [
                "Dealtrail", "DealtrailAudit", "DealtrailImport", "DealtrailLMDB", "DealtrailPolicy", "DealtrailProof",
                "DealtrailReactions", "DealtrailReports", "DealtrailSimulator", "DealtrailWebhook", arguments,
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)

// What several test targets use; it is in no product.
package.targets.append(
    .target(
        name: "DealtrailTestSupport", dependencies: ["DealtrailModel", "DealtrailSales"],
        path: "Tests/DealtrailTestSupport", swiftSettings: lifetimes))

// A receiver of HTTP on loopback.
package.targets.append(
    .target(
        name: "DealtrailTestReceiver", dependencies: [], path: "Tests/DealtrailTestReceiver", swiftSettings: settings))

// One test target per module that has tests.
let tested: [String: [String]] = [
    "Dealtrail": ["DealtrailAudit", "DealtrailPolicy", "DealtrailSimulator", "DealtrailTesting"],
    "DealtrailAudit": [
        "DealtrailLMDB", "DealtrailLog", "DealtrailModel", "DealtrailProof", "DealtrailSales", "DealtrailTesting",
    ],
    "DealtrailCLI": ["DealtrailCheck"],
    "DealtrailEngine": ["DealtrailLMDB", "DealtrailLog", "DealtrailModel", "DealtrailProof", "DealtrailTesting"],
    "DealtrailImport": ["DealtrailLog", "DealtrailModel", "DealtrailSales", "DealtrailTesting"],
    "DealtrailLMDB": ["DealtrailTesting"],
    "DealtrailLog": ["DealtrailModel", "DealtrailProof", "DealtrailLMDB", "DealtrailTesting"],
    "DealtrailProof": ["DealtrailTesting"],
    "DealtrailModel": ["Crypto", "DealtrailTesting"],
    "DealtrailPolicy": ["DealtrailModel", "DealtrailSales", "DealtrailTesting", "Yams"],
    "DealtrailReactions": ["Dealtrail", "DealtrailLog", "DealtrailTesting"],
    "DealtrailReports": ["DealtrailModel", "DealtrailSales", "DealtrailTestSupport", "DealtrailViews"],
    "DealtrailSales": ["DealtrailModel", "DealtrailTesting"],
    "DealtrailSimulator": ["DealtrailModel", "DealtrailSales", "DealtrailViews"],
    "DealtrailViews": ["DealtrailModel", "DealtrailSales", "DealtrailTestSupport", "DealtrailTesting"],
    "DealtrailWebhook": ["Dealtrail", "DealtrailReactions", "DealtrailTestReceiver"],
]
for (module, extra) in tested.sorted(by: { $0.key < $1.key }) {
    package.targets.append(
        .testTarget(
            name: "\(module)Tests",
            dependencies: [.byName(name: module)]
                + extra.map { $0 == "Crypto" ? crypto : $0 == "Yams" ? yaml : .byName(name: $0) },
            swiftSettings: lifetimes))
}

// The pages are tested too: what they name has to exist.
package.targets.append(
    .testTarget(
        name: "DealtrailDocsTests", dependencies: ["DealtrailModel", "DealtrailSales"], swiftSettings: settings))
// What happens when something breaks. The writer is a process that tests kill; it is in no product.
package.targets += [
    .executableTarget(
        name: "DealtrailFaultWriter", dependencies: ["DealtrailEngine", "DealtrailLog", "DealtrailModel"],
        path: "Tests/DealtrailFaultWriter", swiftSettings: settings),
    .testTarget(
        name: "DealtrailFaultTests",
        dependencies: [
            "Dealtrail", "DealtrailCLI", "DealtrailFaultWriter", "DealtrailImport", "DealtrailLMDB", "DealtrailLog",
            "DealtrailModel", "DealtrailTestReceiver", "DealtrailTesting", "DealtrailWebhook",
        ], swiftSettings: lifetimes),
]
