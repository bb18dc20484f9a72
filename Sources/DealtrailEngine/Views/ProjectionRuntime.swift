public import DealtrailLog
public import DealtrailModel
import Synchronization

/// A projection over a log: its stored view, its rebuild, and its answers for any point in time.
///
/// The stored view is read without waiting for anything; ``catchUp(upTo:batchSize:)`` brings it to the head. Every method that is
/// not `async` reads only and returns at once or after one key.
public final class ProjectionRuntime<View: Projection>: Sendable {
    /// The log.
    public let log: any EventLog
    /// Where the states lie.
    public let store: ViewStore
    /// What tells the view from others.
    public let identity: ViewIdentity
    let codec = StateCodec<View.State>()
    /// Held while this process catches the view up, so that threads do not do the same work twice.
    let catchingUp = Mutex<Void>(())

    /// Creates a runtime; nothing is read or built yet.
    ///
    /// - Parameters:
    ///   - view: The projection.
    ///   - log: The log.
    ///   - store: Where the states lie.
    ///   - rulesOverride: The rules that stand in for those in force; `nil` for the live view.
    /// - Throws: ``EngineError`` (`invalidView`) for a name that is not 1 to 64 letters, digits and hyphens, or two rows
    ///   for one kind and key.
    public init(
        _ view: View.Type = View.self, log: any EventLog, store: ViewStore, rulesOverride: ContentDigest? = nil
    ) throws(EngineError) {
        let name = View.name.utf8
        let isLetter = { (byte: UInt8) in
            (0x61...0x7a).contains(byte) || (0x41...0x5a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2d
        }
        guard (1...64).contains(name.count), name.allSatisfy(isLetter) else {
            throw EngineError(.invalidView, "\"\(View.name)\": a name has 1 to 64 letters, digits and hyphens")
        }
        var seen: Set<[String]> = []
        for row in View.rows.rows where !seen.insert([row.kind.rawValue, "\(row.key)"]).inserted {
            throw EngineError(.invalidView, "\(View.name) has two rows for \(row.kind), \(row.key)")
        }
        self.log = log
        self.store = store
        identity = ViewIdentity(name: View.name, codeVersion: View.codeVersion, rulesOverride: rulesOverride)
    }

    /// How far the stored view has come; `nil` before it was built.
    ///
    /// - Throws: `LMDBError`, ``EngineError`` (`damagedView`).
    public func checkpoint() throws -> ViewCheckpoint? { try record().checkpoint }

    /// The event at which the view stands still; `nil` while it goes on.
    ///
    /// - Throws: `LMDBError`, ``EngineError`` (`damagedView`).
    public func fault() throws -> ViewFault? { try record().fault }

    /// How many events of the log the stored view has not folded yet.
    ///
    /// - Throws: `LMDBError`, `LogError`, ``EngineError`` (`damagedView`).
    public func lag() throws -> UInt64 { try AnyView(self).lag() }

    /// The stored state of a key; `nil` when no event has touched it.
    ///
    /// - Throws: `LMDBError`, ``EngineError`` (`damagedView`).
    /// - Complexity: O(log keys).
    public func state(for key: String) throws -> View.State? {
        try reading { try $0.state(for: key) }
    }

    /// Calls `body` with each key and its stored state, in the bytewise order of keys, until it returns `false`.
    ///
    /// - Parameters:
    ///   - first: The key to begin at; by default the first.
    ///   - body: Takes a key and its state, and says whether to go on. One snapshot is held until the end: be quick.
    /// - Throws: `LMDBError`, ``EngineError`` (`damagedView`), what `body` throws.
    public func forEach(from first: String = "", _ body: (String, View.State) throws -> Bool) throws {
        try reading { try $0.forEach(from: first, body) }
    }

    /// Answers several questions from one snapshot of the view.
    ///
    /// - Throws: `LMDBError`, ``EngineError`` (`damagedView`), what `body` throws.
    public func reading<Result>(_ body: (ViewReader<View>) throws -> Result) throws -> Result {
        try body(ViewReader(snapshot: try ViewSnapshot.take(identity, .live, in: store), codec: codec))
    }

    /// Forgets the stored view.
    ///
    /// - Throws: `LMDBError`.
    public func drop() async throws {
        try await Background.run("dealtrail.drop") { [store, identity] _ in try store.drop(identity) }
    }
}

/// A view as one commit left it.
public struct ViewReader<View: Projection> {
    let snapshot: ViewSnapshot
    let codec: StateCodec<View.State>

    /// What the view has folded; `nil` before it was built.
    public var checkpoint: ViewCheckpoint? { snapshot.checkpoint }

    /// The event at which the view stands still; `nil` while it goes on.
    public var fault: ViewFault? { snapshot.record.fault }

    /// How many events the view has passed over, as somebody decided.
    public var skipped: Int { snapshot.record.skips?.count ?? 0 }

    /// The state of a key; `nil` when no event has touched it.
    ///
    /// - Throws: `LMDBError`, ``EngineError`` (`damagedView`).
    public func state(for key: String) throws -> View.State? {
        try snapshot.entry(Array(key.utf8).rawSpan, codec)?.state
    }

    /// Calls `body` with each key and its state, in the bytewise order of keys, until it returns `false`.
    ///
    /// - Throws: `LMDBError`, ``EngineError`` (`damagedView`), what `body` throws.
    public func forEach(from first: String = "", _ body: (String, View.State) throws -> Bool) throws {
        try snapshot.forEach(from: first, codec) { key, stored in try body(key, stored.state) }
    }
}

@available(*, unavailable)
extension ViewReader: Sendable {}
