import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// One request and its answer: the status and one header count, and of the body no more is read than has to be.
final class WebhookExchange: NSObject, URLSessionDataDelegate {
    /// What came back.
    enum Answer: Sendable {
        case status(Int, retryAfter: String?)
        /// Nothing did, for this reason.
        case failed(String)
    }

    private struct State {
        var waiting: CheckedContinuation<Answer, Never>?
        var answer: Answer?
        var bytes = 0
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Sends the request and waits for the end of its answer.
    func run(_ task: URLSessionDataTask) async -> Answer {
        await withCheckedContinuation { continuation in
            state.withLock { $0.waiting = continuation }
            task.resume()
        }
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        if let response = response as? HTTPURLResponse {
            let answer = Answer.status(
                response.statusCode, retryAfter: response.value(forHTTPHeaderField: "Retry-After"))
            state.withLock { $0.answer = answer }
        }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooMuch = state.withLock { state in
            state.bytes += data.count
            return state.bytes > limit
        }
        // The status is known, and the rest nobody wants.
        if isTooMuch { dataTask.cancel() }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let (waiting, answer) = state.withLock { state in
            let known = state.answer ?? (task.response as? HTTPURLResponse).map(Self.answer)
            defer { state.waiting = nil }
            return (state.waiting, known ?? .failed(Self.reason(error)))
        }
        waiting?.resume(returning: answer)
    }

    private static func answer(_ response: HTTPURLResponse) -> Answer {
        .status(response.statusCode, retryAfter: response.value(forHTTPHeaderField: "Retry-After"))
    }

    /// Why there was no answer, without the address, which may hold what is secret.
    private static func reason(_ error: (any Error)?) -> String {
        switch (error as? URLError)?.code {
        case .timedOut: "the receiver did not answer in time"
        case .cannotFindHost, .dnsLookupFailed: "the receiver's name is not known"
        case .cannotConnectToHost: "the receiver takes no connection"
        case .networkConnectionLost: "the receiver closed the connection"
        case .notConnectedToInternet: "there is no network"
        case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
            .serverCertificateNotYetValid, .serverCertificateHasUnknownRoot:
            "the receiver's certificate does not hold"
        case .cancelled: "the request was cancelled"
        case let code?: "the request failed (URLError \(code.rawValue))"
        case nil: "the receiver gave no answer of HTTP"
        }
    }
}
