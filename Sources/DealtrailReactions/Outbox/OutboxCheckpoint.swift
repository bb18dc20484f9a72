import Dealtrail
import DealtrailLog
import Foundation

/// What the outbox had folded, in a file of the directory, so that a process which starts folds what is new.
///
/// It is derived and may be deleted: whatever does not read, is of another log or of other reactions is folded anew.
struct OutboxCheckpoint: Codable {
    /// A reaction that was enabled, and whether it was known: one that was not has left nothing behind.
    struct Standing: Codable, Hashable {
        let enabledAt: UInt64
        let isKnown: Bool
    }

    /// The form of the file; another one is not read.
    static let form = 1

    var form = OutboxCheckpoint.form
    let origin: String
    let size: UInt64
    /// The SHA-256 of the last event: it tells a log that has grown from another one.
    let lastEvent: ContentDigest
    let standings: [Standing]
    let delivered: UInt64
    let applied: UInt64
    let items: [OutboxItem]
    let letters: [DeadLetter]

    static func path(of trail: Trail) -> String { OutboxInstance.folder(of: trail) + "/checkpoint.json" }

    /// The checkpoint of a trail; `nil` when there is none that is of its log.
    ///
    /// - Throws: `LogError`, `EventError`.
    static func read(of trail: Trail) throws -> OutboxCheckpoint? {
        guard let bytes = FileManager.default.contents(atPath: path(of: trail)),
            let checkpoint = try? JSONDecoder().decode(OutboxCheckpoint.self, from: bytes), checkpoint.form == form,
            checkpoint.origin == trail.log.origin, checkpoint.size > 0, checkpoint.size <= (try trail.head().size),
            try trail.event(at: checkpoint.size - 1).map({ ContentDigest(of: $0.canonical) }) == checkpoint.lastEvent
        else { return nil }
        return checkpoint
    }

    /// Puts it in the place of the one before.
    ///
    /// - Throws: `LogError`, `EncodingError`.
    func write(to trail: Trail) throws {
        try DurableFile.write(Array(try JSONEncoder().encode(self)), to: Self.path(of: trail))
    }
}
