import DealtrailModel
import DealtrailSales
import Testing

/// What events are to the rules: evidence and stated times come from the events themselves.
@Suite struct OccurrenceTests {
    private let digest = EventSamples.digest
    private let now = Timestamp(nanoseconds: 1_772_442_000_000_000_000)

    private func occurrence(_ event: any Event, at time: OccurredAt? = nil) throws -> Occurrence? {
        let request = AppendRequest(
            [try NewEvent(event)], by: Author("rep:lin"), id: "c-1", occurredAt: time ?? .at(now))
        let builder = RecordBuilder(append: request, hasher: NameHasher(low: 0, high: 0), recordedAt: now)
        let record = try builder.record(index: 0, id: RuleSamples.id(1), revision: 0, cause: nil)
        return try Occurrence(try EventView(position: 0, record: record.rawSpan))
    }

    @Test func `With its document an event is evidenced, without it is not`() throws {
        for event in EventSamples.full {
            let has = (event as? any EvidencedEvent)?.evidence != nil
            #expect(try occurrence(event)?.isEvidenced == has, "\(type(of: event).kind)")
        }
        for event in EventSamples.sparse {
            #expect(try occurrence(event)?.isEvidenced == false, "\(type(of: event).kind)")
        }
    }

    @Test func `A due time is what the event states`() throws {
        for event in EventSamples.full + EventSamples.sparse {
            let occurrence = try #require(try occurrence(event))
            #expect(occurrence.stated == (event as? any DueEvent)?.due, "\(type(of: event).kind)")
            #expect(occurrence.kind == type(of: event).kind && occurrence.at == now)
            #expect(occurrence.id == RuleSamples.id(1))
        }
    }

    @Test func `What happened at no known time is no occurrence`() throws {
        #expect(try occurrence(AccountCreated(account: "acme"), at: .unknown) == nil)
    }

    /// Rules that ask for evidence or a stated time of an event that can have none would never be met.
    @Test func `What the standard policy asks of events, they can have`() {
        let book = RuleBook.standard
        for pattern in book.meanings.flatMap(\.events) + book.deadlines.flatMap({ $0.cancelledBy ?? [] })
        where pattern.needsEvidence {
            #expect(EventVocabulary.evidenceFields[EventKind(pattern.name)] != nil, "\(pattern)")
        }
    }

    @Test func `No event that is recorded is still announced`() {
        #expect(EventVocabulary.announced.isDisjoint(with: Catalog.sales.events.keys))
    }
}
