public import DealtrailEngine
public import DealtrailViews

extension Trail {
    /// What an answer at a point would be for: the last position that is looked at, and the time that it speaks of.
    ///
    /// - Throws: `LogError`, `EventError` for a damaged event.
    public func stamp(asOf point: AsOf = .head) throws -> AnswerStamp {
        try stamp(point, size: head().size)
    }
}
