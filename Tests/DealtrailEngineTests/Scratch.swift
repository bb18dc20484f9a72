import DealtrailModel
import Foundation

@testable import DealtrailEngine

/// A directory of one test's own, removed with it.
final class Scratch {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "dealtrail-engine-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func store() throws -> ViewStore { try ViewStore(at: path + "/views", mapSize: 256 << 20) }
}

extension ProjectionRuntime {
    /// Every key and every stored record, byte by byte.
    func dump() throws -> [[UInt8]] {
        var found: [[UInt8]] = []
        try ViewSnapshot.take(identity, .live, in: store).forEachRecord(from: "") { key, value in
            found.append(key.array())
            found.append(value.array())
            return true
        }
        return found
    }

    /// Every key and its state.
    func all() throws -> [String: View.State] {
        var found: [String: View.State] = [:]
        try forEach { key, state in
            found[key] = state
            return true
        }
        return found
    }
}
