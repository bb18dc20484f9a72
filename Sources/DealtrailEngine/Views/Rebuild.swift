import DealtrailLMDB
import DealtrailLog
import DealtrailModel

/// Builds views beside the live ones, in one walk over the log, and puts them in their place.
///
/// Until a view takes over, its old table answers; a rebuild that fails or is cancelled changes nothing and leaves nothing.
/// One that is killed leaves what it has saved: the next rebuild of the same views over the same log goes on from there, with
/// the number of threads that the walk was begun with. A build that is alive is never taken over (``BuildLock``).
struct Rebuild {
    let views: [any ViewRuntime]
    let log: any EventLog
    let store: ViewStore
    var threads = 1
    /// The locks of the views, in their order, where the caller has them already.
    var locks: [BuildLock]?
    let cancellation: Cancellation
    var progress: @Sendable (RebuildProgress) -> Void = { _ in }
    /// When the walk saves itself.
    var saving = RebuildSaving.standard
    /// Fold no position at or above this.
    var end = UInt64.max
    /// How many bytes of states are held in memory; the rest is put aside in a file of the store.
    ///
    /// Of 48 MiB and 320 MiB the smaller was 8 % slower (a million events, states written and read again).
    var stateBudget = 320 << 20
    /// After how many events it is looked how much memory they take.
    var stateInterval: UInt64 = 1 << 17
    /// How many events each thread reads at once; `nil` for as many as are quick.
    var batchSize: Int?
    /// How many bytes of states one commit writes.
    var commitSize = 8 << 20

    /// A view of a walk, with what it passes over.
    private struct Member {
        let view: any ViewRuntime
        let lock: BuildLock
        let skips: Set<UInt64>
    }

    /// Builds.
    ///
    /// A view with an event that it cannot fold is left as it was, and the others go on. Where the bytes of an event are damaged, each
    /// view walks by itself, so that those are built which do not read it.
    ///
    /// - Returns: The faults, in the order in which they were met.
    /// - Throws: `LogError`, `LMDBError`, ``EngineError`` (`rebuildRunning` when one of the views is being built already),
    ///   `CancellationError`.
    func run() throws -> [ViewFault] {
        defer { ProcessMemory.giveBack() }
        let locks =
            try self.locks
            ?? views.map { view in
                guard let lock = try BuildLock.attempt(view.identity, in: store) else {
                    throw EngineError(.rebuildRunning, "\(view.identity)")
                }
                return lock
            }
        var members = try zip(views, locks).map { Member(view: $0, lock: $1, skips: try $0.skips()) }
        var faults: [ViewFault] = []
        while !members.isEmpty {
            do {
                return try faults + walk(members)
            } catch is EventError where members.count > 1 {
                // Which views read the damaged event is not known: each tries by itself.
                for member in members {
                    do {
                        faults += try walk([member])
                    } catch {
                        guard let fault = member.view.fault(of: error) else { throw error }
                        faults.append(fault)
                    }
                }
                return faults
            } catch {
                let found = members.compactMap { $0.view.fault(of: error) }
                guard !found.isEmpty else { throw error }
                faults += found
                members.removeAll { member in found.contains { $0.view == member.view.identity } }
            }
        }
        return faults
    }

    /// Builds some views in one walk, or in a second one when what was saved of the first does not read.
    ///
    /// - Returns: The faults of views that met them as they took over; the others have taken over.
    private func walk(_ members: [Member]) throws -> [ViewFault] {
        let sight = try LogSight(log)
        do {
            return try walk(members, begin(members, sight, afresh: false), sight)
        } catch is RebuildSave.Unusable {
            return try walk(members, begin(members, sight, afresh: true), sight)
        }
    }

    private func walk(_ members: [Member], _ begun: Begun, _ sight: LogSight) throws -> [ViewFault] {
        let size = min(end, sight.size)
        let published = PublishedProgress()
        let tell = { @Sendable [progress, locks = members.map(\.lock)] (now: RebuildProgress) in
            if published.isWorthSaying(now) { for lock in locks { lock.publish(now) } }
            progress(now)
        }
        do {
            let saver = try saver(members, begun, sight)
            defer { saver.removeFiles() }
            let fold: PartitionedFold
            do {
                fold = try PartitionedFold(
                    rows: members.map(\.view.planned), lanes: { members.map { $0.view.makeLane() } }, log: log,
                    in: 0..<size, batchSize: batchSize,
                    memory: FoldMemory(budget: stateBudget, interval: stateInterval, directory: store.buildsDirectory),
                    skips: FoldSkips(members.map(\.skips)), isolates: true, saver: saver, cancellation: cancellation,
                    progress: tell)
            } catch let fault as FoldFault {
                throw members[fault.lane].view.fault(of: fault) ?? fault
            }
            let faults = fold.faults.compactMap { members[$0.lane].view.fault(of: $0) }
            for fault in fold.faults { abandon(members[fault.lane].view, begun.token) }
            let good = members.indices.filter { index in !fold.faults.contains { $0.lane == index } }
            let portions = RecordPortions(fold, lanes: good, size: commitSize)
            defer { portions.stop() }
            for index in good {
                try write(members[index].view, portions, begun.token, sight.checkpoint(size), tell)
            }
            return try faults
                + good.map { members[$0] }.compactMap { member in
                    do {
                        try takeOver(member, begun.token, tell)
                    } catch {
                        guard let fault = member.view.fault(of: error) else { throw error }
                        abandon(member.view, begun.token)
                        return fault
                    }
                    return nil
                }
        } catch {
            // Nothing is left to give back by a view that has taken over.
            for member in members { abandon(member.view, begun.token) }
            throw error
        }
    }

