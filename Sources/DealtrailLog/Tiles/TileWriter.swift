import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import Foundation

/// Writes the tiles and the bundles of entries of the first events of a log.
struct TileWriter {
    let store: LogStore
    let directory: String
    let size: UInt64
    /// How many files were written; full ones that are there already are left alone.
    private(set) var files = 0

    init(store: LogStore, directory: String, size: UInt64) {
        self.store = store
        self.directory = directory
        self.size = size
    }

    /// Writes everything but the checkpoint.
    mutating func run(_ progress: (UInt64, UInt64) -> Void) throws {
        var start: UInt64 = 0
        while start < size {
            let stop = min(size, start + TilePath.width)
            try translating { try bundle(start..<stop) }
            start = stop
            progress(start, size)
        }
        var level = 1
        while size >> UInt64(8 * level) > 0 {
            try writeHashes(level)
            level += 1
        }
    }

    /// A bundle of entries, and the tile of their leaf hashes.
    private mutating func bundle(_ range: Range<UInt64>) throws {
        let index = range.lowerBound / TilePath.width
        let width = range.upperBound - range.lowerBound
        let entries = TilePath.entries(index: index, width: width)
        let hashes = TilePath.hashes(level: 0, index: index, width: width)
        if width == TilePath.width, exists(entries), exists(hashes) { return }
        var bundle: [UInt8] = []
        var leaves: [UInt8] = []
        let read = try store.environment.read()
        for position in range {
            try store.withEvent(at: position, read) { event in
                try event.checkBody()
                let canonical = event.canonical.array()
                bundle += [UInt8(canonical.count >> 8), UInt8(canonical.count & 255)]
                bundle += canonical
                leaves += TreeHasher.leaf(canonical).bytes
            }
        }
        try write(bundle, entries)
        try write(leaves, hashes)
    }

    /// The tiles of a level above the leaves.
    private mutating func writeHashes(_ level: Int) throws {
        let tree = StoredTree(store: store)
        let count = size >> UInt64(8 * level)
        var start: UInt64 = 0
        while start < count {
            let stop = min(count, start + TilePath.width)
            let path = TilePath.hashes(level: level, index: start / TilePath.width, width: stop - start)
            if stop - start < TilePath.width || !exists(path) {
                var hashes: [UInt8] = []
                for index in start..<stop { hashes += try tree.subtree(level: UInt8(8 * level), index: index).bytes }
                try write(hashes, path)
            }
            start = stop
        }
    }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(directory)/\(path)") }

    private mutating func write(_ bytes: [UInt8], _ path: String) throws {
        let file = URL(filePath: "\(directory)/\(path)")
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file, options: .atomic)
        } catch {
            throw LogError(.system, "cannot write \(file.path()): \(error.localizedDescription)")
        }
        files += 1
    }
}
