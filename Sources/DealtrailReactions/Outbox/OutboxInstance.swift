import Dealtrail
import DealtrailLog
import Foundation

/// Which directory of a trail delivers: what the log says, and what the directory says of itself.
///
/// A backup, a restored trail and a copy have the same log; they have not the file of the directory that claimed, or not the
/// data file that it names (decision 17).
struct OutboxInstance {
    let trail: Trail

    init(_ trail: Trail) {
        self.trail = trail
    }

    /// What lies in the directory.
    private struct Mark: Codable, Hashable {
        let instance: String
        /// The number of the data file in its file system: a copy of the directory has another.
        let file: UInt64
    }

    static func folder(of trail: Trail) -> String { trail.log.directory + "/outbox" }
    private var path: String { Self.folder(of: trail) + "/instance.json" }

    /// The claim that counts; `nil` when no directory ever claimed.
    func claim() throws -> OutboxClaimed? {
        let filter = EventFilter(query: .kinds(OutboxClaimed.kind))
        return try trail.log.events(filter, direction: .backward, limit: 1).first?.decode(OutboxClaimed.self)
    }

    /// Makes sure that this directory is the one that delivers; call it with the lock.
    ///
    /// - Parameter start: From which position on it may, where it is not known to be the one.
    /// - Throws: ``OutboxError`` (`restored`), `LogError`.
    func require(resumeFrom start: UInt64?, randomBits: () -> UInt64) async throws {
        guard let claim = try claim() else { return try await claimFirst(randomBits: randomBits) }
        if let mark = mark(), mark.instance == claim.instance, mark.file == (try dataFile()) { return }
        guard let start else {
            throw OutboxError(
                .restored, "\(trail.log.directory) is a copy or was restored, and has not delivered before")
        }
        try await record(resumeFrom: start, randomBits)
    }

    /// Claims a trail that nobody has delivered for; call it with the lock.
    func claimFirst(randomBits: () -> UInt64) async throws {
        guard try claim() == nil else { return }
        try await record(resumeFrom: nil, randomBits)
    }

    private func record(resumeFrom start: UInt64?, _ randomBits: () -> UInt64) async throws {
        let digits = [randomBits(), randomBits()].map { String($0, radix: 16) }
        let instance = digits.map { String(repeating: "0", count: 16 - $0.count) + $0 }.joined()
        // The file first: a claim without it would shut out everybody, this directory too.
        let text = try JSONText.encode(Mark(instance: instance, file: try dataFile()))
        try DurableFile.createDirectory(Self.folder(of: trail))
        try DurableFile.write(Array((text + "\n").utf8), to: path)
        let handled = try await trail.handle(
            Outbox.claim(instance, resumeFrom: start), by: .outbox, id: CommandID("outbox:claim:\(instance)"))
        if let refusal = handled.refusal { throw refusal }
    }

    private func mark() -> Mark? {
        FileManager.default.contents(atPath: path).flatMap { try? JSONDecoder().decode(Mark.self, from: $0) }
    }

    private func dataFile() throws -> UInt64 {
        let attributes = try FileManager.default.attributesOfItem(atPath: trail.log.directory + "/log/data.mdb")
        return (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0
    }
}

extension Author {
    /// The outbox, which records what became of messages.
    static let outbox = Author(.outbox, kind: .automation, channel: .outbox)
}
