extension TrailLog {
    /// Runs `body` while nobody makes or erases keys of subjects, in any process.
    ///
    /// - Throws: What `body` throws, and ``LogError`` when the lock cannot be had.
    public func whileKeysStandStill<Result: Sendable>(
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        let lock = try await subjectKeys.lock()
        defer { lock.release() }
        return try await body()
    }

    /// Keeps the receipt of an erasure in `receipts/`, from where a backup takes it.
    ///
    /// - Throws: ``LogError``, `EncodingError`.
    public func keep(_ receipt: ErasureReceipt) throws {
        let folder = TrailDirectory(directory).receipts
        try DurableFile.createDirectory(folder)
        try receipt.write(to: "\(folder)/\(receipt.fileName)")
    }
}
