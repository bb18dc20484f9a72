internal import DealtrailLog
internal import DealtrailModel
internal import DealtrailSales
internal import Foundation

/// One run of an import: what is waiting to be appended, and what has happened so far.
struct ImportSession {
    /// How many requests are handed to the log at once: it commits them together as far as possible.
    static let batchSize = 4_096

    private let mapping: Mapping
    private let log: any EventLog
    private let importer: Author
    private let inputs: [ImportInput]
    private let rejects: RejectsFile?
    private let progress: (@Sendable (ImportProgress) -> Void)?
    private var headers: [CSVHeader?]
    private var report: ImportReport
    private var waiting: [DraftEvent] = []
    private var breaches = BreachDetector()
    private var bytesRead: UInt64 = 0
    private var current = 0

    /// Appends the event that says that the import began, and the definitions of the mapping.
    static func begin(
        mapping: Mapping, log: any EventLog, importer: Author, inputs: [ImportInput], rejects: URL?,
        progress: (@Sendable (ImportProgress) -> Void)?
    ) async throws -> ImportSession {
        let run = ImportRun(mapping: mapping, importer: importer, inputs: inputs)
        let receipt = try await log.append(try run.request())
        guard let event = receipt.eventIDs.first else { throw ImportError(.refused, "the log names no event") }
        var report = ImportReport(
            mapping: mapping.name, mappingDigest: mapping.digest, importID: run.id.rawValue, importEvent: event,
            files: inputs.map { ImportReport.File(name: $0.name, digest: $0.digest, rows: 0) })
        if !receipt.isReplay { report.cover(receipt.positions) }
        if let pipeline = mapping.pipeline {
            let draft = try run.draft(of: pipeline)
            switch await log.append([try draft.definition(cause: event)]).first {
            case .success(let receipt): report.add(receipt, of: draft.event.kind)
            case .failure(let error): throw ImportError(.refused, "pipeline \(pipeline.name): \(error)")
            case nil: throw ImportError(.refused, "the log answered nothing")
            }
        }
        return ImportSession(
            mapping: mapping, log: log, importer: importer, inputs: inputs,
            rejects: try rejects.map { url in try RejectsFile(url) },
            progress: progress, headers: Array(repeating: nil, count: inputs.count), report: report)
    }

    private init(
        mapping: Mapping, log: any EventLog, importer: Author, inputs: [ImportInput], rejects: RejectsFile?,
        progress: (@Sendable (ImportProgress) -> Void)?, headers: [CSVHeader?], report: ImportReport
    ) {
        self.mapping = mapping
        self.log = log
        self.importer = importer
        self.inputs = inputs
        self.rejects = rejects
        self.progress = progress
        self.headers = headers
        self.report = report
    }

    /// Takes the events of a look-up table's own rows.
    mutating func take(_ table: LoadedTable, tables: [LookupTable], _ maker: inout EventMaker) async throws {
        headers[table.index] = table.header
        current = table.index
        let mapper = RowMapper(
            mapping: mapping.name, file: table.file, positions: table.positions, tables: tables, importer: importer)
        for row in table.rows {
            report.files[table.index].rows += 1
            switch row {
            case .defect(let defect): try reject(defect, file: table.index)
            case .row(let place, let fields):
                try add(place, fields: fields, mapper, &maker)
                if waiting.count >= Self.batchSize { try await flush() }
            }
        }
        try await flush()
    }

    /// Takes the events of the main file.
    mutating func take(
        _ source: CSVTable, tables: [LookupTable], isOrderedByTime: Bool, _ maker: inout EventMaker
    ) async throws {
        headers[0] = source.header
        current = 0
        let mapper = RowMapper(
            mapping: mapping.name, file: source.file, positions: source.positions, tables: tables, importer: importer)
        while let row = try source.next() {
            report.files[0].rows += 1
            bytesRead = source.csv.bytesRead
            switch row {
            case .defect(let defect): try reject(defect, file: 0)
            case .row(let record, let fields):
                let place = RowPlace(file: 0, row: record.row, line: record.line, fields: record.fields)
                try add(place, fields: fields, mapper, &maker)
                if !isOrderedByTime, waiting.count >= Self.batchSize { try await flush() }
            }
        }
        guard source.csv.digest == inputs[0].digest else { throw ImportError(.changed, inputs[0].name) }
        // The sort keeps the order of the file, and of the emits of a row, among equal times.
        if isOrderedByTime { waiting.sort { $0.order < $1.order } }
        try await flush()
    }

