internal import DealtrailModel

/// Turns the rows of one file into events.
struct RowMapper {
    let mapping: String
    let file: MappedFile
    let positions: [Int]
    let tables: [LookupTable]
    let importer: Author

    /// The events of a row, in the order of the emits: all of them, or none and the reason.
    func drafts(_ place: RowPlace, fields: [String], maker: inout EventMaker) throws(RowProblem) -> [DraftEvent] {
        var row = RowScope(fields: fields, positions: positions, file: file, tables: tables)
        var drafts: [DraftEvent] = []
        for emit in file.emits {
            guard try emit.applies(to: &row) else { continue }
            drafts.append(try draft(emit, place, in: &row, &maker))
        }
        return drafts
    }

    private func draft(
        _ emit: EmitRule, _ place: RowPlace, in row: inout RowScope, _ maker: inout EventMaker
    ) throws(RowProblem) -> DraftEvent {
        let kind: EventKind
        switch emit.kind {
        case .known(let known): kind = known
        case .custom(let template): kind = EventKind(try template.requiredText(in: &row))
        }
        let key = try emit.key.requiredText(in: &row)
        var stream: StreamName?
        if let template = emit.stream { stream = StreamName(try template.requiredText(in: &row)) }
        var tags: [Tag] = []
        for template in emit.tags { if let text = try template.text(in: &row) { tags.append(Tag(text)) } }
        var occurredAt = OccurredAt.unknown
        if let time = try emit.occurred?.time(in: &row) { occurredAt = .at(time) }
        var correlation: CorrelationID?
        if let template = emit.correlation { correlation = CorrelationID(try template.requiredText(in: &row)) }
        let author = try emit.author.author(in: &row, importer: importer)
        let fields = try PayloadSpec.map(emit.payload, in: &row)
        let (event, typed) = try maker.event(kind, fields: fields, stream: stream, tags: tags)
        return DraftEvent(
            key: key, commandID: DraftEvent.commandID(mapping: mapping, key: key), author: author,
            occurredAt: occurredAt,
            correlation: correlation, event: event, typed: typed, place: place)
    }
}
