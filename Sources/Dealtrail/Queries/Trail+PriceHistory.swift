public import DealtrailEngine
import DealtrailLog
import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension Trail {
    /// Who changed the price: each edit with its author, old and new price, reason, cause, approver and rules.
    ///
    /// Read from the log itself, not from a view: whole streams, found by the index (`docs/features.md` row 1).
    ///
    /// - Parameters:
    ///   - subject: Whose prices.
    ///   - point: Up to when, on either time axis.
    /// - Throws: `LogError`, `EventError` for a damaged event.
    /// - Complexity: O(events of the streams concerned); of everything for an author.
    public func priceHistory(of subject: PriceSubject, asOf point: AsOf = .head) throws -> PriceHistory {
        let size = try log.head().size
        let stamp = try stamp(point, size: size)
        let end = stamp.position.map { $0 + 1 } ?? 0
        var undated = 0
        var events: [RecordedEvent] = []
        var approvals: [RecordedEvent] = []
        var merged = MergedAccounts()
        if case .account = subject { merged = try mergedAccounts(point, upTo: stamp.position) }
        for stream in try streams(of: subject, merged, in: 0..<end) {
            let found = try log.events(.stream(stream), in: 0..<end)
            undated += found.count { $0.occurredAt.time == nil }
            events += found.filter { $0.happened(by: point.effective) }
            guard let quote = stream.id(of: "quote") else { continue }
            approvals += try self.approvals(of: QuoteID(quote), in: 0..<end).filter { $0.happened(by: point.effective) }
        }
        var causes: [EventID: RecordedEvent] = Dictionary(events.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        for id in PriceHistory.causes(of: events) where causes[id] == nil { causes[id] = try log.event(id) }
        let found = causes
        let history = try PriceHistory(
            events: events, approvals: approvals, stamp: stamp.leavingOut(undated: undated), cause: { found[$0] },
            rulesVersion: { [handler] in try? handler.ruleSet($0).version })
        return history.filtered(subject.filter(merged))
    }

    /// The quotes and price lists that have to do with a subject, sorted.
    private func streams(
        of subject: PriceSubject, _ merged: MergedAccounts, in range: Range<UInt64>
    ) throws -> [StreamName] {
        switch subject {
        case .quote(let quote), .line(let quote, _): return [.quote(quote)]
        case .list(let list): return [.priceList(list)]
        case .entry(let entry): return [.priceList(entry.list)]
        case .account(let account):
            let tags = merged.members(of: account).map { Query.Item(tags: [.account($0)]) }
            return try streams(EventFilter(query: Query(items: tags)), in: range)
        case .product(let product): return try streams(EventFilter(query: .tag(.product(product))), in: range)
        case .author(let author): return try streams(EventFilter(), in: range, concerning: author)
        case .everything: return try streams(EventFilter(), in: range)
        }
    }

    private func streams(
        _ filter: EventFilter, in range: Range<UInt64>, concerning actor: ActorID? = nil
    ) throws -> [StreamName] {
        var streams: Set<StreamName> = []
        var seen: Set<UInt64> = []
        try log.scan(filter, in: range, direction: .forward) { event in
            if actor == nil, seen.contains(event.streamHash) { return true }
            if let actor {
                let author = try event.author
                guard author.id == actor || author.onBehalfOf == actor else { return true }
            }
            let stream = try event.stream
            seen.insert(event.streamHash)
            if stream.id(of: "quote") != nil || stream.id(of: "price-list") != nil { streams.insert(stream) }
            return true
        }
        return streams.sorted()
    }

    private func approvals(of quote: QuoteID, in range: Range<UInt64>) throws -> [RecordedEvent] {
        var streams: Set<StreamName> = []
        for event in try log.events(EventFilter(query: .tag(.quote(quote))), in: range)
        where event.stream.id(of: "approval") != nil {
            streams.insert(event.stream)
        }
        return try streams.sorted().flatMap { try log.events(.stream($0), in: range) }
    }
}

extension StreamName {
    /// What follows the colon, when the stream is of this aggregate.
    func id(of aggregate: String) -> String? {
        rawValue.hasPrefix(aggregate + ":") ? String(rawValue.dropFirst(aggregate.count + 1)) : nil
    }
}

extension RecordedEvent {
    /// Whether it had happened by an instant; an event without a time had not, as far as anyone knows.
    func happened(by instant: Timestamp?) -> Bool {
        guard let instant else { return true }
        return occurredAt.time.map { $0.instant <= instant } ?? false
    }
}
