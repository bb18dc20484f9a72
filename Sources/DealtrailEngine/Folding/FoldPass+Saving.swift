import DealtrailModel

extension FoldPass {
    /// A part of a file that holds the keys of one save.
    struct Segment: Hashable, Sendable, Codable {
        let start: UInt64
        let end: UInt64

        enum CodingKeys: Int, CodingKey {
            case start = 1
            case end = 2
        }
    }

    /// How many bytes of saved keys are read at once; far more than one takes.
    private static let blockSize: UInt64 = 1 << 20

    /// Writes all that an event at or after a position has changed into a file, and makes sure that it is on disk.
    ///
    /// The states come first, then their keys: lane, hash, text, how far it has come, and where the state lies.
    ///
    /// - Returns: Where the keys lie.
    /// - Throws: ``EngineError`` (`spillFailed`), what encoding throws.
    /// - Complexity: O(keys).
    func save(since position: UInt64, into file: SpillFile) throws -> Segment {
        for lane in lanes { try lane.saveStates(since: position, into: file) }
        let start = file.size
        for (index, lane) in lanes.enumerated() {
            try lane.forEachSaved(since: position) { key, mark, place in
                _ = try file.append { writer in
                    writer.writeHead(.array, 9)
                    writer.write(UInt64(index))
                    writer.write(hash(of: key))
                    withText(key) { writer.write(byteString: $0.array()) }
                    writer.write(mark.occurred)
                    writer.write(mark.position)
                    writer.write(UInt64(mark.events))
                    writer.write(mark.isLate)
                    writer.write(place.offset)
                    writer.write(UInt64(place.length))
                }
            }
        }
        try file.synchronize()
        return Segment(start: start, end: file.size)
    }

    /// Takes the keys that were saved, their states left in the file until they are needed.
    ///
    /// - Parameter owns: Whether a key with this hash is one of this pass.
    /// - Returns: Whether everything reads and belongs here; what was taken until then has to be thrown away.
    /// - Throws: ``EngineError`` (`spillFailed`, `keyLimit`).
    func restore(_ segments: [Segment], from file: SpillFile, owns: (UInt64) -> Bool) throws -> Bool {
        for segment in segments {
            var offset = segment.start
            while offset < segment.end {
                let length = min(Self.blockSize, segment.end - offset)
                let taken = try file.withBytes(SpillFile.Place(offset: offset, length: UInt32(length))) { block in
                    try take(block, isLast: offset + length == segment.end, before: segment.start, owns)
                }
                guard taken > 0 else { return false }
                offset += UInt64(taken)
            }
        }
        return true
    }

    /// Takes the keys of a block, the last of which may be cut off.
    ///
    /// - Returns: How many bytes were taken; 0 when something does not read.
    private func take(_ bytes: RawSpan, isLast: Bool, before end: UInt64, _ owns: (UInt64) -> Bool) throws -> Int {
        var taken = 0
        while taken < bytes.byteCount {
            var reader = CBORReader(bytes.extracting(taken..<bytes.byteCount))
            let key: SavedKey
            do throws(CBORError) {
                key = try SavedKey(&reader)
            } catch {
                return isLast ? 0 : taken
            }
            guard key.lane < UInt64(lanes.count), owns(key.hash), (1...511).contains(key.text.count),
                key.place.offset <= end, UInt64(key.place.length) <= end - key.place.offset
            else { return 0 }
            let number = try number(key.hash, key.text.rawSpan)
            lanes[Int(key.lane)].restore(number, key.mark, key.place)
            taken += reader.offset
        }
        return taken
    }
}

/// A key as a save has written it.
private struct SavedKey {
    let lane: UInt64
    let hash: UInt64
    let text: [UInt8]
    let mark: FoldLane.Mark
    let place: SpillFile.Place

    init(_ reader: inout CBORReader) throws(CBORError) {
        guard try reader.readArrayHead() == 9 else { throw CBORError(.unexpectedType, at: reader.offset) }
        lane = try reader.readUnsigned()
        hash = try reader.readUnsigned()
        text = try reader.readByteString().array()
        mark = FoldLane.Mark(
            occurred: try reader.readInteger(), position: try reader.readUnsigned(),
            events: UInt32(clamping: try reader.readUnsigned()), isLate: try reader.readBool())
        place = SpillFile.Place(
            offset: try reader.readUnsigned(), length: UInt32(clamping: try reader.readUnsigned()))
    }
}
