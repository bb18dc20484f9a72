import DealtrailEngine
import DealtrailLog
import DealtrailModel
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Builds the views of ``Tally`` and ``Streams``, telling how far it is, or tells of their bytes.
struct Building {
    private let trail: String
    private let threads: Int
    private let every: UInt64
    private let batch: Int
    /// After how many lines of progress it stops, for the test to kill it there; 0 for never.
    private let stop: Int

    init(_ arguments: inout Arguments) {
        trail = arguments.trail
        threads = arguments.number("threads", or: 1)
        every = UInt64(arguments.number("every", or: 1_000))
        batch = arguments.number("batch", or: 64)
        stop = arguments.number("stop-after", or: 0)
    }

    private func open() throws -> (TrailLog, ViewSet) {
        let log = try TrailLog.open(at: trail)
        let store = try ViewStore(at: log.viewsDirectory)
        return (log, try ViewCatalog([Tally.self, Streams.self]).open(log: log, store: store))
    }

    /// Rebuilds in small batches with frequent saves.
    func rebuild() async throws {
        let (log, views) = try open()
        let lines = Atomic(0)
        let stop = stop
        try await views.rebuild(threads: threads, saving: .every(events: every), batchSize: batch) { progress in
            let number = lines.add(1, ordering: .relaxed).newValue
            if number == 1 { Line.write("from \(progress.done)") }
            Line.write("at \(progress.phase.rawValue) \(progress.done) \(progress.total)")
            if number == stop {
                Line.write("stopped")
                raise(SIGSTOP)
            }
        }
        Line.write("built \(try views.status().map { "\($0.checkpoint?.position ?? 0)" }.joined(separator: " "))")
        try await log.close()
    }

    /// Catches up, in batches.
    func catchUp() async throws {
        let (log, views) = try open()
        for view in views.views { try await view.catchUp(batchSize: batch) }
        try await log.close()
    }

    /// Removes the views, as somebody who deletes the folder does.
    func drop() async throws {
        let (log, views) = try open()
        for view in views.views { try await view.drop() }
        try await log.close()
    }

    /// Writes how far each view is, and the digest of its bytes; `none` for one that was never built.
    func dump() async throws {
        let (log, views) = try open()
        let store = try ViewStore(at: log.viewsDirectory)
        for view in views.views {
            var bytes: [UInt8] = []
            try store.forEachRecord(of: view.identity) { key, value in
                bytes += CBORValue.bytes(key).canonical + CBORValue.bytes(value).canonical
            }
            let position = try view.checkpoint().map { "\($0.position)" } ?? "none"
            Line.write("view \(view.name) \(position) \(ContentDigest(of: bytes))")
        }
        try await log.close()
    }
}
