import DealtrailModel
import DealtrailSales
import Foundation
import Testing

/// What `docs/format.md` and `docs/payloads.cddl` say is what is stored: a reader can be written from them alone.
@Suite("docs/payloads.cddl")
struct PayloadPageTests {
    let pages: CDDL
    /// Of each kind several stored forms: what one lacks another has, and no field that may be absent is in all.
    let samples: [String: [(bytes: [UInt8], json: String)]]

    init() throws {
        pages = try CDDL.pages()
        var samples: [String: [(bytes: [UInt8], json: String)]] = [:]
        for event in EventSamples.all + EventSamples.sparse {
            samples["\(type(of: event).kind)", default: []].append(
                (try CBOREncoder().encode(event), try JSONText.encode(event)))
        }
        // Feedback names an account or a quote.
        let commands = CommandSamples.full + CommandSamples.sparse + [Customer.receiveFeedback(to: "Q-17")]
        for command in commands {
            samples["\(type(of: command).kind)", default: []].append(
                (try CBOREncoder().encode(command), try JSONText.encode(command)))
        }
        self.samples = samples
    }

    @Test func `Each kind of event and command has a rule, and each rule with a dot is one`() {
        let catalog = Catalog.sales.withEngine
        let kinds = Set(catalog.events.keys.map { "\($0)" }).union(catalog.commands.keys.map { "\($0)" })
        #expect(kinds.count == catalog.events.count + catalog.commands.count, "an event is called like a command")
        #expect(Set(samples.keys) == kinds)
        let rules = Set(pages.rules.keys.filter { $0.contains(".") })
        #expect(kinds.subtracting(rules).sorted() == [], "add a rule to docs/payloads.cddl")
        #expect(rules.subtracting(kinds).sorted() == [])
    }

    @Test func `What is stored is what the rule says`() {
        for (kind, forms) in samples { for form in forms { expectFits(form.bytes, kind) } }
    }

    @Test func `What was stored before a field was added is too`() throws {
        let folder = EventFixtureTests.folder.appending(path: "earlier")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        #expect(files.count > 5)
        for file in files {
            let kind = String(try #require(file.firstMatch(of: #/^(.+)-v\d+-\d+\.hex$/#)).output.1)
            expectFits(try Self.bytes(folder.appending(path: file)), kind)
        }
    }

    @Test func `Fields that may be absent are marked, and the others are always there`() throws {
        for (kind, forms) in samples {
            let fields = pages.fields(of: kind)
            let stored = try forms.map { try Self.numbers($0.bytes) }
            let all = stored.reduce(into: Set<UInt64>()) { $0.formUnion($1) }
            #expect(all == Set(fields.keys), "\(kind)")
            let always = stored.reduce(all) { $0.intersection($1) }
            #expect(always == Set(fields.filter { !$0.value }.keys), "\(kind)")
        }
    }

    @Test func `Each field has its name behind it`() throws {
        let names = try Self.names()
        for (kind, named) in names {
            var found: Set<CBORKey> = []
            for form in try #require(samples[kind], "\(kind)") {
                guard case .map(let stored) = try CBORValue(canonical: form.bytes),
                    case .map(let json) = try CBORValue(json: form.json)
                else {
                    Issue.record("\(kind) is no map")
                    continue
                }
                found.formUnion(json.keys)
                for (number, name) in named {
                    switch stored[.number(number)] {
                    case .text(let text): #expect(json[.text(name)] == .text(text), "\(kind), \(number) \(name)")
                    case .bool(let truth): #expect(json[.text(name)] == .bool(truth), "\(kind), \(number) \(name)")
                    case let value: #expect((value == nil) == (json[.text(name)] == nil), "\(kind), \(number) \(name)")
                    }
                }
            }
            #expect(found == Set(named.values.map { .text($0) }), "\(kind)")
        }
        #expect(names.count > 180)
    }

