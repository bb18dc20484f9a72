internal import DealtrailModel
internal import DealtrailSales
internal import Yams

/// Reads the YAML of a mapping into the model, and reports every problem with its place.
struct MappingParser {
    /// The largest mapping, in bytes.
    static let maximumBytes = 262_144

    let catalog: Catalog
    let diagnostics: MappingDiagnostics
    /// What holds for all files unless they say otherwise.
    var zone = MappingZone.offset(0)
    var notRecorded: Set<String> = [""]
    var pipeline: PipelineSpec?
    /// The tables with the columns that look-ups may ask for.
    var tables: [(name: String, columns: [String])] = []
    /// The default author rule of the mapping; templates in it are read in the scope of each file.
    var author: Node?

    static func parse(_ yaml: String, file: String, catalog: Catalog) throws(MappingError) -> Mapping {
        let diagnostics = MappingDiagnostics(file: file)
        var parser = MappingParser(catalog: catalog, diagnostics: diagnostics)
        let root = try compose(yaml, diagnostics)
        let mapping = parser.mapping(root, digest: ContentDigest(of: Array(yaml.utf8)))
        try diagnostics.check()
        guard let mapping else {
            diagnostics.report(line: 1, column: 1, "the mapping cannot be read")
            throw MappingError(problems: diagnostics.problems)
        }
        return mapping
    }

    private static func compose(_ yaml: String, _ diagnostics: MappingDiagnostics) throws(MappingError) -> Node {
        if yaml.utf8.count > maximumBytes {
            diagnostics.report(line: 1, column: 1, "a mapping has at most \(maximumBytes) bytes")
        }
        reportAnchors(in: yaml, diagnostics)
        try diagnostics.check()
        do {
            if let root = try Yams.compose(yaml: yaml) { return root }
            diagnostics.report(line: 1, column: 1, "the mapping is empty")
        } catch let error as YamlError {
            report(error, diagnostics)
        } catch {
            diagnostics.report(line: 1, column: 1, "not YAML: \(error)")
        }
        try diagnostics.check()
        throw MappingError(problems: diagnostics.problems)
    }

    /// Refuses anchors and aliases before anything is built: a few of them can stand for any amount of data.
    private static func reportAnchors(in yaml: String, _ diagnostics: MappingDiagnostics) {
        for (index, line) in yaml.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
        {
            var previous = UInt8(ascii: " ")
            let bytes = Array(line)
            for (column, byte) in bytes.enumerated() {
                let next = column + 1 < bytes.count ? bytes[column + 1] : UInt8(ascii: " ")
                let begins =
                    previous == 0x20 || previous == 0x09 || previous == 0x5b || previous == 0x7b || previous == 0x2c
                if begins, byte == UInt8(ascii: "#") { break }
                if begins, byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*"), next > 0x20 {
                    diagnostics.report(
                        line: index + 1, column: column + 1,
                        "anchors (&name) and aliases (*name) are not part of the mapping language")
                }
                previous = byte
            }
        }
    }

    private static func report(_ error: YamlError, _ diagnostics: MappingDiagnostics) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let detail = context.map { " (\($0.text))" } ?? ""
            diagnostics.report(line: mark.line, column: mark.column, "not YAML: \(problem)\(detail)")
        case .duplicatedKeysInMapping(let names, let context):
            diagnostics.report(
                line: context.mark.line, column: context.mark.column,
                "a key stands twice: \(names.joined(separator: ", "))")
        case .reader(let problem, _, _, _): diagnostics.report(line: 1, column: 1, "not YAML: \(problem)")
        default: diagnostics.report(line: 1, column: 1, "not YAML")
        }
    }

    private mutating func mapping(_ root: Node, digest: ContentDigest) -> Mapping? {
        let keys = ["mapping", "about", "zone", "order", "not-recorded", "author", "pipeline", "source", "tables"]
        guard
            let object = MappingObject(root, "a mapping", allowed: keys, required: ["mapping", "source"], diagnostics)
        else { return nil }
        let name = object["mapping"].flatMap { self.name($0) }
        if let node = object["zone"], let found = self.zone(node) { zone = found }
        if let node = object["not-recorded"] { notRecorded = Set(node.texts("not-recorded", diagnostics).map(\.text)) }
        author = object["author"]
        if let node = object["pipeline"] { pipeline = pipelineSpec(node) }
        let order: Bool? =
            object["order"].map { $0.choice("an order", [("file", false), ("occurred", true)], diagnostics) } ?? false
        let tableNodes = object["tables"]?.pairs("tables", diagnostics) ?? []
        tables = tableNodes.map { ($0.name, columnNames(of: $0.value)) }
        let files = tableNodes.compactMap { file(named: $0.name, $0.value, isTable: true) }
        let source = object["source"].flatMap { file(named: "source", $0, isTable: false) }
        guard let name, let order, let source, files.count == tableNodes.count else { return nil }
        return Mapping(
            name: name, digest: digest, isOrderedByTime: order, pipeline: pipeline, tables: files, source: source)
    }

    /// A name of letters, digits and hyphens that does not make a command identifier too long.
    private func name(_ node: Node) -> String? {
        guard let text = node.text("the name of a mapping", diagnostics) else { return nil }
        let isPlain = text.utf8.allSatisfy { byte in
            (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2d
        }
        guard isPlain, (1...64).contains(text.utf8.count) else {
            diagnostics.report(node, "a name has 1 to 64 lower-case letters, digits and hyphens")
            return nil
        }
        return text
    }

    func zone(_ node: Node) -> MappingZone? {
        guard let text = node.text("a zone", diagnostics) else { return nil }
        guard let zone = MappingZone(text) else {
            diagnostics.report(
                node, "\"\(text)\" is not a zone", allowed: ["UTC", "+08:00", "a name such as Europe/Amsterdam"])
            return nil
        }
        return zone
    }

    private func columnNames(of node: Node) -> [String] {
        guard case .mapping(let mapping) = node, let columns = mapping["columns"], case .sequence(let items) = columns
        else {
            return []
        }
        return items.compactMap { $0.scalar?.string }
    }

    private func pipelineSpec(_ node: Node) -> PipelineSpec? {
        let keys = ["name", "version", "stages"]
        guard let object = MappingObject(node, "a pipeline", allowed: keys, required: keys, diagnostics),
            let name = object["name"]?.text("the name of a pipeline", diagnostics),
            let version = object["version"]?.text("the version of a pipeline", diagnostics),
            let stages = object["stages"]
        else { return nil }
        guard let number = Int(version), number >= 1 else {
            diagnostics.report(object["version"] ?? node, "a version is a whole number from 1")
            return nil
        }
        let found = stages.items("stages", diagnostics).compactMap { item -> PipelineStage? in
            if case .scalar(let scalar) = item { return PipelineStage(StageName(scalar.string)) }
            guard
                let stage = MappingObject(
                    item, "a stage", allowed: ["name", "requires"], required: ["name"], diagnostics),
                let name = stage["name"]?.text("the name of a stage", diagnostics)
            else { return nil }
            let evidence = stage["requires"]?.texts("requires", diagnostics).map { EvidenceKind($0.text) } ?? []
            return PipelineStage(StageName(name), requires: evidence)
        }
        return PipelineSpec(name: name, version: number, stages: found)
    }
}