    /// Closes the file of rejects and hands over the report.
    mutating func end() async throws -> ImportReport {
        try await flush()
        try rejects?.close()
        return report
    }

    private mutating func add(
        _ place: RowPlace, fields: [String], _ mapper: RowMapper, _ maker: inout EventMaker
    ) throws(ImportError) {
        do throws(RowProblem) {
            waiting += try mapper.drafts(place, fields: fields, maker: &maker)
        } catch {
            try reject(place, column: error.column, key: nil, reason: error.reason)
        }
    }

    /// Hands everything that waits to the log, a batch at a time, and looks at each answer.
    private mutating func flush() async throws {
        var start = 0
        while start < waiting.count {
            try Task.checkCancellation()
            let batch = waiting[start..<min(start + Self.batchSize, waiting.count)]
            let requests = batch.map { draft in
                draft.request(cause: report.importEvent, provenance: provenance(of: draft.place))
            }
            let results = await log.append(requests)
            guard results.count == batch.count else { throw ImportError(.refused, "the log left requests unanswered") }
            for (draft, result) in zip(batch, results) { try settle(draft, result) }
            start += batch.count
            progress?(
                ImportProgress(
                    file: inputs[current].name, bytesRead: current == 0 ? bytesRead : inputs[current].bytes,
                    bytes: inputs[current].bytes, taken: report.taken, rejected: report.rejected))
        }
        waiting.removeAll(keepingCapacity: true)
    }

    private func provenance(of place: RowPlace) -> Provenance {
        .imported(file: inputs[place.file].name, row: place.row, digest: inputs[place.file].digest)
    }

    private mutating func settle(_ draft: DraftEvent, _ result: Result<Receipt, any Error>) throws {
        switch result {
        case .success(let receipt):
            report.add(receipt, of: draft.event.kind)
            guard let event = draft.typed else { return }
            for (rule, detail) in breaches.observe(event, occurredAt: draft.occurredAt) {
                report.add(
                    ImportReport.Breach(
                        rule: rule, file: inputs[draft.place.file].name, row: draft.place.row,
                        stream: draft.event.stream,
                        detail: detail))
            }
        case .failure(let error):
            // What is wrong with one request is a reject; what is wrong with the log ends the import.
            guard let refusal = error as? AppendError, refusal.code != .clock else { throw error }
            let reason =
                refusal.code == .commandReused
                ? "the key \"\(draft.key)\" was imported before with other content" : refusal.description
            try reject(draft.place, column: nil, key: draft.key, reason: reason)
        }
    }

    private mutating func reject(_ defect: CSVDefect, file: Int) throws(ImportError) {
        let rejection = ImportReport.Rejection(
            file: inputs[file].name, row: defect.row, line: defect.line, column: defect.column,
            columnName: name(of: defect.column, in: file), key: nil, reason: defect.reason)
        report.add(rejection)
        try rejects?.write(rejection, record: defect.raw)
    }

    private mutating func reject(
        _ place: RowPlace, column: Int?, key: String?, reason: String
    ) throws(ImportError) {
        let rejection = ImportReport.Rejection(
            file: inputs[place.file].name, row: place.row, line: place.line, column: column,
            columnName: column.flatMap { name(of: $0, in: place.file) }, key: key, reason: reason)
        report.add(rejection)
        let delimiter = inputs[place.file].file.delimiter
        try rejects?.write(rejection, record: CSVText.line(place.fields, delimiter: delimiter))
    }

    private func name(of column: Int, in file: Int) -> String? {
        guard let names = headers[file]?.names, names.indices.contains(column - 1) else { return nil }
        return names[column - 1]
    }
}
