import DealtrailLMDB
import DealtrailModel
import DealtrailProof

/// What a check keeps of the streams: their next revisions, and the map of their heads.
///
/// The map is brought up to date only where the log has made a statement about it, from the last events of the streams
/// that moved since; a log without checkpoints costs nothing for it.
struct StreamCheck {
    private struct Entry {
        var next: UInt64
        var position: UInt64
    }

    private var streams: [UInt64: Entry] = [:]
    /// The streams that moved since the last statement.
    private var moved: [UInt64] = []
    /// Up to where the map has everything.
    private var settled: UInt64 = 0
    private var map = StreamMap()
    /// How many statements were compared.
    private(set) var compared = 0

    /// How many streams there are.
    var count: Int { streams.count }

    /// Takes in an event; returns the revision that it ought to have.
    mutating func take(_ streamHash: UInt64, _ position: UInt64, _ revision: UInt64) -> UInt64 {
        let known = streams[streamHash]
        if known.map({ $0.position < settled }) ?? true { moved.append(streamHash) }
        streams[streamHash] = Entry(next: revision &+ 1, position: position)
        return known?.next ?? 0
    }

    /// Compares what an event states of all streams before it with those streams.
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
