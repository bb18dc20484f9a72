import Foundation
import Testing

@Suite("Pages")
struct PageTests {
    @Test("The listing of the README is the example, and fits on a screen")
    func listing() throws {
        let example = try Pages.text("docs/examples/QuoteService/Sources/QuoteService/main.swift")
        #expect(try Pages.block("listing", in: "README.md") == example)
        #expect(example.split(separator: "\n", omittingEmptySubsequences: false).count <= 41, "over 40 lines")
    }

    @Test("The README shows what the example prints")
    func output() throws {
        let output = try #require(try Pages.block("output", in: "README.md"))
        #expect(output.split(separator: "\n").count == 5)
    }

    @Test(
        "Command lines that pages show are understood",
        arguments: ["README.md", "docs/proof.md", "docs/reports.md", "docs/rules.md", "docs/examples/demo.sh"])
    func commandLines(page: String) throws {
        let sources = try SourceIndex()
        #expect(sources.objection(to: ["price-history", "--quote", "Q-17"]) == nil)
        #expect(sources.objection(to: ["policy", "publish", "rules.yaml", "--author", "ops:you"]) == nil)
        #expect(sources.objection(to: ["health", "--quote", "Q-17"]) != nil)
        var shown = 0
        for match in try Pages.text(page).matches(of: #/(?:\ndealtrail|"\$tool") ([a-z].*)/#) {
            let line = match.output.1.split(separator: "|")[0]
            let objection = sources.objection(to: line.split(separator: " ").map(String.init))
            #expect(objection == nil, "\(page): \(line)")
            shown += 1
        }
        #expect(shown > 3)
    }

    @Test("No page has a dead link", arguments: Pages.files(below: "", extension: "md"))
    func links(page: String) throws {
        let folder = page.split(separator: "/").dropLast().joined(separator: "/")
        for match in try Pages.prose(page).matches(of: #/\]\(([^)\s]+)\)/#) {
            let target = String(match.output.1)
            if target.contains("://") || target.hasPrefix("mailto:") { continue }
            let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let path = parts[0].isEmpty ? page : folder.isEmpty ? parts[0] : "\(folder)/\(parts[0])"
            #expect(Pages.exists(path), "\(page): \(target) is not there")
            guard parts.count == 2, Pages.exists(path), path.hasSuffix(".md") else { continue }
            #expect(try anchors(of: path).contains(parts[1]), "\(page): \(target) names no heading")
        }
    }

    @Test("The modules and their imports are those of the package")
    func modules() throws {
        let package = try Pages.text("Package.swift")
        var described: Set<String> = []
        for match in try Pages.text("docs/architecture.md").matches(of: #/\n\| `(Dealtrail\w*)` \|.*\| (.*) \|/#) {
            let name = String(match.output.1)
            described.insert(name)
            let imports = Set(match.output.2.split(separator: ", ").map(String.init)).subtracting(["none"])
            let target = try Regex(
                "arget\\(\\s*name: \"\(name)\",\\s*dependencies: \\[([^\\]]*)\\]", as: (Substring, Substring).self)
            let declared = package.firstMatch(of: target).map { $0.output.1.matches(of: #/"(Dealtrail\w*)"/#) } ?? []
            let names = declared.map { String($0.output.1) }
            let short = Set(names.map { $0 == "Dealtrail" ? $0 : String($0.dropFirst(9)) })
            #expect(imports == short, "\(name)")
        }
        let folders = try FileManager.default.contentsOfDirectory(atPath: Pages.root.appending(path: "Sources").path)
        #expect(described == Set(folders.filter { !$0.hasPrefix(".") }))
    }

    @Test("Files that a page names exist", arguments: ["docs/architecture.md", "docs/format.md"])
    func files(page: String) throws {
        let files = Pages.files(below: "Sources", extension: "swift")
        for span in try Pages.prose(page).codeSpans where span.hasSuffix(".swift") && !span.contains(" ") {
            #expect(
                Pages.exists(span) || files.contains { $0.hasSuffix("/\(span)") || $0 == "Sources/\(span)" },
                "\(page): there is no \(span)")
        }
    }

    @Test("Decisions are numbered without gaps, in their names and headings")
    func decisions() throws {
        let pages = Pages.files(below: "docs/decisions", extension: "md")
        #expect(!pages.isEmpty)
        for (index, page) in pages.enumerated() {
            let number = index + 1
            let name = String(page.split(separator: "/").last ?? "")
            #expect(name.hasPrefix("000\(number)-".suffix(5)), "\(page) should have the number \(number)")
            #expect(try Pages.text(page).hasPrefix("# \(number). "), "\(page): its heading")
        }
    }

    /// The headings of a page as links name them.
    private func anchors(of page: String) throws -> Set<String> {
        Set(
            try Pages.text(page).split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
                line.drop { $0 == "#" || $0 == " " }.lowercased().filter {
                    $0.isLetter || $0.isNumber || " -_".contains($0)
                }
                .replacing(" ", with: "-")
            })
    }
}
