extension EventView {
    /// Who did something and when, as he says: what a report over all deeds needs of an event.
    public struct Deed: Hashable, Sendable {
        /// Who did it.
        public let author: Author
        /// When it happened, with the offset at which he stated it.
        public let occurredAt: OccurredAt
        /// The index of the event within its append; 0 for the first, so that what followed from one command is told from it.
        public let index: UInt64
    }

    /// Who did it and when, read in one walk that stops before the command.
    ///
    /// - Throws: ``EventError`` (`corrupted`) when the event does not read.
    public var deed: Deed {
        get throws(EventError) {
            do throws(CBORError) {
                var reader = try reader(at: .author)
                let author = try Author(&reader)
                var occurredAt = OccurredAt.unknown
                while !reader.isAtEnd {
                    switch try reader.readUnsigned() {
                    case RecordedEvent.Field.occurredAt.rawValue: occurredAt = .at(try ZonedTime(&reader))
                    case RecordedEvent.Field.index.rawValue:
                        return Deed(author: author, occurredAt: occurredAt, index: try reader.readUnsigned())
                    default: try reader.skip()
                    }
                }
                throw CBORError(.missingField, at: reader.offset, "an event has an index within its append")
            } catch {
                throw damaged(error)
            }
        }
    }
}
