import DealtrailLMDB
import DealtrailLog
import DealtrailModel

/// Builds views beside the live ones, in one walk over the log, and puts them in their place.
///
/// Until a view takes over, its old table answers; a rebuild that fails or is cancelled changes nothing.
struct Rebuild {
    let views: [any ViewRuntime]
    let log: any EventLog
    let store: ViewStore
    var threads = 1
    let cancellation: Cancellation
    var progress: @Sendable (RebuildProgress) -> Void = { _ in }
    /// How many bytes of states are held in memory; the rest is put aside in a file of the store.
    ///
    /// Of 48 MiB and 320 MiB the smaller was 8 % slower (a million events, states written and read again).
    var stateBudget = 320 << 20
    /// After how many events it is looked how much memory they take.
    var stateInterval: UInt64 = 1 << 17
    /// How many events are read at once.
    var batchSize = PartitionedFold.batchSize
    /// How many bytes of states one commit writes.
    var commitSize = 8 << 20

    /// Builds.
    ///
    /// - Throws: `LogError`, `LMDBError`, `EventError`, ``EngineError``, `CancellationError`, and what rows throw.
    func run() throws {
        let sight = try LogSight(log)
        let tokens = try begin()
        do {
            let fold = try PartitionedFold(
                rows: views.map(\.planned), lanes: { views.map { $0.makeLane() } }, log: log, in: 0..<sight.size,
                threads: threads, batchSize: batchSize,
                memory: FoldMemory(
                    budget: stateBudget, interval: stateInterval, directory: store.environment.directory),
                cancellation: cancellation, progress: progress)
            let portions = RecordPortions(fold, lanes: views.count, size: commitSize)
            defer { portions.stop() }
            for (view, token) in zip(views, tokens) { try write(view, portions, token, sight) }
            for (view, token) in zip(views, tokens) { try takeOver(view, token) }
        } catch {
            // Nothing is left to give back by a view that has taken over.
            for (view, token) in zip(views, tokens) { abandon(view, token) }
            throw error
        }
    }

    /// Claims the table beside the live one of each view, and empties it.
    private func begin() throws -> [UInt64] {
        try store.write { transaction in
            let token = UInt64(transaction.id)
            for view in views {
                var record = try store.record(view.identity, transaction)
                let table = try transaction.openTable(record.table(record.side.other), create: true)
                try transaction.drop(table)
                record.build = ViewRecord.Build(token: token, side: record.side.other, checkpoint: nil)
                try store.put(record, &transaction)
            }
            return views.map { _ in token }
        }
    }

    private func write(
        _ view: any ViewRuntime, _ portions: RecordPortions, _ token: UInt64, _ sight: LogSight
    ) throws {
        var isDone = false
        while !isDone {
            try cancellation.check()
            let portion = try portions.next()
            isDone = portion.isLast
            try store.write { transaction in
                var record = try store.record(view.identity, transaction)
                let (side, _) = try ViewPlace.build(token).find(in: record)
                let table = try transaction.table(record.table(side))
                try portions.forEach(portion) { key, value in
                    try transaction.put(value, forKey: key, in: table, mode: .append)
                }
                if isDone {
                    record.build?.checkpoint = sight.checkpoint(sight.size)
                    try store.put(record, &transaction)
                }
            }
            progress(.init(phase: .writing, done: UInt64(portion.done), total: UInt64(portion.total)))
        }
    }

    /// Folds what was appended meanwhile, then makes the built table the live one.
    private func takeOver(_ view: any ViewRuntime, _ token: UInt64) throws {
        progress(.init(phase: .takingOver, done: 0, total: 1))
        var isDone = false
        while !isDone {
            try cancellation.check()
            try view.advance(.build(token), upTo: .max, batchSize: 4_096, cancellation)
            isDone = try store.write { transaction in
                var record = try store.record(view.identity, transaction)
                let (side, built) = try ViewPlace.build(token).find(in: record)
                // Answers never go back: another process may have caught the live view up meanwhile.
                if let live = record.checkpoint, let built, live.origin == built.origin,
                    live.logSize <= built.logSize, live.position > built.position
                {
                    return false
                }
                let old = try transaction.tableIfPresent(record.table(record.side))
                record.side = side
                record.checkpoint = built
                record.build = nil
                try store.put(record, &transaction)
                if let old { try transaction.drop(old) }
                return true
            }
        }
        progress(.init(phase: .takingOver, done: 1, total: 1))
    }

    /// Gives the claim back, as far as that is possible; a later rebuild empties the table in any case.
    private func abandon(_ view: any ViewRuntime, _ token: UInt64) {
        try? store.write { transaction in
            var record = try store.record(view.identity, transaction)
            guard let build = record.build, build.token == token else { return }
            if let table = try transaction.tableIfPresent(record.table(build.side)) { try transaction.drop(table) }
            record.build = nil
            try store.put(record, &transaction)
        }
    }
}
