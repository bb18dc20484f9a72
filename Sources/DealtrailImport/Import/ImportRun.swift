internal import DealtrailModel
internal import DealtrailSales

/// The identity of an import: the same files through the same mapping by the same person are one import.
struct ImportRun {
    let mapping: Mapping
    let importer: Author
    let inputs: [ImportInput]
    let id: ImportID

    init(mapping: Mapping, importer: Author, inputs: [ImportInput]) {
        self.mapping = mapping
        self.importer = importer
        self.inputs = inputs
        let parts: [CBORValue] =
            [.bytes(mapping.digest.bytes), .text(importer.id.rawValue)]
            + inputs.flatMap { [.text($0.name), .bytes($0.digest.bytes)] }
        id = ImportID("\(mapping.name)-\(ContentDigest(of: CBORValue.array(parts).canonical).short)")
    }

    /// The request to record that the import began.
    func request() throws -> AppendRequest {
        let event = ImportStarted(
            id: id, importer: mapping.name,
            files: inputs.map { ImportedFile(name: $0.name, digest: $0.digest) }, mapping: mapping.digest)
        let draft = DraftEvent(
            key: id.rawValue, commandID: CommandID("import-run:\(id)"), author: importer, occurredAt: .unknown,
            correlation: nil, event: try NewEvent(event), typed: event,
            place: RowPlace(file: 0, row: 0, line: 0, fields: []))
        var request = draft.request(cause: nil, provenance: .witnessed)
        // The import itself is seen by this log; it happens when it is recorded.
        request.occurredAt = nil
        request.events[0].occurredAt = nil
        return request
    }

    /// The definition of the pipeline, which the files do not state.
    func draft(of pipeline: PipelineSpec) throws -> DraftEvent {
        let event = pipeline.event
        let key = "\(pipeline.name):\(pipeline.version)"
        return DraftEvent(
            key: key, commandID: CommandID("import-pipeline:\(mapping.name):\(key)"), author: importer,
            occurredAt: .unknown,
            correlation: nil, event: try NewEvent(event), typed: event,
            place: RowPlace(file: 0, row: 0, line: 0, fields: []))
    }
}

extension DraftEvent {
    /// A request for a fact that the mapping states, not a row of a file.
    func definition(cause: EventID) throws -> AppendRequest {
        request(cause: cause, provenance: .witnessed)
    }
}
