import Dealtrail
import DealtrailReactions
import Foundation
import Testing

@Suite("Messages in a file")
struct FileAdapterTests {
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("dealtrail-lines-\(UUID())").path

    private func message(
        _ key: MessageKey, _ body: String = #"{"a":1}"#, _ contentType: String = "application/json"
    ) -> OutboundMessage {
        OutboundMessage(
            key: key, reaction: "r", event: EventID(high: 1, low: 2), kind: "quote.sent", contentType: contentType,
            body: Array(body.utf8), sentAt: Timestamp(nanoseconds: 0))
    }

    private func lines() throws -> [String] {
        let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        #expect(text.hasSuffix("\n"))
        return text.split(separator: "\n").map(String.init)
    }

    private func ids() throws -> [String] {
        struct Line: Decodable { let id: String }
        return try lines().map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)).id }
    }

    @Test("JSON is put in as it is, anything else as a text, each on one line, for the owner alone")
    func form() async throws {
        let adapter = FileAdapter(path: path)
        #expect(try await adapter.deliver(message("k-1")) == .delivered(status: nil))
        #expect(try await adapter.deliver(message("k-2", "a \"b\"\nc", "text/plain")) == .delivered(status: nil))
        #expect(try await adapter.deliver(message("k-3", "{\n}")) == .delivered(status: nil))
        #expect(
            try lines() == [
                #"{"id":"k-1","type":"quote.sent","contenttype":"application/json","body":{"a":1}}"#,
                #"{"id":"k-2","type":"quote.sent","contenttype":"text/plain","body":"a \"b\"\nc"}"#,
                #"{"id":"k-3","type":"quote.sent","contenttype":"application/json","body":"{\n}"}"#,
            ])
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        try FileManager.default.removeItem(atPath: path)
    }

    @Test("A line is written once, also by a process that starts anew")
    func once() async throws {
        let adapter = FileAdapter(path: path)
        for _ in 0..<2 { _ = try await adapter.deliver(message("k-1")) }
        let next = FileAdapter(path: path)
        for key in ["k-1", "k-2"] as [MessageKey] { _ = try await next.deliver(message(key)) }
        // The first sees what the other wrote.
        for key in ["k-2", "k-3"] as [MessageKey] { _ = try await adapter.deliver(message(key)) }
        #expect(try ids() == ["k-1", "k-2", "k-3"])
        try FileManager.default.removeItem(atPath: path)
    }

    @Test("A torn last line is cut off, wherever it was torn, and its message is written anew")
    func torn() async throws {
        _ = try await FileAdapter(path: path).deliver(message("k-1"))
        let first = try Data(contentsOf: URL(filePath: path))
        _ = try await FileAdapter(path: path).deliver(message("k-2"))
        let whole = try Data(contentsOf: URL(filePath: path))
        for cut in first.count..<whole.count {
            try whole.prefix(cut).write(to: URL(filePath: path))
            #expect(try await FileAdapter(path: path).deliver(message("k-2")) == .delivered(status: nil))
            #expect(try Data(contentsOf: URL(filePath: path)) == whole, "torn after \(cut) bytes")
        }
        try FileManager.default.removeItem(atPath: path)
    }

    @Test("A file that is moved away is followed by a new one")
    func moved() async throws {
        let adapter = FileAdapter(path: path)
        _ = try await adapter.deliver(message("k-1"))
        try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
        _ = try await adapter.deliver(message("k-2"))
        #expect(try ids() == ["k-2"])
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.removeItem(atPath: path + ".1")
    }

    @Test("What the system refuses is a failure that is tried again, without the path")
    func refused() async throws {
        let adapter = FileAdapter(path: path + "/missing/file")
        let outcome = try await adapter.deliver(message("k-1"))
        #expect(outcome == .failed(DeliveryFailure("open: No such file or directory")))
    }
}
