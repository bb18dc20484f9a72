import DealtrailModel
import DealtrailProof
import Synchronization

extension TrailLog {
    /// The map of stream heads over the first `size` events.
    ///
    /// Kept between calls and carried on, so that only what was appended since is read; and by the file beside the
    /// checkpoints from one process to the next, where that is trusted.
    ///
    /// - Parameters:
    ///   - size: How many events.
    ///   - key: Whoever is to sign what follows from the map: the file counts only under his own signature. Without one
    ///     the map is for a proof, which checks it against what the log stated, and is not kept.
    /// - Throws: ``LogError``, `EventError`.
    /// - Complexity: O(events since the map that is at hand).
    func streamHeads(at size: UInt64, for key: VerifierKey? = nil) throws -> StreamHeadMap {
        var found = heads.withLock { $0.size <= size ? $0 : StreamHeadMap() }
        var isOwn = true
        if found.size == 0, let stored = try storedHeads(upTo: size, for: key) {
            found = StreamHeadMap(stored)
            isOwn = key != nil
        }
        try scan(.all, in: found.size..<size, direction: .forward) { event in
            try found.append(event)
            return true
        }
        found.settle()
        if isOwn {
            let found = found
            heads.withLock { if $0.size < found.size { $0 = found } }
        }
        return found
    }

    /// Writes the map for the next process, when the one that is written is too old to save much.
    ///
    /// The file is written at most once for as many events as an eighth of the streams, so that it costs each event the same.
    /// It is a short cut, and that it cannot be written is no reason to fail.
    func storeHeads(at size: UInt64) {
        guard let found = try? streamHeads(at: size), found.size == size else { return }
        let due = max(1_024, UInt64(found.map.count) / 8)
        if let stored = found.storedSize, size - stored < due { return }
        let file = StoredStreamHeads(size: size, map: found.map)
        guard (try? DurableFile.write(file.bytes, to: checkpoints.headsPath)) != nil else { return }
        heads.withLock { $0.storedSize = size }
    }

    /// The map in the file, when the log states the same of its streams there, under a checkpoint that is signed.
    private func storedHeads(upTo size: UInt64, for key: VerifierKey?) throws -> StoredStreamHeads? {
        guard let stored = checkpoints.storedHeads(), stored.size <= size,
            let event = try event(at: stored.size), event.kind == StreamHeadsCommitted.kind,
            let stated = try? event.decode(StreamHeadsCommitted.self),
            stated == StreamHeadMap(stored).event,
            let signed = try? checkpoints.checkpoint(at: stored.size + 1), (try? require(signed.checkpoint)) != nil
        else { return nil }
        if let key, (try? TrustPolicy(log: key).evaluate(signed)) == nil { return nil }
        return stored
    }
}
