/// Where messages of an endpoint go, and how: configuration of the process that delivers, never of the log.
public struct EndpointSettings: Hashable, Sendable {
    /// Where a secret is, which is neither in the configuration nor in the log.
    public enum SecretSource: Hashable, Sendable {
        /// In a file that its owner alone may read.
        case file(String)
        /// In a variable of the environment.
        case environment(String)
    }

    /// What takes the messages.
    public enum Target: Hashable, Sendable {
        /// An HTTP receiver at an address; each body is signed with every secret, so that secrets can be replaced.
        case webhook(url: String, secrets: [SecretSource], timeoutSeconds: Int)
        /// A file, one message a line.
        case file(path: String)
    }

    /// The name.
    public let name: EndpointName
    /// What takes the messages.
    public let target: Target
    /// How often and when a failed delivery is tried again.
    public let retry: RetrySettings

    /// Creates settings.
    public init(name: EndpointName, target: Target, retry: RetrySettings = RetrySettings()) {
        self.name = name
        self.target = target
        self.retry = retry
    }
}