    /// A build that has the tables beside the live ones.
    private struct Begun {
        let token: UInt64
        /// How far it was when it was killed.
        let save: RebuildSave
    }

    /// Claims the table beside the live one of each view and empties it, or goes on with what a killed build has saved.
    private func begin(_ members: [Member], _ sight: LogSight, afresh: Bool) throws -> Begun {
        let walk = members.map(\.view.identity)
        let begun = try store.write { transaction in
            var records = try walk.map { try store.record($0, transaction) }
            let builds = records.compactMap(\.build)
            var begun = Begun(
                token: UInt64(transaction.id),
                save: RebuildSave(walk, log, threads: threads, sight.checkpoint(0)))
            if !afresh, builds.count == walk.count, Set(builds.map(\.token)).count == 1, let build = builds.first,
                let save = build.saved, save.position <= min(end, sight.size),
                try save.fits(walk, members.map(\.skips), log, sight)
            {
                begun = Begun(token: build.token, save: save)
            }
            let saved = begun.save.position == 0 ? nil : begun.save
            for index in records.indices {
                let side = records[index].side.other
                let table = try transaction.openTable(records[index].table(side), create: true)
                try transaction.drop(table)
                records[index].build = ViewRecord.Build(
                    token: begun.token, side: side, checkpoint: nil, saved: saved)
                try store.put(records[index], &transaction)
            }
            return begun
        }
        try store.sweepBuilds()
        return begun
    }

    private func saver(_ members: [Member], _ begun: Begun, _ sight: LogSight) throws -> RebuildSaver {
        let store = store
        let views = members.map(\.view.identity)
        do {
            return try RebuildSaver(
                at: store.buildPath(begun.token), begun.save, skips: members.map(\.skips), saving: saving
            ) { save in
                var save = save
                save.checkpoint = sight.checkpoint(save.position)
                try store.write { transaction in
                    for view in views {
                        var record = try store.record(view, transaction)
                        _ = try ViewPlace.build(begun.token).find(in: record)
                        record.build?.saved = save
                        try store.put(record, &transaction)
                    }
                }
            }
        } catch is EngineError where begun.save.position > 0 {
            throw RebuildSave.Unusable()
        }
    }

    private func write(
        _ view: any ViewRuntime, _ portions: RecordPortions, _ token: UInt64, _ checkpoint: ViewCheckpoint,
        _ progress: (RebuildProgress) -> Void
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
                    record.build?.checkpoint = checkpoint
                    try store.put(record, &transaction)
                }
            }
            progress(.init(phase: .writing, done: UInt64(portion.done), total: UInt64(portion.total)))
        }
    }

    /// Folds what was appended meanwhile, then makes the built table the live one.
    private func takeOver(_ member: Member, _ token: UInt64, _ progress: (RebuildProgress) -> Void) throws {
        let view = member.view
        progress(.init(phase: .takingOver, done: 0, total: 1))
        var isDone = false
        while !isDone {
            try cancellation.check()
            try view.advance(
                .build(token), skipping: member.skips, upTo: end, batchSize: 4_096, cancellation)
            isDone = try store.write { transaction in
                var record = try store.record(view.identity, transaction)
                let (side, built) = try ViewPlace.build(token).find(in: record)
                guard let built else { throw EngineError(.superseded, "\(view.identity)") }
                // Answers never go back: another process may have caught the live view up meanwhile.
                if let live = record.checkpoint, live.origin == built.origin, record.hasSkipped(member.skips),
                    live.logSize <= built.logSize, live.position > built.position, built.position < end
                {
                    return false
                }
                let old = try transaction.tableIfPresent(record.table(record.side))
                record.side = side
                record.advance(to: built, skipping: member.skips)
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
