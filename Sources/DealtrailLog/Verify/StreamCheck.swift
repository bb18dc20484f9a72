import DealtrailLMDB
import DealtrailModel
import DealtrailProof

/// What a check keeps of the streams: their next revisions, and the map of their heads.
///
/// The map is brought up to date only where the log has made a statement about it, from the last events of the streams
/// that moved since; a log without checkpoints costs nothing for it.
struct StreamCheck {
    /// An event that is not the next of its stream.
    struct Gap {
        let position: UInt64
        let revision: UInt64
        let expected: UInt64
    }

    private var streams = StreamTable()
    /// Events that were taken in and not looked up yet.
    private var waiting: [(hash: UInt64, revision: UInt64, position: UInt64)] = []
    /// The streams that moved since the last statement.
    private var moved: [UInt64] = []
    /// Up to where the map has everything.
    private var settled: UInt64 = 0
    private var map = StreamMap()
    /// How many entries are loaded before they are looked at.
    private static let touchedAhead = 32
    /// How many statements were compared.
    private(set) var compared = 0

    /// How many streams there are, of the events that ``settle()`` has seen.
    var count: Int { streams.count }

    /// Takes in an event, which ``settle()`` will look at.
    @inline(__always)
    mutating func take(_ streamHash: UInt64, _ position: UInt64, _ revision: UInt64) {
        waiting.append((streamHash, revision, position))
    }

    /// Looks at the events that were taken in; returns those that are not the next of their streams.
    ///
    /// - Complexity: O(events taken in).
    mutating func settle() -> [Gap] {
        var gaps: [Gap] = []
        for (index, event) in waiting.enumerated() {
            if index % Self.touchedAhead == 0 {
                streams.touch(waiting[index..<min(waiting.count, index + Self.touchedAhead)].lazy.map(\.hash))
            }
            let known = streams.replace(event.hash, next: event.revision &+ 1, position: event.position)
            // A vacant entry has the highest position, and expects revision 0.
            if known.position == .max || known.position < settled { moved.append(event.hash) }
            if known.next != event.revision {
                gaps.append(Gap(position: event.position, revision: event.revision, expected: known.next))
            }
        }
        waiting.removeAll(keepingCapacity: true)
        return gaps
    }

    /// Compares what an event states of all streams before it with those streams, which have to be settled.
    ///
    /// - Returns: What is false, or `nil`.
    mutating func compare(
        _ event: RecordedEvent, _ store: LogStore, _ read: borrowing ReadTransaction
    ) throws -> String? {
        compared += 1
        var heads: [(stream: String, head: StreamHead)] = []
        for hash in moved {
            guard let entry = streams[hash] else { continue }
            // One that does not read was reported where it lies; the map will differ, and says so too.
            let head = try? store.withEvent(at: entry.position, read) { event in
                let leaf = TreeHasher.leaf(event.canonical)
                return (stream: try event.stream.rawValue, head: StreamHead(nextRevision: entry.next, leaf: leaf))
            }
            if let head { heads.append(head) }
        }
        if map.count == 0 {
            map = StreamMap(heads)
        } else {
            for (stream, head) in heads { map.set(stream, head) }
        }
        moved = []
        settled = event.position
        let stated: StreamHeadsCommitted
        do throws(EventError) {
            stated = try event.decode(StreamHeadsCommitted.self)
        } catch {
            return "it does not read: \(error)"
        }
        guard stated.events == event.position else {
            return "it speaks of \(stated.events) events, and stands behind \(event.position)"
        }
        guard stated.streams == UInt64(map.count), stated.root.bytes == map.root.bytes else {
            return
                "it states the heads of \(stated.streams) streams with root \(stated.root); the \(map.count) streams "
                + "before it have \(map.root)"
        }
        return nil
    }
}
