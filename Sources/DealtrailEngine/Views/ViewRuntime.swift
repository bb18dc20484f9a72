import DealtrailLog
import DealtrailModel

/// What a rebuild needs of a view, whatever its projection.
protocol ViewRuntime: Sendable {
    var identity: ViewIdentity { get }
    var log: any EventLog { get }
    var store: ViewStore { get }
    /// The rows, in the order in which the lane has them.
    var planned: [FoldPlan.Row] { get }

    /// A lane without states.
    func makeLane() -> FoldLane
    /// Folds batches into one of the view's tables until the head, or `size`, is reached.
    func advance(
        _ place: ViewPlace, skipping skips: Set<UInt64>, upTo size: UInt64, batchSize: Int,
        _ cancellation: Cancellation) throws
    /// Folds the late keys of a lane of this view again from the log, all their events from the first.
    func refold(_ lane: FoldLane, _ pass: FoldPass, _ skips: Set<UInt64>, through end: UInt64) throws
    func catchUp(upTo size: UInt64, batchSize: Int, retrying: Bool, _ cancellation: Cancellation) throws -> CatchUp
}

extension ProjectionRuntime: ViewRuntime {
    var planned: [FoldPlan.Row] { ProjectionLane<View>.planned }
    func makeLane() -> FoldLane { ProjectionLane(View.self, codec: codec) }
}

extension ViewRuntime {
    /// How far the stored view has come; `nil` before it was built.
    func checkpoint() throws -> ViewCheckpoint? { try record().checkpoint }

    /// What the store knows about the view.
    func record() throws -> ViewRecord { try ViewSnapshot.take(identity, .live, in: store).record }

    /// How many events of the log the stored view has not folded yet.
    func lag() throws -> UInt64 {
        let position = try checkpoint()?.position ?? 0
        let size = try log.head().size
        return size > position ? size - position : 0
    }

    /// What an error says of an event that the view cannot fold; `nil` when it says nothing of that kind.
    func fault(of error: any Error) -> ViewFault? {
        let position: UInt64
        let cause: any Error
        switch error {
        case let error as ViewFault: return error.view == identity ? error : nil
        case let error as FoldFault: (position, cause) = (error.position, error.error)
        case let error as EventError: (position, cause) = (error.position, error)
        default: return nil
        }
        // What does not even read has no name.
        let event = (try? log.event(at: position)) ?? nil
        return ViewFault(
            view: identity, position: position, event: event?.id, kind: event?.kind, error: "\(cause)",
            isDamage: event == nil || (cause as? EventError)?.code == .corrupted)
    }

    /// The positions of events that this version of the view passes over, as the log says.
    ///
    /// - Throws: `LogError`, `EventError`, `CBORError`.
    func skips() throws -> Set<UInt64> { try ViewSkips(of: identity, in: log).positions }
}
