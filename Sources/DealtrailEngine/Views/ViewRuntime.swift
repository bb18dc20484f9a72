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
    func advance(_ place: ViewPlace, upTo size: UInt64, batchSize: Int, _ cancellation: Cancellation) throws
    func catchUp(upTo size: UInt64, batchSize: Int, _ cancellation: Cancellation) throws -> CatchUp
    func checkpoint() throws -> ViewCheckpoint?
    func lag() throws -> UInt64
}

extension ProjectionRuntime: ViewRuntime {
    var planned: [FoldPlan.Row] { ProjectionLane<View>.planned }
    func makeLane() -> FoldLane { ProjectionLane(View.self, codec: codec) }
}