    @Test func `Lists of alternatives are whole`() throws {
        func expect<Value: CaseIterable & RawRepresentable<String>>(_ type: Value.Type, _ rule: String) {
            for value in type.allCases { #expect(pages.objection(to: .text(value.rawValue), as: rule) == nil) }
            guard case .choice(let choices) = pages.rules[rule] else {
                Issue.record("\(rule) is no choice")
                return
            }
            #expect(choices.count == type.allCases.count, "\(rule)")
        }
        expect(AlertForm.self, "alert-form")
        expect(AlertResolution.self, "alert-resolution")
        expect(ApprovalDecision.self, "approval-decision")
        expect(MessageDeadLettered.Cause.self, "dead-letter-cause")
        expect(FeasibilityAnswer.self, "feasibility-answer")
        expect(ReactionApplied.Outcome.self, "reaction-outcome")
        expect(ReleaseCause.self, "release-cause")
        expect(StageMovement.self, "stage-movement")
    }

    @Test func `Envelopes and commands are what docs/format.md says`() throws {
        let folder = PackageRoot.url.appending(path: "Fixtures/model")
        for name in ["record-full", "record-minimal", "record-wide"] {
            let record = try Self.bytes(folder.appending(path: "\(name).hex"))
            expectFits(Array(record[(Int(record[4]) + Int(record[5]) * 256)...]), "event")
        }
        expectFits(try Self.bytes(folder.appending(path: "event-signed.hex")), "event")
        expectFits(try Self.bytes(folder.appending(path: "command.hex")), "command")
    }

    @Test func `What is otherwise is noticed`() throws {
        let sent = try #require(samples["quote.sent"]?.first)
        guard case .map(let fields) = try CBORValue(canonical: sent.bytes) else { return }
        func objection(_ change: (inout [CBORKey: CBORValue]) -> Void) -> String? {
            var other = fields
            change(&other)
            return pages.objection(to: .map(other), as: "quote.sent")
        }
        #expect(objection { _ in } == nil)
        #expect(objection { $0[.number(1)] = nil }?.contains("1 is missing") == true)
        #expect(objection { $0[.number(1)] = .unsigned(1) }?.contains("is no tstr") == true)
        #expect(objection { $0[.number(3)] = .bytes([1]) }?.contains("size") == true)
        #expect(objection { $0[.number(4)] = .array([.map([:])]) }?.contains("[0]") == true)
        #expect(objection { $0[.number(99)] = .null }?.contains("nothing is said of") == true)
        #expect(pages.objection(to: .text("cny"), as: "currency") != nil)
        #expect(pages.objection(to: .text("sideways"), as: "stage-movement") != nil)
    }

    private func expectFits(_ bytes: [UInt8], _ rule: String) {
        #expect(throws: Never.self, "\(rule)") {
            let objection = pages.objection(to: try CBORValue(canonical: bytes), as: rule)
            #expect(objection == nil)
        }
    }

    private static func numbers(_ bytes: [UInt8]) throws -> Set<UInt64> {
        guard case .map(let fields) = try CBORValue(canonical: bytes) else { return [] }
        return Set(fields.keys.compactMap { if case .number(let number) = $0 { number } else { nil } })
    }

    /// What stands first behind each field of a rule.
    private static func names() throws -> [String: [UInt64: String]] {
        var names: [String: [UInt64: String]] = [:]
        var rule = ""
        for line in try CDDL.payloads().split(separator: "\n") {
            if let match = line.firstMatch(of: #/^([a-z][a-z.-]*) = \{/#) { rule = String(match.output.1) }
            // Values of several fields are in the kinds that have them.
            guard rule.contains(".") else { continue }
            if let match = line.firstMatch(of: #/^[ ?]+(\d+): .* ; (\w+)/#), let number = UInt64(match.output.1) {
                names[rule, default: [:]][number] = String(match.output.2)
            }
        }
        return names
    }

    /// The bytes of a file of hexadecimal digits; `#` begins a comment.
    private static func bytes(_ file: URL) throws -> [UInt8] {
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let digits = lines.flatMap { $0.prefix { $0 != "#" } }.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }
}
