import DealtrailModel
import DealtrailSales

extension CustomerHealth {
    typealias Row = ProjectionRows<State>.Row

    static var accountRows: [Row] {
        [
            // These kinds may name a second account, a parent or an absorbed one, whose state they leave alone.
            Row(AccountCreated.kind, key: .tag("account")) { state, event in
                typealias Key = AccountCreated.CodingKeys
                var fields = event.fieldCursor
                guard try fields.holds(state.account, in: Key.account) else { return }
                try fields.update(&state.owner, from: Key.owner)
                if let tier: TierName = try fields.name(Key.tier) {
                    state.tier = tier
                    state.tieredBy = try EventMark(event)
                }
            },
            Row(AccountTiered.kind, key: .tag("account")) { state, event in
                var fields = event.fieldCursor
                try fields.update(&state.tier, from: AccountTiered.CodingKeys.tier)
                state.tieredBy = try EventMark(event)
            },
            Row(AccountOwnerChanged.kind, key: .tag("account")) { state, event in
                var fields = event.fieldCursor
                try fields.update(&state.owner, from: AccountOwnerChanged.CodingKeys.owner)
            },
            Row(AccountClaimed.kind, key: .tag("account")) { state, event in
                var fields = event.fieldCursor
                try fields.update(&state.owner, from: AccountClaimed.CodingKeys.owner)
            },
            Row(AccountReleased.kind, key: .tag("account")) { state, _ in state.owner = nil },
            Row(AccountsMerged.kind, key: .tag("account")) { state, event in
                typealias Key = AccountsMerged.CodingKeys
                var fields = event.fieldCursor
                guard try fields.holds(state.account, in: Key.account),
                    let other: AccountID = try fields.name(Key.absorbed), !state.absorbed.contains(other)
                else { return }
                state.absorbed = (state.absorbed + [other]).sorted()
            },
            Row(AccountsSplit.kind, key: .tag("account")) { state, event in
                typealias Key = AccountsSplit.CodingKeys
                var fields = event.fieldCursor
                guard try fields.holds(state.account, in: Key.account),
                    let other: AccountID = try fields.name(Key.restored)
                else { return }
                state.absorbed.removeAll { $0 == other }
            },
        ]
    }

    static var factorRows: [Row] {
        [
            Row(VisitCheckedIn.kind, key: .tag("account")) { try $0.followUp($1) },
            Row(VisitCompleted.kind, key: .tag("account")) { try $0.followUp($1) },
            Row(CallConnected.kind, key: .tag("account")) { try $0.followUp($1) },
            Row(MeetingHeld.kind, key: .tag("account")) { try $0.followUp($1) },
            Row(SatisfactionRecorded.kind, key: .tag("account")) { state, event in
                guard let score = try event.integer(SatisfactionRecorded.CodingKeys.score) else { return }
                state.satisfaction = Int(score)
                state.satisfactionBy = try EventMark(event)
            },
            Row(OrderPlaced.kind, key: .tag("account")) { state, event in
                guard let placedAt = event.occurredAt,
                    let amount = try event.money(OrderPlaced.CodingKeys.amount)
                else {
                    state.undatedOrders += 1
                    return
                }
                let id = try event.id
                state.orders.append(Order(position: event.position, id: id, placedAt: placedAt, amount: amount))
            },
        ]
    }
}

extension CustomerHealth.State {
    fileprivate mutating func followUp(_ event: borrowing EventView) throws {
        // A fold meets events in the order in which they happened, so the last one met is the last follow-up.
        if event.occurredAt == nil { undatedFollowUps += 1 } else { followedUpBy = try EventMark(event) }
    }
}
