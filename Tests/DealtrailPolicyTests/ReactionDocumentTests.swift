import DealtrailModel
import DealtrailPolicy
import DealtrailSales
import Foundation
import Testing

/// Reactions and endpoints as people write them.
@Suite struct ReactionDocumentTests {
    private static func fixture(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/reactions/\(name)").path()
    }

    @Test func `The examples read, and fit each other`() throws {
        let reactions = try ReactionDocument.read(Self.fixture("reactions.yaml")).reactions
        let endpoints = try EndpointDocument.read(Self.fixture("endpoints.yaml")).endpoints
        #expect(reactions.map(\.name) == ["erp-orders", "price-chat", "acme-owners", "pool"])
        #expect(Set(reactions.compactMap(\.endpoint)) == Set(endpoints.map(\.name)))
        #expect(
            reactions[1].query
                == Query(items: [
                    Query.Item(kinds: ["quote.line-price-changed"]),
                    Query.Item(kinds: ["alert.raised"], tags: ["alert-rule:quote-overdue"]),
                ]))
        #expect(
            reactions[2].query
                == Query(items: [
                    Query.Item(kinds: ["account.owner-changed"], tags: ["account:acme"])
                ]))
        #expect(
            reactions[3].command
                == CommandTemplate(
                    "account.release", fields: #"{"account":"{{data.account}}","cause":"inactivity"}"#))
        #expect(reactions[3].endpoint == nil && reactions[3].query.items.map(\.tags) == [["alert-rule:pool-release"]])
        #expect(
            endpoints[0]
                == EndpointSettings(
                    name: "erp",
                    target: .webhook(
                        url: "https://erp.example.com/hooks/orders",
                        secrets: [.file("/etc/dealtrail/erp.secret"), .file("/etc/dealtrail/erp-next.secret")],
                        timeoutSeconds: 15)))
        #expect(endpoints[2].target == .file(path: "owners.jsonl"))
    }

    @Test func `A definition has one canonical text, whatever its order`() throws {
        let one = try ReactionDocument(
            yaml: "reactions: [{ name: r, version: 1, on: [quote.sent, quote.created], to: e }]", file: "r.yaml")
        let other = try ReactionDocument(
            yaml: "reactions: [{ to: e, on: [quote.created, quote.sent, quote.sent], version: 1, name: r }]",
            file: "r.yaml")
        #expect(try one.reactions[0].digest() == other.reactions[0].digest())
        #expect(
            try one.reactions[0].canonicalText()
                == #"{"alerts":[],"endpoint":"e","kinds":["quote.created","quote.sent"],"name":"r","tags":[],"version":"1"}"#
        )
    }

    @Test(arguments: [
        ("", "r.yaml:1:1: the list of reactions is empty"),
        (
            "reactions:\n  - { name: r, version: 1, to: e }",
            "r.yaml:2:5: a reaction needs \"on\" or \"alerts\", or both"
        ),
        ("reactions:\n  - { name: r, on: [quote.sent], to: e }", "r.yaml:2:5: a reaction needs \"version\""),
        (
            "reactions:\n  - { name: r, version: 1, on: [quote.send], to: e }",
            "r.yaml:2:33: \"quote.send\" is no kind of event"
        ),
        (
            "reactions:\n  - { name: r, version: 1, on: [message.delivered], to: e }",
            "r.yaml:2:33: \"message.delivered\" is of the outbox itself"
        ),
        (
            "reactions:\n  - { name: r, version: 1, alerts: [quote-late], to: e }",
            "r.yaml:2:37: \"quote-late\" is no alert rule; there are quote-overdue"
        ),
        (
            "reactions:\n  - { name: r, version: 1, on: [quote.sent], to: e, too: e }",
            "r.yaml:2:53: \"too\" is not part of a reaction"
        ),
        (
            "reactions:\n  - name: r\n    version: 1\n    on: [quote.sent]\n    to: e\n    body: 'a {{nothing}}'",
            "r.yaml:6:11: \"nothing\" is neither"
        ),
        (
            "reactions:\n  - { name: r, version: 1, on: [quote.sent], to: e, content-type: text/plain }",
            "\"content-type\" is that of a \"body\""
        ),
        ("reactions:\n  - { name: r, version: 1, on: [quote.sent] }", "r.yaml:2:5: a reaction has either \"to\""),
        (
            "reactions:\n  - { name: r, version: 1, on: [quote.sent], to: e, do: quote.send, with: { quote: Q } }",
            "r.yaml:2:5: a reaction has either \"to\""
        ),
        (
            "reactions:\n  - { name: r, version: 1, on: [quote.sent], to: e, with: { quote: Q } }",
            "r.yaml:2:59: \"with\" is that of a \"do\""
        ),
        (
            "reactions:\n  - { name: r, version: 1, on: [quote.sent], do: quote.send }",
            "r.yaml:2:50: a \"do\" needs \"with\""
        ),
        (
            "reactions:\n  - { name: r, version: 1, on: [quote.sent], do: quote.sended, with: { quote: Q } }",
            "r.yaml:2:50: there is no command quote.sended"
        ),
        (
            "reactions:\n  - name: r\n    version: 1\n    on: [quote.sent]\n    do: quote.send\n"
                + "    with:\n      quote: '{{data.quote}}'\n      dokument: d",
            "r.yaml:8:7: \"dokument\" is no field of quote.send"
        ),
        (
            "reactions:\n  - name: r\n    version: 1\n    on: [quote.sent]\n    do: account.release\n"
                + "    with: { account: A, cause: idle }",
            "r.yaml:6:11: account.release: cause"
        ),
        (
            "reactions:\n  - name: r\n    version: 1\n    on: [quote.sent]\n    do: quote.send\n"
                + "    with: { quote: '{{nothing}}' }",
            "r.yaml:6:20: \"nothing\" is neither"
        ),
        (
            "reactions:\n  - { name: r, version: 1, on: [quote.sent], do: quote.send, with: { quote: Q }, body: b }",
            "\"body\" is that of a message, and this is a command"
        ),
        (
            "reactions:\n  - { name: r, version: 1, on: [quote.sent], to: e }\n"
                + "  - { name: r, version: 2, on: [quote.sent], to: e }",
            "r.yaml:3:5: the reaction r stands twice"
        ),
    ])
    func `What is wrong with a reaction has its place`(_ yaml: String, _ expected: String) {
        let error = #expect(throws: PolicyError.self) {
            try ReactionDocument(yaml: yaml, file: "r.yaml", rules: ["quote-overdue"])
        }
        let problems = error?.problems.map(\.description) ?? []
        #expect(problems.contains { $0.contains(expected) }, "\(problems)")
    }

    @Test(arguments: [
        ("endpoints:\n  - { name: e }", "e.yaml:2:5: an endpoint has either \"url\" or \"file\""),
        ("endpoints:\n  - { name: e, file: a, url: b }", "e.yaml:2:5: an endpoint has either \"url\" or \"file\""),
        ("endpoints:\n  - { name: e, url: 'https://a.example' }", "an endpoint with \"url\" needs \"secrets\""),
        (
            "endpoints:\n  - { name: e, url: 'http://a.example', secrets: [{ file: s }] }",
            "e.yaml:2:21: \"url\" begins with https://"
        ),
        (
            "endpoints:\n  - { name: e, url: 'https://me:pass@a.example', secrets: [{ file: s }] }",
            "e.yaml:2:21: \"url\" is an address"
        ),
        (
            "endpoints:\n  - { name: e, url: 'https://a.example', secrets: [hunter2] }",
            "e.yaml:2:52: a secret is a map with the keys file, environment"
        ),
        ("endpoints:\n  - { name: e, file: a, retry: { attempts: 0 } }", "e.yaml:2:44: \"attempts\" is a whole number"),
        (
            "endpoints:\n  - { name: e, file: a, retry: { first-seconds: 10, longest-seconds: 5 } }",
            "the longest wait is shorter than the first"
        ),
        ("endpoints:\n  - { name: e, file: a, secrets: [] }", "\"secrets\" is for an endpoint with \"url\""),
    ])
    func `What is wrong with an endpoint has its place`(_ yaml: String, _ expected: String) {
        let error = #expect(throws: PolicyError.self) { try EndpointDocument(yaml: yaml, file: "e.yaml") }
        let problems = error?.problems.map(\.description) ?? []
        #expect(problems.contains { $0.contains(expected) }, "\(problems)")
    }

    @Test func `On this machine no TLS is needed`() throws {
        for host in ["127.0.0.1:8080", "localhost", "[::1]:8080"] {
            let yaml = "endpoints: [{ name: e, url: 'http://\(host)/hook', secrets: [{ file: s }] }]"
            #expect(try EndpointDocument(yaml: yaml, file: "e.yaml").endpoints.count == 1, "\(host)")
        }
    }
}
