import Foundation
import Testing

/// Whose prices `price-history` is asked for: each choice finds its edits and no others, and several narrow one another.
@Suite struct PriceSubjectTests {
    private static let trail = Task {
        let trail = try await SampleTrail(events: nil)
        let deeds: [(author: String, command: [String])] = [
            ("ops:wu", ["price-list.set", "list=2026", "product=pump", "price=100.00 CNY"]),
            ("ops:wu", ["price-list.set", "list=2026", "product=seal", "price=10.00 CNY"]),
            ("ops:wu", ["account.create", "account=acme"]), ("ops:wu", ["account.create", "account=globex"]),
            ("rep:lin", ["quote.create", "quote=Q-1", "account=acme", "currency=CNY"]),
            ("rep:lin", ["quote.create", "quote=Q-2", "account=globex", "currency=CNY"]),
            ("rep:lin", ["quote.add-line", "quote=Q-1", "line=A", "product=pump", "quantity=1", "list=2026"]),
            ("rep:lin", ["quote.add-line", "quote=Q-1", "line=B", "product=seal", "quantity=2", "list=2026"]),
            ("rep:chen", ["quote.add-line", "quote=Q-2", "line=A", "product=pump", "quantity=3", "list=2026"]),
            ("rep:chen", ["quote.change-price", "quote=Q-2", "line=A", "price=99.00 CNY", "reason=offer"]),
            ("manager:wu", ["price-list.change", "list=2026", "product=seal", "price=11.00 CNY", "reason=steel"]),
        ]
        for deed in deeds {
            let sets = deed.command.dropFirst().flatMap { ["--set", $0] }
            let run = try await Tool.run(
                ["do", deed.command[0], "--trail", trail.path, "--author", deed.author] + sets)
            try #require(run.status == 0, "\(deed): \(run.output) \(run.errors)")
        }
        return trail
    }

    /// The edits as "kind of what, by whom".
    private func edits(_ options: String...) async throws -> [String] {
        let trail = try await Self.trail.value
        let run = try await Tool.run(["price-history", "--trail", trail.path, "--json"] + options)
        #expect(run.status == 0, "\(run.errors)")
        return try #require(run.json["edits"] as? [[String: Any]]).map { edit in
            let place = ["quote", "line", "list", "product"].compactMap { edit[$0] as? String }.joined(separator: "/")
            return "\(edit["kind"] ?? "") \(place) by \(edit["answerable"] ?? "")"
        }
    }

    private let pumpSet = "list-set 2026/pump by ops:wu"
    private let sealSet = "list-set 2026/seal by ops:wu"
    private let sealChanged = "list-changed 2026/seal by manager:wu"
    private let first = [
        "added Q-1/A/2026/pump by rep:lin", "added Q-1/B/2026/seal by rep:lin",
        "repriced Q-1/B/2026/seal by manager:wu",
    ]
    private let second = ["added Q-2/A/2026/pump by rep:chen", "changed Q-2/A/2026/pump by rep:chen"]

    @Test func `By quote, and by a line of it`() async throws {
        #expect(try await edits("--quote", "Q-1") == first)
        #expect(try await edits("--quote", "Q-1", "--line", "B") == Array(first[1...]))
        #expect(try await edits("--quote", "Q-2", "--line", "A") == second)
        #expect(try await edits("--quote", "Q-2", "--line", "B") == [])
    }

    @Test func `By account`() async throws {
        #expect(try await edits("--account", "acme") == first)
        #expect(try await edits("--account", "globex") == second)
    }

    @Test func `By product, in quotes and lists`() async throws {
        #expect(try await edits("--product", "pump") == [pumpSet, first[0]] + second)
        #expect(try await edits("--product", "seal") == [sealSet, first[1], sealChanged, first[2]])
        #expect(try await edits("--product", "seal", "--quote", "Q-1") == Array(first[1...]))
    }

    @Test func `By list, and by an entry of it`() async throws {
        #expect(try await edits("--list", "2026") == [pumpSet, sealSet, sealChanged])
        #expect(try await edits("--entry", "2026/seal") == [sealSet, sealChanged])
    }

    @Test func `By author, also of what the author caused`() async throws {
        #expect(try await edits("--author", "rep:chen") == second)
        #expect(try await edits("--author", "manager:wu") == [sealChanged, first[2]])
    }

    @Test func `Everything`() async throws {
        #expect(
            try await edits("--everything").sorted() == ([pumpSet, sealSet, sealChanged] + first + second).sorted())
    }
}
