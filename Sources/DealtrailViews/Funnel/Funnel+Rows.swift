import DealtrailModel
import DealtrailSales

extension Funnel {
    typealias Row = ProjectionRows<State>.Row

    static var stageRows: [Row] {
        [
            Row(OpportunityCreated.kind) { state, event in
                typealias Key = OpportunityCreated.CodingKeys
                var fields = event.fieldCursor
                try fields.update(&state.pipeline, from: Key.pipeline)
                state.pipelineVersion = try fields.integer(Key.pipelineVersion).map { Int($0) }
                let stages = try fields.item(UInt64(Key.stages.rawValue))
                try fields.update(&state.account, from: Key.account)
                try fields.update(&state.owner, from: Key.owner)
                try fields.update(&state.product, from: Key.product)
                state.amount = try fields.money(Key.amount) ?? state.amount
                state.quantity = try fields.decimal(Key.quantity) ?? state.quantity
                state.createdAt = event.occurredAt
                state.takeLabels(event)
                guard !stages.isEmpty else { return }
                state.follow(try StagePaths.shared(stages, Self.path))
            },
            Row(OpportunityStageEntered.kind) { state, event in
                typealias Key = OpportunityStageEntered.CodingKeys
                var fields = event.fieldCursor
                let stage = try state.stage(&fields, Key.stage)
                try fields.update(&state.account, from: Key.account)
                try fields.update(&state.owner, from: Key.owner)
                try fields.update(&state.product, from: Key.product)
                state.takeLabels(event)
                state.enter(stage, at: event.occurredAt)
            },
            Row(OpportunityOwnerChanged.kind) { state, event in
                var fields = event.fieldCursor
                try fields.update(&state.owner, from: OpportunityOwnerChanged.CodingKeys.owner)
                try fields.update(&state.account, from: OpportunityOwnerChanged.CodingKeys.account)
            },
        ]
    }

    /// The names of the stages in the path of an event.
    private static func path(_ stages: RawSpan) throws(CBORError) -> [StageName] {
        var reader = CBORReader(stages)
        var path: [StageName] = []
        for _ in 0..<(try reader.readArrayHead()) {
            var stage = FieldCursor(try reader.readItem())
            let name = try stage.textBytes(UInt64(PipelineStage.CodingKeys.name.rawValue))
            if !name.isEmpty { path.append(StageName(rawValue: try name.name())) }
        }
        return path
    }

    static var endRows: [Row] {
        [
            Row(OpportunityWon.kind) { state, event in
                typealias Key = OpportunityWon.CodingKeys
                var fields = event.fieldCursor
                let amount = try fields.money(Key.amount)
                try fields.update(&state.account, from: Key.account)
                try fields.update(&state.owner, from: Key.owner)
                try fields.update(&state.product, from: Key.product)
                state.quantity = try fields.decimal(Key.quantity) ?? state.quantity
                state.close(
                    isWon: true, at: event.occurredAt, amount: amount, atList: try fields.money(Key.atList),
                    position: event.position)
            },
            Row(OpportunityLost.kind) { state, event in
                typealias Key = OpportunityLost.CodingKeys
                var fields = event.fieldCursor
                let amount = try fields.money(Key.amount)
                try fields.update(&state.account, from: Key.account)
                try fields.update(&state.owner, from: Key.owner)
                try fields.update(&state.product, from: Key.product)
                state.close(
                    isWon: false, at: event.occurredAt, amount: amount, position: event.position)
            },
            Row(OpportunityReopened.kind) { state, event in
                typealias Key = OpportunityReopened.CodingKeys
                var fields = event.fieldCursor
                let stage = try state.stage(&fields, Key.stage)
                try fields.update(&state.owner, from: Key.owner)
                state.outcome = nil
                state.reopenings += 1
                if let stage { state.enter(stage, at: event.occurredAt) }
            },
        ]
    }
}

extension Funnel.State {
    /// Takes over the pinned path; stages entered before it was known, at unknown times, keep their visits.
    fileprivate mutating func follow(_ path: [StageName]) {
        guard !stages.isEmpty else {
            (stages, pathCount) = (path, path.count)
            return
        }
        let others = stages.filter { !path.contains($0) }
        let joined = path + others
        for index in visits.indices {
            let visit = visits[index]
            let stage = joined.firstIndex(of: stages[visit.stage]) ?? visit.stage
            visits[index] = Funnel.Visit(stage: stage, entered: visit.entered, left: visit.left, isOver: visit.isOver)
        }
        stages = joined
        pathCount = path.count
    }

    /// The index of the stage in the field `key`, which is added when it is not of the path.
    fileprivate mutating func stage(_ fields: inout FieldCursor, _ key: some RawRepresentable<Int>) throws -> Int? {
        let name = try fields.textBytes(UInt64(key.rawValue))
        guard !name.isEmpty else { return nil }
        for index in stages.indices where name.equals(stages[index].rawValue) { return index }
        stages.append(StageName(rawValue: try name.name()))
        return stages.count - 1
    }

    /// Leaves the stage that the opportunity is in and enters another, or the same once more.
    ///
    /// A closed opportunity stays closed: only a reopening opens it. An undated end comes before every dated entry.
    fileprivate mutating func enter(_ stage: Int?, at time: Timestamp?) {
        guard let stage else { return }
        leave(at: time)
        // One allocation for as many visits as most have, rather than one at each doubling.
        if visits.isEmpty { visits.reserveCapacity(Swift.max(pathCount, 2)) }
        visits.append(Funnel.Visit(stage: stage, entered: time, left: nil, isOver: outcome != nil))
    }

    fileprivate mutating func close(
        isWon: Bool, at time: Timestamp?, amount: Money?, atList: Money? = nil, position: UInt64
    ) {
        leave(at: time)
        outcome = Funnel.Outcome(
            isWon: isWon, closedAt: time, amount: amount, position: position, visits: visits.count, atList: atList)
    }

    /// Takes over the team and the region that the event is tagged with.
    ///
    /// A tag is no field: imports of sources that know them say so without an event of their own.
    fileprivate mutating func takeLabels(_ event: borrowing EventView) {
        var namesTeam = false
        event.forEachTag { tag in
            if tag.starts(with: "region:") {
                Self.take(tag, from: 7, into: &region)
            } else if tag.starts(with: "team:") {
                Self.take(tag, from: 5, into: &team)
                namesTeam = true
            } else if !namesTeam, tag.starts(with: "manager:") {
                Self.take(tag, from: 8, into: &team)
            }
        }
    }

    /// Takes over what stands behind the prefix of a tag; copies nothing when it is the same already.
    private static func take(_ tag: RawSpan, from start: Int, into label: inout String?) {
        let value = tag.extracting(start..<tag.byteCount)
        if let label, value.equals(label) { return }
        label = value.text() ?? label
    }

    private mutating func leave(at time: Timestamp?) {
        guard let last = visits.indices.last, !visits[last].isOver else { return }
        visits[last].left = time
        visits[last].isOver = true
    }
}
