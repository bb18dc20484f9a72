import DealtrailModel
import DealtrailSales
import Testing

@Suite("docs/features.md")
struct FeatureTests {
    let table: FeatureTable
    let sources: SourceIndex

    init() throws {
        table = try FeatureTable()
        sources = try SourceIndex()
    }

    @Test("Each of the 183 rows is there once, in order")
    func numbers() {
        #expect(table.malformed.isEmpty)
        #expect(table.rows.map(\.number) == Array(1...183))
    }

    @Test("A row has a class, a state, and what its state asks for")
    func states() {
        for row in table.rows {
            #expect(["a", "b", "c"].contains(row.level), "row \(row.number)")
            #expect(row.capability.contains("("), "row \(row.number) lacks its Chinese term")
            if row.state == "planned" {
                #expect(row.shownBy.isEmpty && row.provedBy.isEmpty, "row \(row.number) is planned and shows something")
            } else {
                let isPartly = row.state.hasPrefix("partly: ") && row.state.count > 8
                #expect(row.state == "works" || isPartly, "row \(row.number): \(row.state)")
                #expect(!row.shownBy.codeSpans.isEmpty, "row \(row.number) is shown by nothing")
                #expect(!row.provedBy.codeSpans.isEmpty, "row \(row.number) is proved by nothing")
            }
        }
    }

    @Test("Commands, options and kinds that are named exist")
    func commands() {
        for row in table.rows {
            for span in row.shownBy.codeSpans where span.hasPrefix("dealtrail ") {
                let words = span.split(separator: " ").dropFirst().map(String.init)
                let objection = sources.objection(to: words)
                #expect(objection == nil, "row \(row.number): \(span)")
                for (word, next) in zip(words, words.dropFirst()) where word == "--kind" {
                    let kind = EventKind(next)
                    let isEvent = Catalog.sales.events[kind] != nil || kind == CommandRefused.kind
                    #expect(isEvent, "row \(row.number): no event \(next)")
                }
            }
        }
    }

    @Test("Calls that are named exist")
    func calls() {
        for row in table.rows {
            for span in row.shownBy.codeSpans where !span.hasPrefix("dealtrail ") {
                guard let call = span.wholeMatch(of: #/[A-Z]\w*\.(\w+)(\([\w:]*\))?/#) else {
                    Issue.record("row \(row.number): neither a command nor a call: \(span)")
                    continue
                }
                // Outside the expectation, which would print all sources.
                let exists = sources.hasFunction(String(call.output.1))
                #expect(exists, "row \(row.number): there is no \(span)")
            }
        }
    }

    @Test("Tests that are named exist")
    func tests() {
        for row in table.rows {
            for span in row.provedBy.codeSpans {
                let parts = span.split(separator: "/", maxSplits: 1).map(String.init)
                let exists = parts.count == 2 && sources.hasTest(file: parts[0], function: parts[1])
                #expect(exists, "row \(row.number): there is no test \(span)")
            }
        }
    }

    @Test("What the sources refer to is not planned")
    func references() {
        let open = Set(table.rows.filter { $0.state == "planned" }.map(\.number))
        let referred = sources.rowsReferredTo
        #expect(referred.contains(1))
        #expect(referred.intersection(open).sorted().isEmpty)
    }
}
