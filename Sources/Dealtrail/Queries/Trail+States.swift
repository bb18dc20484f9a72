import DealtrailEngine
import DealtrailLog
import DealtrailModel
import DealtrailViews

/// The states of a view at a point, with what the answer is for.
struct ViewAnswer<View: Projection> {
    let states: [(key: String, state: View.State)]
    let stamp: AnswerStamp
}

extension Trail {
    /// The states of a view: from the live view, caught up, where all is known that there is; from the log for any other point.
    ///
    /// A view that stands still at an event does not answer for now: it would be silently behind. It is asked as of the
    /// position before the event, and the stamp says so.
    ///
    /// - Throws: `ViewFault`, `EngineError`, `LogError`, `LMDBError`.
    func states<View: Projection>(_ view: View.Type, asOf point: AsOf) async throws -> ViewAnswer<View> {
        let runtime = try views.runtime(view)
        if try isPresent(point) {
            _ = try await runtime.catchUp()
            var states: [(key: String, state: View.State)] = []
            let (size, skipped) = try runtime.reading { reader in
                try reader.forEach { key, state in
                    states.append((key, state))
                    return true
                }
                return (reader.checkpoint?.position ?? 0, reader.skipped)
            }
            let stamp = try stamp(point, size: size).passingOver(skipped)
            // What was recorded meanwhile is beyond the point that was asked for.
            if stamp.position.map({ $0 + 1 }) ?? 0 == size { return ViewAnswer(states: states, stamp: stamp) }
        }
        let image = try await runtime.asOf(point)
        return ViewAnswer(
            states: image.states,
            stamp: try stamp(point, size: image.logSize).leavingOut(undated: image.undated).passingOver(image.skipped))
    }

    /// Whether all is known at a point that there is, whenever it happened: the live views answer for it.
    func isPresent(_ point: AsOf) throws -> Bool {
        guard point.effective == nil else { return false }
        guard point.known != nil else { return true }
        let size = try head().size
        return try stamp(point, size: size).position.map { $0 + 1 } ?? 0 == size
    }

    /// What an answer at a point is for: the last position that was looked at, and the time that it speaks of.
    func stamp(_ point: AsOf, size: UInt64) throws -> AnswerStamp {
        var end = size
        var known: Timestamp?
        switch point.known {
        case .position(let position):
            end = min(size, position == .max ? size : position + 1)
            known = end == 0 ? nil : try log.event(at: end - 1)?.recordedAt
        case .recorded(let instant):
            end = try log.size(recordedBy: instant)
            known = instant
        case nil: break
        }
        let axis: AnswerStamp.Axis = point.effective != nil ? .effective : point.known != nil ? .known : .head
        return AnswerStamp(
            position: end == 0 ? nil : end - 1, axis: axis, time: try point.effective ?? known ?? now())
    }

    /// The time that an answer at the head speaks of: never before the last event, as no recorded time is either.
    private func now() throws -> Timestamp {
        let now = clock()
        return try log.head().lastRecordedAt.map { max($0, now) } ?? now
    }
}
