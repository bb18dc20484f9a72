import DealtrailModel
import DealtrailPolicy
import DealtrailSales
import Foundation
import Testing

@Suite struct PolicyDocumentTests {
    private static let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/policies/default.yaml").path()

    private func problems(_ yaml: String) -> [String] {
        do throws(PolicyError) {
            _ = try PolicyDocument(yaml: yaml, file: "p.yaml")
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test func `The shipped policy is the standard one, byte for byte in its canonical form`() throws {
        let policy = try PolicyDocument.read(Self.fixture).policy
        #expect(policy == .standard)
        #expect(try policy.canonicalText() == SalesPolicy.standard.canonicalText())
    }

    @Test func `What is written reads back`() throws {
        var policy = SalesPolicy.standard
        policy.version = "2026: \"spring\" #1"
        policy.pricing.products = [.init(product: "P: 7", tolerance: "2.50")]
        policy.approval.routes.insert(.init(below: .cny("100000.00"), chain: ["rep"]), at: 0)
        policy.approval.routes.insert(.init(upTo: .cny("100000.00"), chain: ["regional-manager"]), at: 1)
        policy.pricing.edge = .above
        policy.stageMoves = StageMoveRules(
            goingBack: .refused, evidence: .anew, pipelines: [.init(pipeline: "public: tender", enteringAgain: .freely)]
        )
        policy.pricing.comparedDecimals = 2
        policy.overrides = OverrideRules(leadGrade: .refused, judgedAfterDays: 30, leadSuccess: .won)
        policy.erasure = ErasureRules(privateNotes: ["author", "legal: he"], personalData: [])
        policy.activation = ActivationRules(approvers: ["director: wu"], fourEyes: true)
        var book = RuleBook.standard
        book.deadlines.removeAll { $0.name == "stage-stall" }
        book.deadlines[0].ladder = nil
        book.deadlines[1].warning = .minutes(15)
        book.calendars[0].hours = nil
        book.calendars[0].changes = [.init(at: Timestamp(nanoseconds: 0), offset: UTCOffset(minutes: -210))]
        book.delegation.limit = nil
        book.streaks = []
        book.bands[0].bands = [.init("all")]
        book.ownEvents = ["trial.started"]
        policy.rules = book
        policy.tiering.thresholds = []
        policy.signatures = SignatureRules(
            requiredFor: ["quote.change-price", "approval.decide"], registrars: ["ops: wu"])
        policy.pipelines.append(PipelineRules(name: "fast", version: 2, stages: [PipelineStage("yes")]))
        let read = try PolicyDocument(yaml: PolicyDocument(policy).yaml, file: "p.yaml").policy
        #expect(read == policy)
        #expect(try read.canonicalText() == policy.canonicalText())
    }

    @Test func `A signature can be demanded of commands that there are`() throws {
        let yaml = "version: v2\nsignatures: { required-for: [quote.send], registrars: [ops:wu] }"
        let rules = try PolicyDocument(yaml: yaml, file: "p.yaml").policy.signatures
        #expect(rules == SignatureRules(requiredFor: ["quote.send"], registrars: ["ops:wu"]))
        #expect(try PolicyDocument(yaml: "version: v2\nsignatures: {}", file: "p.yaml").policy.signatures == nil)
        #expect(
            problems("version: v2\nsignatures:\n  required-for: [quote.sent]") == [
                "p.yaml:3:17: \"quote.sent\" is no command, such as quote.change-price"
            ])
    }

    @Test func `What is left out is as in the standard policy`() throws {
        let policy = try PolicyDocument(yaml: "version: v2\npricing: { tolerance: 4.5 }", file: "p.yaml").policy
        var expected = SalesPolicy.standard
        expected.version = "v2"
        expected.pricing.tolerance = "4.5"
        #expect(policy == expected)
    }

    @Test(arguments: [
        ("", "p.yaml:1:1: the policy is empty"),
        ("pricing: {}", "p.yaml:1:1: a policy needs \"version\""),
        (
            "version: v\nprices: {}",
            "p.yaml:2:1: \"prices\" is not part of a policy; allowed here: version, pipelines, stage-moves, pricing, approval, health, "
                + "tiering, signatures, activation, overrides, erasure, own-events, roles, meanings, calendars, deadlines, streaks, counts, "
                + "thresholds, bands, weights, steps, gates, routing, delegation, forecast, incentives, milestones, "
                + "alerts, impact-paths"
        ),
        (
            "version: v\npricing:\n  tolerance: 100.1",
            "p.yaml:3:14: \"tolerance\" is a decimal number from 0 to 100, not 100.1"
        ),
        (
            "version: v\npricing:\n  maximum-lines: 101",
            "p.yaml:3:18: \"maximum-lines\" is a whole number from 1 to 100, not 101"
        ),
        (
            "version: v\npricing: { unlisted-needs-approval: yes }",
            "p.yaml:2:37: \"unlisted-needs-approval\" is true or false, not yes"
        ),
        (
            "version: v\napproval:\n  routes:\n    - { below: 5 CNY, chain: [m] }",
            "p.yaml:4:5: the last route has no bound, so that every quote finds somebody who decides"
        ),
        ("version: v\nversion: w", "p.yaml:1:1: a key stands twice: version"),
        ("version: &a v", "p.yaml:1:10: anchors and aliases are not part of a policy"),
        // An alias has the place of its anchor; a # in quotes begins no comment.
        (
            "version: v\nroles: { \"a\": { superior: \"#\" }, b: &x { superior: none }, c: *x }",
            "p.yaml:2:37: anchors and aliases are not part of a policy"
        ),
        ("version: *x", "p.yaml:1:10: not YAML: found undefined alias"),
        ("version: [", "p.yaml:2:1: not YAML: did not find expected node content"),
        (
            "version: v\nhealth:\n  recency: { curve: [[7, 80], [2, 100]] }",
            "p.yaml:3:21: the points of a curve ascend in what is measured"
        ),
        (
            "version: v\nhealth: { healthy-from: 50 }",
            "p.yaml:2:9: the line for stepping in lies above the one for healthy"
        ),
        (
            "version: v\ntiering:\n  thresholds:\n    - { tier: A, above: 500000 }",
            "p.yaml:4:25: \"above\" is an amount with its currency, such as 500000 CNY, not 500000"
        ),
        (
            "version: v\npipelines:\n  - { name: a, version: 1, stages: [x, x] }",
            "p.yaml:3:36: a stage stands twice"
        ),
    ])
    func `A defect is told with its line and column`(_ yaml: String, _ problem: String) {
        #expect(problems(yaml) == [problem])
    }

    @Test func `An ampersand or a star in a text is no anchor`() throws {
        let yaml = "version: \"R & D *2\"\nalerts: { suggestions: { call: { when: always, say: 'call & *ask*' } } }"
        let policy = try PolicyDocument(yaml: yaml, file: "p.yaml").policy
        #expect(policy.version == "R & D *2")
        #expect(policy.book.alertSettings.suggestions.contains { $0.say == "call & *ask*" })
    }

    /// Ten anchors in one another stand for ten thousand million items: refused at the first, without unfolding it.
    @Test func `Anchors within anchors are refused at once`() {
        var yaml = "version: v\na0: &a0 [x]\n"
        for level in 1...10 {
            let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            yaml += "a\(level): &a\(level) [\(items)]\n"
        }
        #expect(problems(yaml) == ["p.yaml:3:10: anchors and aliases are not part of a policy"])
        // Keys are compared whole, before anybody could look for anchors.
        #expect(problems(yaml + "? *a10\n: 1\n") == ["p.yaml:3:10: anchors and aliases are not part of a policy"])
    }

    @Test func `Every defect is told at once, in the order of the file`() {
        let yaml = "version: v\npricing:\n  tolerance: -1\n  decimals: 19\ntiering:\n  otherwise: []"
        #expect(
            problems(yaml) == [
                "p.yaml:3:14: \"tolerance\" is a decimal number from 0 to 100, not -1",
                "p.yaml:4:13: \"decimals\" is a whole number from 0 to 18, not 19",
                "p.yaml:6:14: \"otherwise\" is a text",
            ])
    }

    @Test func `A file that is not there is told`() {
        #expect(throws: PolicyError.self) { try PolicyDocument.read("/nowhere/p.yaml") }
    }

    @Test func `A document beyond the limit is refused before it is parsed`() {
        let yaml = "version: v #" + String(repeating: "x", count: PolicyDocument.maximumBytes)
        #expect(problems(yaml) == ["p.yaml:1:1: a policy has at most 262144 bytes"])
    }
}
