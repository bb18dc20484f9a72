import Dealtrail
public import DealtrailReactions
public import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Delivers messages by HTTP: a signed `POST` for each (`docs/reactions.md`, "Webhooks").
///
/// A status from 200 to 299 means taken. 408, 425, 429, 500 to 599 and no answer are tried again, other statuses are final: a
/// redirection is, since a body that was signed for one receiver is for no other. TLS is checked as the system does.
public final class WebhookAdapter: MessageAdapter {
    /// The most bytes of an answer that are read; the answer says nothing but its status and `Retry-After`.
    public static let maximumAnswerBytes = 65_536

    /// The address.
    public let url: URL
    private let secrets: [WebhookSecret]
    private let session: URLSession

    /// Creates an adapter.
    ///
    /// - Parameters:
    ///   - url: The address.
    ///   - secrets: The secrets; each signs, so that a receiver may know either while one is replaced.
    ///   - timeout: How long an answer may take, in seconds, at least 1.
    /// - Precondition: There is at least one secret.
    public init(url: URL, secrets: [WebhookSecret], timeout: Int = 15) {
        precondition(!secrets.isEmpty, "a webhook without a secret is not signed")
        self.url = url
        self.secrets = secrets
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = TimeInterval(max(timeout, 1))
        configuration.timeoutIntervalForResource = TimeInterval(max(timeout, 1))
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        configuration.urlCache = nil
        session = URLSession(configuration: configuration)
    }

    /// Sends the message and waits for the answer.
    ///
    /// - Throws: `CancellationError` when the task was cancelled before there was one.
    public func deliver(_ message: OutboundMessage) async throws -> DeliveryOutcome {
        let exchange = WebhookExchange(limit: Self.maximumAnswerBytes)
        let task = session.dataTask(with: request(message))
        task.delegate = exchange
        let answer = await withTaskCancellationHandler {
            await exchange.run(task)
        } onCancel: {
            task.cancel()
        }
        try Task.checkCancellation()
        switch answer {
        case .status(let status, let retryAfter): return Self.outcome(status, retryAfter, at: message.sentAt)
        case .failed(let reason): return .failed(DeliveryFailure(reason))
        }
    }

    /// Ends the connections.
    public func close() {
        session.invalidateAndCancel()
    }

    private func request(_ message: OutboundMessage) -> URLRequest {
        let (seconds, _) = message.sentAt.duration(since: Timestamp(nanoseconds: 0)).components
        var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData)
        request.httpMethod = "POST"
        request.httpBody = Data(message.body)
        request.setValue(message.contentType, forHTTPHeaderField: "Content-Type")
        request.setValue("dealtrail", forHTTPHeaderField: "User-Agent")
        request.setValue(message.key.rawValue, forHTTPHeaderField: WebhookSignature.idHeader)
        request.setValue(String(seconds), forHTTPHeaderField: WebhookSignature.timeHeader)
        request.setValue(
            WebhookSignature.header(id: message.key.rawValue, seconds: seconds, body: message.body, secrets: secrets),
            forHTTPHeaderField: WebhookSignature.signatureHeader)
        return request
    }

    static func outcome(_ status: Int, _ retryAfter: String?, at now: Timestamp) -> DeliveryOutcome {
        switch status {
        case 200...299: .delivered(status: status)
        case 300...399:
            .failed(
                DeliveryFailure(
                    "the receiver answered \(status): it has moved, and redirections are not followed", status: status,
                    isPermanent: true))
        case 408, 425, 429, 500...599:
            .failed(
                DeliveryFailure(
                    "the receiver answered \(status)", status: status,
                    retryAfter: retryAfter.flatMap { RetryAfter.duration($0, at: now) }))
        default:
            .failed(DeliveryFailure("the receiver answered \(status)", status: status, isPermanent: true))
        }
    }
}
