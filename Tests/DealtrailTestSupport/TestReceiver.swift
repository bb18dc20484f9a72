import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A receiver of HTTP on loopback, for tests: keeps what it got, and answers what it is told to.
package final class TestReceiver: Sendable {
    /// What came in.
    package struct Request: Sendable {
        /// `POST` and the like.
        package let method: String
        /// The path.
        package let path: String
        /// Names in lower case.
        package let headers: [String: String]
        /// The body.
        package let body: [UInt8]
    }

    /// What is answered.
    package enum Answer: Sendable {
        /// A status, with headers and a body.
        case status(Int, headers: [String: String] = [:], body: [UInt8] = [])
        /// Nothing: the connection is closed.
        case close
    }

    /// The port on 127.0.0.1.
    package let port: UInt16
    /// Each request when it is read whole, before it is answered.
    package let arrivals: AsyncStream<Request>
    private let arrived: AsyncStream<Request>.Continuation
    private let listener: Int32
    private let seen = Mutex<[Request]>([])
    private let answer: @Sendable (Request, Int) -> Answer

    /// Starts to listen.
    ///
    /// - Parameter answer: Takes a request and its number, from 0; it may wait, on a thread of its own.
    package init(_ answer: @escaping @Sendable (Request, Int) -> Answer = { _, _ in .status(204) }) throws {
        self.answer = answer
        (arrivals, arrived) = AsyncStream.makeStream()
        (listener, port) = try Self.listen()
        Thread(block: { self.accept() }).start()
    }

    private static func listen() throws -> (socket: Int32, port: UInt16) {
        #if canImport(Darwin)
            let listener = socket(AF_INET, SOCK_STREAM, 0)
        #else
            let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        guard listener >= 0 else { throw Failure(number: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failure = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> Int32 in
                guard unsafe bind(listener, address, length) == 0, Foundation.listen(listener, 64) == 0,
                    unsafe getsockname(listener, address, &length) == 0
                else { return errno }
                return 0
            }
        }
        guard failure == 0 else {
            close(listener)
            throw Failure(number: failure)
        }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    private struct Failure: Error {
        let number: Int32
    }

    /// The address.
    package var url: String { "http://127.0.0.1:\(port)/hook" }
    /// What came in until now.
    package var requests: [Request] { seen.withLock(\.self) }

    /// Takes no more connections.
    package func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        arrived.finish()
    }

    private func accept() {
        while true {
            let connection = Foundation.accept(listener, nil, nil)
            guard connection >= 0 else {
                if errno == EINTR || errno == ECONNABORTED { continue }
                return
            }
            Thread(block: { self.serve(connection) }).start()
        }
    }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        guard let request = read(connection) else { return }
        let number = seen.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        arrived.yield(request)
        guard case .status(let status, let headers, let body) = answer(request, number) else { return }
        var head = "HTTP/1.1 \(status) Answer\r\nContent-Length: \(body.count)\r\nConnection: close\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        let bytes = Array((head + "\r\n").utf8) + body
        var offset = 0
        while offset < bytes.count {
            let sent = unsafe bytes.withUnsafeBytes { buffer in
                unsafe send(
                    connection, buffer.baseAddress?.advanced(by: offset), buffer.count - offset, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return }
            offset += sent
        }
    }

    private func read(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var head: (lines: [String], end: Int)?
        while true {
            if head == nil, let end = Self.end(of: bytes) {
                let text = String(decoding: bytes[..<end], as: UTF8.self)
                head = (text.split(separator: "\r\n").map(String.init), end + 4)
            }
            if let head {
                let headers = Self.headers(head.lines.dropFirst())
                let length = headers["content-length"].flatMap(Int.init) ?? 0
                if bytes.count >= head.end + length {
                    let first = head.lines[0].split(separator: " ").map(String.init)
                    guard first.count == 3 else { return nil }
                    return Request(
                        method: first[0], path: first[1], headers: headers,
                        body: Array(bytes[head.end..<head.end + length]))
                }
            }
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let got = unsafe chunk.withUnsafeMutableBytes { unsafe recv(connection, $0.baseAddress, $0.count, 0) }
            guard got > 0 else { return nil }
            bytes += chunk[..<got]
        }
    }

    private static func end(of bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        return (0...bytes.count - 4).first { bytes[$0..<$0 + 4].elementsEqual([0x0d, 0x0a, 0x0d, 0x0a]) }
    }

    private static func headers(_ lines: ArraySlice<String>) -> [String: String] {
        Dictionary(
            lines.compactMap { line in
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2 else { return nil }
                return (parts[0].lowercased(), parts[1].trimmingCharacters(in: .whitespaces))
            }, uniquingKeysWith: { $1 })
    }
}
