import DealtrailModel
import DealtrailSales

extension CustomerSignals {
    typealias Row = ProjectionRows<State>.Row

    private static func row(_ kind: EventKind, _ letter: Letter) -> Row {
        Row(kind, key: .tag("account")) { try $0.note(letter, $1) }
    }

    /// A row that keeps what the event is about.
    private static func row(_ kind: EventKind, _ letter: Letter, about key: some RawRepresentable<Int>) -> Row {
        let field = UInt64(key.rawValue)
        return Row(kind, key: .tag("account")) { state, event in
            var fields = event.fieldCursor
            try state.note(letter, event, subject: try fields.text(field))
        }
    }

    static var contactRows: [Row] {
        [
            row(CallConnected.kind, .call),
            row(VisitCheckedIn.kind, .visit, about: VisitCheckedIn.CodingKeys.visit),
            row(VisitCompleted.kind, .visit, about: VisitCompleted.CodingKeys.visit),
            row(MeetingHeld.kind, .meeting), row(CompetitorOfferReported.kind, .offer),
            row(ComplaintRecorded.kind, .complaint),
        ]
    }

    static var quoteRows: [Row] {
        [
            Row(QuoteOpened.kind, key: .tag("account")) { state, event in
                typealias Key = QuoteOpened.CodingKeys
                var fields = event.fieldCursor
                let quote = try fields.text(Key.quote)
                try state.note(.opening, event, subject: quote, number: try fields.integer(Key.seconds))
            },
            row(CustomerFeedbackReceived.kind, .feedback, about: CustomerFeedbackReceived.CodingKeys.quote),
            row(QuoteAccepted.kind, .acceptance, about: QuoteAccepted.CodingKeys.quote),
            row(QuoteRejected.kind, .rejection, about: QuoteRejected.CodingKeys.quote),
            row(QuoteVersionStarted.kind, .version, about: QuoteVersionStarted.CodingKeys.quote),
            row(QuoteLinePriceChanged.kind, .edit), row(QuoteDiscountApplied.kind, .edit),
            row(QuoteLineRemoved.kind, .edit),
        ]
    }

    static var promiseRows: [Row] {
        [
            Row(CommitmentMade.kind, key: .tag("account")) { state, event in
                typealias Key = CommitmentMade.CodingKeys
                var fields = event.fieldCursor
                let promise = try fields.text(Key.commitment)
                try state.note(.promise, event, subject: promise, number: try fields.integer(Key.due))
            },
            Row(CommitmentExtended.kind, key: .tag("account")) { state, event in
                typealias Key = CommitmentExtended.CodingKeys
                var fields = event.fieldCursor
                let promise = try fields.text(Key.commitment)
                try state.note(.putOff, event, subject: promise, number: try fields.integer(Key.due))
            },
            row(CommitmentFulfilled.kind, .kept, about: CommitmentFulfilled.CodingKeys.commitment),
        ]
    }

    static var paymentRows: [Row] {
        [
            Row(InstalmentScheduled.kind, key: .tag("account")) { state, event in
                typealias Key = InstalmentScheduled.CodingKeys
                var fields = event.fieldCursor
                let instalment = try fields.text(Key.instalment)
                let due = try fields.integer(Key.due)
                try state.note(
                    .instalment, event, subject: instalment, number: due, amount: try fields.money(Key.amount))
            },
            Row(PaymentReceived.kind, key: .tag("account")) { state, event in
                typealias Key = PaymentReceived.CodingKeys
                var fields = event.fieldCursor
                let amount = try fields.money(Key.amount)
                try state.note(.payment, event, subject: try fields.text(Key.instalment), amount: amount)
            },
        ]
    }

    static var ticketRows: [Row] {
        [
            row(TicketOpened.kind, .ticket, about: TicketOpened.CodingKeys.ticket),
            row(TicketAnswered.kind, .ticketAnswer, about: TicketAnswered.CodingKeys.ticket),
            row(TicketResolved.kind, .ticketAnswer, about: TicketResolved.CodingKeys.ticket),
        ]
    }
}

extension CustomerSignals.State {
    fileprivate mutating func note(
        _ letter: CustomerSignals.Letter, _ event: borrowing EventView, subject: String? = nil, number: Int64? = nil,
        amount: Money? = nil
    ) throws {
        // A fold meets events in the order in which they happened, so that the marks are in this order too.
        guard let at = event.occurredAt else {
            undated += 1
            return
        }
        marks.append(
            CustomerSignals.Mark(
                letter: letter, position: event.position, id: try event.id, at: at, subject: subject, number: number,
                amount: amount))
    }
}
