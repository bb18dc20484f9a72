import DealtrailModel

/// How often and when a failed delivery is tried again.
///
/// It is a setting of the process that delivers, not a rule of the organisation: it decides nothing that is recorded, and
/// the time of each next attempt is recorded with the failure (decision 17).
public struct RetrySettings: Codable, Hashable, Sendable {
    /// How many attempts there are before a message becomes a dead letter, 1 to 100.
    public var attempts: Int
    /// The wait after the first failure, in milliseconds; each further one is twice as long.
    public var firstMilliseconds: Int64
    /// The longest wait, in milliseconds.
    public var longestMilliseconds: Int64
    /// By how much a wait may be shortened, in percent, 0 to 100: so that what failed together does not come together.
    public var jitterPercent: Int

    /// The defaults: 8 attempts, 10 seconds doubling to at most an hour, up to a fifth shorter.
    public init(
        attempts: Int = 8, firstMilliseconds: Int64 = 10_000, longestMilliseconds: Int64 = 3_600_000,
        jitterPercent: Int = 20
    ) {
        self.attempts = min(max(attempts, 1), 100)
        self.firstMilliseconds = max(firstMilliseconds, 1)
        self.longestMilliseconds = max(longestMilliseconds, firstMilliseconds)
        self.jitterPercent = min(max(jitterPercent, 0), 100)
    }

    /// The wait after an attempt has failed.
    ///
    /// The jitter is taken from a digest of key and attempt: the same for everyone, and no random number.
    ///
    /// - Parameters:
    ///   - attempt: Which attempt failed, from 1.
    ///   - key: The message.
    public func delay(after attempt: Int, of key: MessageKey) -> Duration {
        // Doubled 62 times even a millisecond is longer than any wait.
        let doubled = Int128(firstMilliseconds) << Int128(min(max(attempt, 1) - 1, 62))
        let wait = Int64(min(doubled, Int128(longestMilliseconds)))
        let bytes = ContentDigest(of: Array("\(key)\n\(attempt)".utf8)).bytes
        // From 0 to 65,535 parts of the most that it may be shorter.
        let part = Int128(bytes[0]) << 8 | Int128(bytes[1])
        let shortened = Int128(wait) * Int128(jitterPercent) * part / (100 * 65_535)
        return .milliseconds(max(wait - Int64(shortened), 1))
    }
}
