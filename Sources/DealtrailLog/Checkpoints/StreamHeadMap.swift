import DealtrailModel
import DealtrailProof

/// The map of stream heads of the first events of a log, carried on as the log grows.
struct StreamHeadMap: Sendable {
    /// How many events it speaks of.
    private(set) var size: UInt64 = 0
    private(set) var map = StreamMap()
    /// The streams that moved since the map was last brought up to date.
    private var moved: [StreamName: StreamHead] = [:]
    /// Up to where the file beside the checkpoints has it, as far as this process knows.
    var storedSize: UInt64?

    /// The map of no events.
    init() {}

    /// Goes on from the map in the file.
    init(_ stored: StoredStreamHeads) {
        size = stored.size
        map = stored.map
        storedSize = stored.size
    }

    /// Takes in the next event.
    ///
    /// - Throws: `EventError` when the event does not read.
    mutating func append(_ event: borrowing EventView) throws {
        try event.checkBody()
        moved[try event.stream] = StreamHead(
            nextRevision: event.revision + 1, leaf: TreeHasher.leaf(event.canonical))
        size += 1
    }

    /// Brings the map up to date with the events taken in.
    ///
    /// - Complexity: O(*k* log *n*) hashes for *k* streams that moved; about 2 *n* for the first time.
    mutating func settle() {
        guard !moved.isEmpty else { return }
        let heads = moved.map { (stream: $0.key.rawValue, head: $0.value) }
        if map.count == 0 {
            map = StreamMap(heads)
        } else {
            for (stream, head) in heads { map.set(stream, head) }
        }
        moved = [:]
    }

    /// What the log states in front of a checkpoint.
    var event: StreamHeadsCommitted? {
        ContentDigest(bytes: map.root.bytes).map {
            StreamHeadsCommitted(events: size, streams: UInt64(map.count), root: $0)
        }
    }
}
