public import Dealtrail

/// A place that messages go to.
public struct Endpoint: Sendable {
    /// What delivers.
    public let adapter: any MessageAdapter
    /// How often and when a failed delivery is tried again.
    public let retry: RetrySettings

    /// Creates an endpoint.
    public init(_ adapter: any MessageAdapter, retry: RetrySettings = RetrySettings()) {
        self.adapter = adapter
        self.retry = retry
    }
}
