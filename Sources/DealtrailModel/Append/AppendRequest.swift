/// What one author appends at once: some events, what must hold for them, and the command that led to them.
///
/// Either all of the events are stored or none.
public struct AppendRequest: Hashable, Sendable {
    /// The identifier of the command, which is the idempotency key.
    public var commandID: CommandID
    /// Who does it.
    public var author: Author
    /// When it happened, for events that say nothing of their own.
    public var occurredAt: OccurredAt?
    /// What it belongs to; by default the command itself.
    public var correlation: CorrelationID
    /// The event that caused it, for events that say nothing of their own.
    public var causation: EventID?
    /// The rules in force.
    public var rules: ContentDigest?
    /// The canonical command, when there is one.
    public var command: [UInt8]?
    /// What ports answered, as canonical CBOR.
    public var portAnswers: [UInt8]?
    /// The author's signature of the command.
    public var signature: CommandSignature?
    /// The events, in order; at least one.
    public var events: [NewEvent]
    /// What must hold.
    public var conditions: [AppendCondition]

    /// Creates a request.
    public init(
        _ events: [NewEvent], by author: Author, id: CommandID, occurredAt: OccurredAt? = nil,
        correlation: CorrelationID? = nil, causation: EventID? = nil, rules: ContentDigest? = nil,
        command: [UInt8]? = nil, portAnswers: [UInt8]? = nil, signature: CommandSignature? = nil,
        conditions: [AppendCondition] = []
    ) {
        self.events = events
        self.author = author
        commandID = id
        self.occurredAt = occurredAt
        self.correlation = correlation ?? CorrelationID(rawValue: id.rawValue)
        self.causation = causation
        self.rules = rules
        self.command = command
        self.portAnswers = portAnswers
        self.signature = signature
        self.conditions = conditions
    }

    /// Checks what does not depend on the log.
    ///
    /// - Throws: ``AppendError``: `noAuthor`, `invalidName`, `empty`, `invalidCause`, `malformedPayload`, `tooManyTags`,
    ///   `reservedKind`.
    /// - Complexity: O(bytes of the events).
    public func validate() throws(AppendError) {
        try validate(from: .author)
    }

    /// The same for a request of another source, which may have events that authors do not append.
    package func validate(from source: AppendSource) throws(AppendError) {
        guard !author.id.rawValue.isEmpty else {
            throw AppendError(.noAuthor, "command \(commandID) has no author; say who does it")
        }
        guard author.isValid else { throw AppendError(.invalidName, "author \"\(author.id)\", its channel or device") }
        guard commandID.isValid else { throw AppendError(.invalidName, "command id \"\(commandID)\"") }
        guard correlation.isValid else { throw AppendError(.invalidName, "correlation \"\(correlation)\"") }
        guard !events.isEmpty else { throw AppendError(.empty, "command \(commandID) appends no event") }
        try requireCanonical(command, "command")
        try requireCanonical(portAnswers, "answers of ports")
        guard signature == nil || command != nil else {
            throw AppendError(.malformedPayload, "\(commandID) is signed, and there is no command that was signed")
        }
        let events = events.span
        for index in events.indices { try validate(events[index], at: index, source) }
    }

    private func validate(_ event: NewEvent, at index: Int, _ source: AppendSource) throws(AppendError) {
        guard event.kind.isValid else { throw AppendError(.invalidName, "kind \"\(event.kind)\"") }
        guard source.mayAppend(event.kind) else {
            throw AppendError(.reservedKind, "\(event.kind)")
        }
        guard event.stream.isValid else { throw AppendError(.invalidName, "stream \"\(event.stream)\"") }
        guard (1...65_535).contains(event.version) else {
            throw AppendError(
                .malformedPayload, "\(event.kind) has version \(event.version); versions run from 1 to 65,535")
        }
        guard event.tags.count <= 255 else {
            throw AppendError(.tooManyTags, "\(event.kind) has \(event.tags.count) tags")
        }
        for tag in event.tags where !tag.isValid { throw AppendError(.invalidName, "tag \"\(tag)\"") }
        if case .sibling(let cause) = event.cause, !(0..<index).contains(cause) {
            throw AppendError(.invalidCause, "event \(index) names event \(cause) of its append as its cause")
        }
        do throws(CBORError) {
            var reader = CBORReader(event.payload.rawSpan)
            guard try reader.peekType() == .map else { throw CBORError(.unexpectedType, at: 0, "expected a map") }
            try reader.skipCanonical()
            guard reader.isAtEnd else { throw CBORError(.trailingBytes, at: reader.offset) }
        } catch {
            throw AppendError(.malformedPayload, "payload of \(event.kind): \(error)")
        }
    }

    private func requireCanonical(_ bytes: [UInt8]?, _ what: String) throws(AppendError) {
        guard let bytes else { return }
        do throws(CBORError) {
            var reader = CBORReader(bytes.rawSpan)
            try reader.skipCanonical()
            guard reader.isAtEnd else { throw CBORError(.trailingBytes, at: reader.offset) }
        } catch {
            throw AppendError(.malformedPayload, "\(what) of \(commandID): \(error)")
        }
    }
}
