public import DealtrailEngine

extension Trail {
    /// All views of the trail, for catching up, rebuilding and watching their lag.
    ///
    /// - Throws: `EngineError`, `LMDBError` when the environment of the views cannot be opened.
    public func viewSet() throws -> ViewSet { try views.all() }
}
