import Dealtrail
import DealtrailLog
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Appends messages to a file, one in JSON a line, each on disk when it counts as delivered.
///
/// A line has the members `id` (the key), `type`, `contenttype` and `body`. A crash in the middle of a line leaves a torn one,
/// which is cut off before the next is written; a message whose line is among the last 16 MiB already is not written again.
/// The file may be moved away at any time: the next message begins a new one.
public actor FileAdapter: MessageAdapter {
    /// How far back from the end keys are looked for, in bytes.
    private static let lookBack: UInt64 = 16 << 20

    /// The path of the file.
    public nonisolated let path: String
    private var keys: Set<String> = []
    /// The file that the keys are of, and how long it was.
    private var known: (file: UInt64, size: UInt64)?

    /// Creates an adapter; the file is made with the first message, for its owner alone.
    public init(path: String) {
        self.path = path
    }

    /// Writes the message, unless its line is there.
    ///
    /// - Returns: A failure that is tried again when the system refuses.
    public func deliver(_ message: OutboundMessage) async throws -> DeliveryOutcome {
        do throws(FileFailure) {
            try append(message)
            return .delivered(status: nil)
        } catch {
            known = nil
            return .failed(DeliveryFailure(error.reason))
        }
    }

    private struct FileFailure: Error {
        let reason: String

        /// What the system said to the last call; the path stays out of the log.
        init(_ call: String) {
            let number = errno
            reason = "\(call): \(unsafe String(cString: strerror(number)))"
        }
    }

    private func append(_ message: OutboundMessage) throws(FileFailure) {
        let descriptor = unsafe open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFailure("open") }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw FileFailure("fstat") }
        let file = UInt64(status.st_ino)
        var size = UInt64(status.st_size)
        if known?.file != file || known?.size != size {
            size = try mend(descriptor, size)
            known = (file, size)
        }
        guard !keys.contains(message.key.rawValue) else { return }
        let line = Self.line(message)
        try write(line, descriptor, size)
        guard fsync(descriptor) == 0 else { throw FileFailure("fsync") }
        if size == 0 {
            do throws(LogError) {
                try DurableFile.syncDirectory(DurableFile.parent(of: path))
            } catch {
                throw FileFailure("fsync")
            }
        }
        keys.insert(message.key.rawValue)
        known = (file, size + UInt64(line.count))
    }

    /// Cuts off a line that does not end, and takes the keys of those before it.
    private func mend(_ descriptor: Int32, _ size: UInt64) throws(FileFailure) -> UInt64 {
        keys = []
        let start = size > Self.lookBack ? size - Self.lookBack : 0
        var bytes = [UInt8](repeating: 0, count: Int(size - start))
        var count = 0
        while count < bytes.count {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe pread(
                    descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count, off_t(start) + off_t(count))
            }
            guard got > 0 else { throw FileFailure("read") }
            count += got
        }
        let end = bytes.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
        if end < bytes.count {
            guard ftruncate(descriptor, off_t(start) + off_t(end)) == 0 else { throw FileFailure("ftruncate") }
        }
        for line in bytes[..<end].split(separator: 0x0a) {
            // The first one of a long file may lack its beginning; it then has no key.
            guard let entry = try? JSONDecoder().decode(Key.self, from: Data(line)) else { continue }
            keys.insert(entry.id)
        }
        return start + UInt64(end)
    }

    private struct Key: Decodable {
        let id: String
    }

    private func write(_ line: [UInt8], _ descriptor: Int32, _ size: UInt64) throws(FileFailure) {
        var offset = 0
        while offset < line.count {
            let written = unsafe line.withUnsafeBytes { buffer in
                unsafe Foundation.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
            }
            guard written > 0 else {
                let failure = FileFailure("write")
                // Should that fail as well, the next message mends it.
                _ = ftruncate(descriptor, off_t(size))
                throw failure
            }
            offset += written
        }
    }

    private static func line(_ message: OutboundMessage) -> [UInt8] {
        let text = String(decoding: message.body, as: UTF8.self)
        // JSON on one line is put in as it is, anything else as a text.
        let isJSON =
            message.contentType.contains("json") && !message.body.contains(0x0a) && !message.body.contains(0x0d)
            && (try? JSONSerialization.jsonObject(with: Data(message.body), options: .fragmentsAllowed)) != nil
        let members = [
            ("id", quoted(message.key.rawValue)), ("type", quoted(message.kind.rawValue)),
            ("contenttype", quoted(message.contentType)), ("body", isJSON ? text : quoted(text)),
        ]
        return Array("{\(members.map { "\"\($0)\":\($1)" }.joined(separator: ","))}\n".utf8)
    }

    private static func quoted(_ text: String) -> String {
        // Text always has a JSON form.
        (try? JSONText.encode(text)) ?? "\"\""
    }
}
