public import DealtrailModel
public import DealtrailSales

extension AlertContext {
    /// The kinds of events that it is made of.
    public static let kinds: Set<EventKind> = [
        OrderPlaced.kind, ComplaintRecorded.kind, SatisfactionRecorded.kind, VisitCheckedIn.kind, VisitCompleted.kind,
        OpportunityCreated.kind, OpportunityReopened.kind, OpportunityWon.kind, OpportunityLost.kind,
    ]

    /// What is known of a customer from the events of its accounts.
    ///
    /// - Parameters:
    ///   - events: The events of these ``kinds``, in any order; those that happened after `now` are left out.
    ///   - now: The instant.
    ///   - settings: How many orders, and what is low.
    /// - Throws: `EventError` for an event that does not read.
    /// - Complexity: O(events log events).
    public init(events: [RecordedEvent], at now: Timestamp, _ settings: AlertSettings) throws {
        self.init()
        var open: Set<OpportunityID> = []
        let sorted = events.filter { $0.occurredAt.time.map { $0.instant <= now } ?? true }
            .sorted { FoldOrder($0) < FoldOrder($1) }
        for event in sorted {
            let time = event.occurredAt.time?.instant
            switch event.kind {
            case OrderPlaced.kind:
                guard let amount = try event.decode(OrderPlaced.self).amount else { continue }
                orders.insert(Order(event: event.id, placedAt: time, amount: amount), at: 0)
            case ComplaintRecorded.kind:
                guard let time else { continue }
                let told = try event.decode(ComplaintRecorded.self)
                complaint = Complaint(event: event.id, at: time, topic: told.topic, product: told.product)
            case SatisfactionRecorded.kind:
                guard let time else { continue }
                let score = try event.decode(SatisfactionRecorded.self).score
                satisfaction =
                    score <= settings.lowSatisfaction ? Satisfaction(event: event.id, at: time, score: score) : nil
            case VisitCheckedIn.kind, VisitCompleted.kind:
                if let time { visit = Visit(event: event.id, at: time) }
            case OpportunityCreated.kind: open.insert(try event.decode(OpportunityCreated.self).opportunity)
            case OpportunityReopened.kind: open.insert(try event.decode(OpportunityReopened.self).opportunity)
            case OpportunityWon.kind: open.remove(try event.decode(OpportunityWon.self).opportunity)
            case OpportunityLost.kind: open.remove(try event.decode(OpportunityLost.self).opportunity)
            default: continue
            }
        }
        orders = Array(orders.prefix(settings.orders))
        opportunities = open.sorted()
    }
}
