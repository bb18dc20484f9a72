import Dealtrail

/// The reading half of `verify`.
enum VerifyChild {
    /// Checks a trail and tells of it on standard output.
    static func run(_ verifier: TrailVerifier) throws {
        do {
            var last: UInt64 = 0
            let report = try verifier.verify { done, total in
                // Ten thousand lines at most, however long the log.
                guard done - last >= total / 10_000 else { return }
                last = done
                try? send(.progress(done: done, total: total))
            }
            try send(.report(report))
        } catch let error as LogError {
            try send(.failure(code: error.code.rawValue, description: error.description))
        }
    }

    private static func send(_ message: VerifyMessage) throws {
        try Output.line(JSONText.encode(message))
    }
}
