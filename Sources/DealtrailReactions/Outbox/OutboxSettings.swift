/// How an ``OutboxRunner`` works; settings of the process, not of the log.
public struct OutboxSettings: Hashable, Sendable {
    /// How many streams are delivered for at once, 1 to 64.
    public var concurrency: Int
    /// How many reactions may follow from one another before the next is a dead letter, 1 to 100.
    public var maximumDepth: Int
    /// After how many failures in a row an endpoint is left alone until the next attempt of one of them, 1 to 1,000: so
    /// that a receiver that is down does not fill the log with the failures of everything that waits for it.
    public var failuresBeforePause: Int

    /// The defaults: 4 streams at once, 8 reactions deep, a pause after 3 failures.
    public init(concurrency: Int = 4, maximumDepth: Int = 8, failuresBeforePause: Int = 3) {
        self.concurrency = min(max(concurrency, 1), 64)
        self.maximumDepth = min(max(maximumDepth, 1), 100)
        self.failuresBeforePause = min(max(failuresBeforePause, 1), 1_000)
    }
}
