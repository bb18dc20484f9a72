import DealtrailLog
import DealtrailModel

/// Keeps some views at the head of their log, round by round.
///
/// Views that are at one place are folded together (``FollowedGroup``). Whatever is out of the ordinary (a view that cannot
/// fold an event, a decision to pass over one, another process that came further, a rebuild that took over) is left to the
/// catch-up of each view; then they are put together again.
final class ViewFollower: @unchecked Sendable {
    // Unchecked because one thread at a time uses it: the next one starts after the last has ended.

    private let runtimes: [any ViewRuntime]
    private let batchSize: UInt64
    private let stateBudget: Int
    /// The views that do not stand still; `nil` when all do, or before they are put together.
    private var group: FollowedGroup?
    private var isGrouped = false
    /// Up to where it was looked for decisions to pass over events.
    private var looked: UInt64 = 0
    /// The views that stand still, and where.
    private var faults: [ViewFault] = []
    /// How many events the views have folded that do not stand still.
    private(set) var size: UInt64 = 0

    /// Creates a follower; nothing is read yet.
    ///
    /// - Parameters:
    ///   - batchSize: At most so many events a commit.
    ///   - stateBudget: About how many bytes of states stay in memory from one round to the next.
    init(_ runtimes: [any ViewRuntime], batchSize: Int = 8_192, stateBudget: Int = 64 << 20) {
        self.runtimes = runtimes
        self.batchSize = UInt64(max(1, batchSize))
        self.stateBudget = stateBudget
    }

    /// Folds what there is, up to a batch of it.
    ///
    /// - Returns: How the views stand; `nil` when nothing has changed.
    /// - Throws: `LogError`, `LMDBError`, ``EngineError``, `CancellationError`.
    func round(_ cancellation: Cancellation) throws -> ViewSet.Standing? {
        guard let log = runtimes.first?.log else { return nil }
        let end = try log.head().size
        let isOrdinary =
            try isGrouped && !faults.contains(where: { try hasMoved($0) }) && !decides(min(looked, end)..<end, log)
        guard isOrdinary else { return try regroup(end, cancellation) }
        looked = end
        guard let group else {
            guard size < end else { return nil }
            size = end
            return ViewSet.Standing(size: size, faults: faults)
        }
        do throws(FollowedGroup.Left) {
            guard try group.fold(upTo: min(end, group.position + batchSize), budget: stateBudget, cancellation) else {
                return nil
            }
            size = group.position
            return ViewSet.Standing(size: size, faults: faults)
        } catch {
            // A failure that says nothing of an event would come again.
            if case .failed(let error) = error { throw error }
            return try regroup(end, cancellation)
        }
    }

    /// Whether somebody has decided that a view passes over an event.
    private func decides(_ range: Range<UInt64>, _ log: any EventLog) throws -> Bool {
        guard !range.isEmpty else { return false }
        var found = false
        try log.scan(EventFilter(query: .kinds(ViewEventSkipped.kind)), in: range, direction: .forward) { _ in
            found = true
            return false
        }
        return found
    }

    /// Whether a view does not stand still where it did: somebody has retried it, or built it anew.
    private func hasMoved(_ fault: ViewFault) throws -> Bool {
        try runtimes.first { $0.identity == fault.view }?.record().fault != fault
    }

    /// Catches each view up by itself, and puts those together that come to the same place.
    private func regroup(_ end: UInt64, _ cancellation: Cancellation) throws -> ViewSet.Standing {
        (group, faults, looked) = (nil, [], end)
        var members: [any ViewRuntime] = []
        for runtime in runtimes where try catchUp(runtime, to: .max, cancellation) { members.append(runtime) }
        // Appends go on meanwhile: the first ones are behind the last one.
        var last: UInt64 = 0
        for member in members { last = try max(last, member.checkpoint()?.position ?? 0) }
        members = try members.filter { try catchUp($0, to: last, cancellation) }
        group = try members.isEmpty ? nil : FollowedGroup(members)
        isGrouped = group != nil || members.isEmpty
        size = members.isEmpty ? end : last
        return ViewSet.Standing(size: size, faults: faults)
    }

    /// Brings one view as far as it gets; one that stands still is noted.
    private func catchUp(_ runtime: any ViewRuntime, to end: UInt64, _ cancellation: Cancellation) throws -> Bool {
        do {
            _ = try runtime.catchUp(upTo: end, batchSize: 4_096, retrying: false, cancellation)
            return true
        } catch let fault as ViewFault {
            faults.append(fault)
            return false
        }
    }
}
