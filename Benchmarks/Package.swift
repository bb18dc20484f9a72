// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "dealtrail-benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(name: "dealtrail", path: "..")
    ],
    targets: [
        .systemLibrary(name: "CLMDBHeader", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
        // The ceiling: the same work in plain C, as short as it can be.
        .target(name: "CRawLMDB", dependencies: ["CLMDBHeader"], cSettings: [.unsafeFlags(["-O2"])]),
        .executableTarget(
            name: "DealtrailBench",
            dependencies: [
                "CRawLMDB",
                .product(name: "Dealtrail", package: "dealtrail"),
                .product(name: "DealtrailSimulator", package: "dealtrail"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
