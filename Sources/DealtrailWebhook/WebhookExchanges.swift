import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The requests under way in one session: of each answer the status and one header count, and of the body no more is read
/// than has to be.
///
/// One delegate for all of them: outside of Apple's systems a task with a delegate of its own does not call it.
final class WebhookExchanges: NSObject, URLSessionDataDelegate {
    /// What came back.
    enum Answer: Sendable {
        case status(Int, retryAfter: String?)
        /// Nothing did, for this reason.
        case failed(String)
    }

    private struct Exchange {
        let waiting: CheckedContinuation<Answer, Never>
        var bytes = 0
    }

    private let exchanges = Mutex<[Int: Exchange]>([:])
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Sends a request, and waits for its answer or for the cancellation of the task that this is called in.
    func answer(to task: URLSessionDataTask) async -> Answer {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                exchanges.withLock { $0[task.taskIdentifier] = Exchange(waiting: continuation) }
                task.resume()
                // Cancelled before it was there to be found.
                if Task.isCancelled { end(task, .failed("the request was cancelled")) }
            }
        } onCancel: {
            end(task, .failed("the request was cancelled"))
        }
    }

    /// Answers whoever waits, once, and stops what is under way.
    private func end(_ task: URLSessionTask, _ answer: Answer) {
        let exchange = exchanges.withLock { $0.removeValue(forKey: task.taskIdentifier) }
        exchange?.waiting.resume(returning: answer)
        task.cancel()
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooMuch = exchanges.withLock { exchanges in
            exchanges[dataTask.taskIdentifier]?.bytes += data.count
            return exchanges[dataTask.taskIdentifier].map { $0.bytes > limit } ?? false
        }
        // The status is known, and the rest nobody wants.
        if isTooMuch, let answer = Self.answer(dataTask) { end(dataTask, answer) }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        // A status whose body broke off is a status.
        let answer = Self.answer(task) ?? .failed(Self.reason(error))
        exchanges.withLock { $0.removeValue(forKey: task.taskIdentifier) }?.waiting.resume(returning: answer)
    }

    private static func answer(_ task: URLSessionTask) -> Answer? {
        guard let response = task.response as? HTTPURLResponse else { return nil }
        return .status(response.statusCode, retryAfter: response.value(forHTTPHeaderField: "Retry-After"))
    }

    private static func words(_ error: (any Error)?) -> String { error?.localizedDescription ?? "" }

    /// Why there was no answer, without the address, which may hold what is secret.
    private static func reason(_ error: (any Error)?) -> String {
        switch (error as? URLError)?.code {
        case .timedOut: "the receiver did not answer in time"
        case .cannotFindHost, .dnsLookupFailed: "the receiver's name is not known"
        case .cannotConnectToHost: "the receiver takes no connection"
        case .networkConnectionLost, .badServerResponse: "the receiver closed the connection without an answer"
        case .notConnectedToInternet: "there is no network"
        case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
            .serverCertificateNotYetValid, .serverCertificateHasUnknownRoot:
            "the receiver's certificate does not hold"
        case .cancelled: "the request was cancelled"
        // Outside of Apple's systems these failures have no code of their own, only words.
        case .unknown where words(error).contains("certificate"): "the receiver's certificate does not hold"
        case .unknown where words(error).contains("SSL"): "no TLS connection to the receiver came about"
        case let code?: "the request failed (URLError \(code.rawValue))"
        case nil: "the receiver gave no answer of HTTP"
        }
    }
}
