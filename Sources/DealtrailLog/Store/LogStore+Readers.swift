import DealtrailLMDB

extension LogStore {
    /// After how many commits slots of dead readers are looked for again.
    static let readerCheckInterval = 1_024

    /// Clears the slots of readers whose process has died: a snapshot that nobody reads any more keeps pages from being
    /// used again, and the file grows until the map is full.
    ///
    /// - Returns: How many were cleared; 0 also where the slots cannot be looked at.
    @discardableResult
    func clearDeadReaders() -> Int { (try? environment.checkReaders()) ?? 0 }

    /// The reader with the oldest snapshot, and how many commits came since.
    func oldestReader() throws(LMDBError) -> TrailLog.OldestReader? {
        guard let oldest = try environment.oldestReader(), let transaction = oldest.transaction else { return nil }
        let last = try environment.information().lastTransaction
        return TrailLog.OldestReader(process: oldest.process, commitsBehind: max(0, last - transaction))
    }

    /// A failure with what may be behind it: a reader that stands still fills a map without any event.
    func explained(_ error: any Error) -> any Error {
        guard let error = error as? LogError, error.code == .mapFull, let reader = try? oldestReader(),
            reader.commitsBehind > 0
        else { return error }
        return LogError(
            .mapFull,
            "\(error.detail); process \(reader.process) still reads the log of \(reader.commitsBehind) commits ago, which "
                + "keeps pages from being used again")
    }
}
