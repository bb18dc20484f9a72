import Foundation
import Testing

/// What a target imports it declares: a module that merely happens to be built before it is not a dependency.
@Suite("Package.swift")
struct ManifestTests {
    /// What each target declares, read from the text of the manifest.
    static func declared() throws -> [String: Set<String>] {
        let text = try Pages.text("Package.swift")
        let products = ["crypto": "Crypto", "arguments": "ArgumentParser", "yaml": "Yams"]
        var declared: [String: Set<String>] = [:]
        for match in text.matches(
            of: #/\.(?:target|executableTarget|testTarget)\(\s*name: "(\w+)",\s*dependencies: \[([^\]]*)\]/#)
        {
            let names = match.output.2.matches(of: #/"(\w+)"|\b(crypto|arguments|yaml)\b/#).map { name in
                name.output.1.map(String.init) ?? name.output.2.flatMap { products[String($0)] } ?? ""
            }
            declared[String(match.output.1)] = Set(names)
        }
        // The dictionary of the test targets.
        for match in text.matches(of: #/\n    "(\w+)": \[([^\]]*)\],/#) {
            let names = match.output.2.matches(of: #/"(\w+)"/#).map { String($0.output.1) }
            declared["\(match.output.1)Tests"] = Set(names + [String(match.output.1)])
        }
        return declared
    }

    @Test("A target declares every module that it imports")
    func imports() throws {
        let declared = try Self.declared()
        let modules = Set(declared.keys).union([
            "DealtrailCLMDB", "DealtrailCMemory", "Crypto", "ArgumentParser", "Yams",
        ])
        // The target that holds a file is the folder that it lies in.
        var found = 0
        for file in ["Sources", "Tests"].flatMap({ Pages.files(below: $0, extension: "swift") }) {
            let target = String(file.split(separator: "/")[1])
            let known = try #require(declared[target], "no target \(target) in Package.swift")
            for match in try Pages.text(file).matches(of: #/(?m)^(?:@\w+ |[a-z]+ )*import (?:[a-z]+ )?(\w+)/#) {
                let module = String(match.output.1)
                guard modules.contains(module), module != target else { continue }
                found += 1
                #expect(known.contains(module), "\(file) imports \(module), which \(target) does not declare")
            }
        }
        #expect(found > 500)
    }

    /// Everything that a target reaches, itself included.
    private static func closure(of product: String, _ declared: [String: Set<String>]) -> Set<String> {
        var reached: Set<String> = []
        var pending = [product]
        while let target = pending.popLast() {
            guard reached.insert(target).inserted else { continue }
            pending += declared[target] ?? []
        }
        return reached
    }

    @Test(
        "No library product pulls a command line or YAML into a service that embeds it; HTTP is in that of webhooks alone"
    )
    func embedding() throws {
        let declared = try Self.declared()
        let products = try Pages.text("Package.swift").matches(of: #/\.library\(name: "(\w+)", targets: \["(\w+)"\]\)/#)
        let names = products.map { String($0.output.1) }
        #expect(names.count > 4 && names.contains("Dealtrail") && names.contains("DealtrailTesting"))
        for product in products {
            #expect(product.output.1 == product.output.2)
            let reached = Self.closure(of: String(product.output.2), declared)
            #expect(reached.contains("DealtrailModel") && reached.contains("Crypto"))
            #expect(reached.isDisjoint(with: ["ArgumentParser", "Yams", "DealtrailPolicy"]), "\(product.output.1)")
            // What is not declared is not there to import: "A target declares every module that it imports".
            let speaksHTTP = try reached.sorted().contains { target in
                try Pages.files(below: "Sources/\(target)", extension: "swift").contains { file in
                    try Pages.text(file).contains("FoundationNetworking")
                }
            }
            #expect(speaksHTTP == (product.output.1 == "DealtrailWebhook"), "\(product.output.1)")
        }
        #expect(Self.closure(of: "Dealtrail", declared).isDisjoint(with: ["DealtrailImport", "DealtrailSimulator"]))
    }
}
