// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "QuoteService",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "dealtrail", path: "../../..")],
    targets: [
        .executableTarget(name: "QuoteService", dependencies: [.product(name: "Dealtrail", package: "dealtrail")])
    ],
    swiftLanguageModes: [.v6]
)
