import DealtrailImport
import DealtrailModel
import DealtrailSales
import Testing

struct MappingErrorTests {
    private func problems(_ yaml: String) -> [String] {
        do throws(MappingError) {
            _ = try Mapping(yaml: yaml, file: "m.yaml", catalog: .sales)
            return []
        } catch {
            return error.problems.map { "\($0.line):\($0.column) \($0.reason)" }
        }
    }

    /// A mapping around one emit, whose first line is line 5.
    private func emit(_ lines: String) -> String {
        "mapping: m\nauthor: \"{who}\"\nsource:\n  columns: [id, who, price]\n  emit: [{\(lines)}]\n"
    }

    @Test func `a sound mapping has no problem`() {
        let yaml = emit("event: quote.created, key: \"{id}\", occurred: unknown, payload: {quote: \"{id}\"}")
        #expect(problems(yaml) == [])
    }

    @Test func `an unknown key names its place and what is allowed`() throws {
        let yaml = "mapping: m\nsauce: {}\nsource:\n  columns: [a]\n  emit: []\n"
        let error = try #require(throws: MappingError.self) {
            try Mapping(yaml: yaml, file: "m.yaml", catalog: .sales)
        }
        let problem = try #require(error.problems.first)
        #expect(problem.line == 2)
        #expect(problem.column == 1)
        #expect(problem.allowed.contains("source"))
        #expect(error.description.hasPrefix("m.yaml:2:1: \"sauce\" is not part of a mapping; allowed here: mapping, "))
    }

    @Test func `a misspelt column points into the template`() {
        let yaml = emit("event: quote.created, key: \"x/{idd}\", occurred: unknown, payload: {quote: \"{id}\"}")
        #expect(problems(yaml) == ["5:41 key: there is no column or value \"idd\""])
    }

    @Test func `an unknown event, unless it is marked as custom`() {
        let yaml = emit("event: quote.creatd, key: \"{id}\", occurred: unknown, payload: {}")
        #expect(problems(yaml).count == 1)
        #expect(problems(yaml).first?.hasPrefix("5:18 there is no event \"quote.creatd\"") == true)
        let custom = emit("event: a.b, custom: true, stream: \"a:{id}\", key: \"{id}\", occurred: unknown, payload: {}")
        #expect(problems(custom) == [])
    }

    @Test(arguments: [
        ("event: a.b, custom: true, key: \"{id}\", occurred: unknown, payload: {}", "needs \"stream\""),
        ("event: quote.created, occurred: unknown, payload: {}", "needs \"key\""),
        ("event: quote.created, key: \"{id?}\", occurred: unknown, payload: {}", "may not come to nothing"),
        ("event: quote.created, key: \"{id|loud}\", occurred: unknown, payload: {}", "no filter \"loud\""),
        ("event: quote.created, key: \"{id\", occurred: unknown, payload: {}", "without a closing one"),
        ("event: quote.created, key: \"id}\", occurred: unknown, payload: {}", "without an opening one"),
        (
            "event: quote.created, key: \"{id}\", occurred: {time: \"{id}\", format: dd.MM.yy}, payload: {}",
            "not a format"
        ),
        ("event: quote.created, key: \"{id}\", occurred: {time: \"{id}\", zone: Mars}, payload: {}", "not a zone"),
        (
            "event: quote.created, key: \"{id}\", occurred: unknown, payload: {quote: {money: \"{id}\"}}",
            "needs \"currency\""
        ),
        (
            "event: quote.created, key: \"{id}\", occurred: unknown, payload: {quote: {price: \"{id}\"}}",
            "exactly one type"
        ),
        (
            "event: quote.created, key: \"{id}\", occurred: unknown, payload: {quote: {pipeline: name}}",
            "no \"pipeline\""
        ),
        (
            "event: quote.created, key: \"{id}\", when: {x: 1}, occurred: unknown, payload: {}",
            "no column or value \"x\""
        ),
        (
            "event: quote.created, key: \"{id}\", occurred: unknown, payload: {}, author: {id: x, otherwise: person}",
            "not a kind of author"
        ),
    ])
    func `what is wrong with an emit`(_ lines: String, _ reason: String) {
        let found = problems(emit(lines))
        #expect(found.count == 1)
        #expect(found.first?.contains(reason) == true, "\(found)")
    }

    @Test func `every problem is told at once, in the order of the file`() {
        let yaml = "mapping: M!\nzone: x\norder: random\nsource:\n  columns: [a, a]\n  emit: []\n"
        #expect(problems(yaml).map { $0.prefix(3) } == ["1:1", "2:7", "3:8", "5:1"])
    }

    @Test(arguments: [
        ("", "1:1"), ("a: [", "2:1"), ("a: 1\na: 2\n", "1:1"), ("a: &x 1\nb: *x\n", "1:4"), ("[1]", "1:1"),
        ("a: 1\n---\nb: 1\n", "2:1"),
    ])
    func `what is not YAML, or not ours`(_ yaml: String, _ place: String) {
        #expect(problems(yaml).first?.hasPrefix(place) == true, "\(problems(yaml))")
    }

    @Test func `values use only values before them, and tables by name`() {
        let start =
            "mapping: m\nauthor: importer\ntables:\n  t: {file: t.csv, columns: [k, v], key: k}\nsource:\n  columns: [a]\n"
        #expect(problems(start + "  values: {x: \"{y}\", y: \"{a}\"}\n  emit: []\n").count == 1)
        #expect(problems(start + "  values: {x: {lookup: t, by: \"{a}\", column: v}}\n  emit: []\n") == [])
        #expect(problems(start + "  values: {x: {lookup: u, by: \"{a}\", column: v}}\n  emit: []\n").count == 1)
        #expect(problems(start + "  values: {x: {lookup: t, by: \"{a}\", column: w}}\n  emit: []\n").count == 1)
        #expect(problems(start + "  values: {x: {from: \"{a}\", column: v}}\n  emit: []\n").count == 1)
    }

    @Test(arguments: ["price-list-history", "crm-opportunities", "purchase-order-changes"])
    func `the mappings that ship are sound`(_ name: String) throws {
        #expect(try SharedData.mapping(name).name == name)
    }
}
