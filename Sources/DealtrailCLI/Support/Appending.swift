import Dealtrail
import DealtrailImport
import Foundation

/// Takes lines of CloudEvents into a trail, as they come.
struct Appending {
    /// What has become of the lines so far.
    struct Tally {
        var lines: UInt64 = 0
        var appended: UInt64 = 0
        var alreadyPresent: UInt64 = 0
        var rejected: UInt64 = 0
        /// The first thousand.
        var rejections: [Rejection] = []
        var positions: Range<UInt64>?
    }

    /// A line that was not taken.
    struct Rejection: Codable, CustomStringConvertible {
        let line: UInt64
        let reason: String

        var description: String { "line \(line): \(reason)" }
    }

    /// How many requests are handed to the log at once.
    private static let batchSize = 4_096

    /// `nil` only reads the lines.
    let trail: Trail?
    private(set) var tally = Tally()
    private var reader = CloudEventsReader()
    private var waiting: [(line: UInt64, request: AppendRequest)] = []

    init(trail: Trail?) {
        self.trail = trail
    }

    /// Takes a whole file, or standard input until it ends.
    ///
    /// Events of a file name it as their provenance, those of a stream are witnessed.
    mutating func take(_ path: String?) async throws {
        guard let path else { return try await take(stream: .standardInput) }
        let handle: FileHandle
        let content: [UInt8]
        do {
            handle = try FileHandle(forReadingFrom: URL(filePath: path))
            content = [UInt8](try handle.readToEnd() ?? Data())
            try handle.close()
        } catch {
            throw ToolError.usage("cannot read \(path): \(error.localizedDescription)")
        }
        let name = URL(filePath: path).lastPathComponent
        reader = CloudEventsReader(file: name, digest: ContentDigest(of: content))
        let bar = ProgressBar("append")
        var done: UInt64 = 0
        for line in content.split(separator: 0x0a, omittingEmptySubsequences: false) {
            try take(line: Array(line))
            done += UInt64(line.count) + 1
            if waiting.count >= Self.batchSize {
                try await flush()
                bar.update(done, of: UInt64(content.count), "bytes")
            }
        }
        try await flush()
        bar.clear()
    }

    private mutating func take(stream: FileHandle) async throws {
        var rest: [UInt8] = []
        while true {
            let chunk = stream.availableData
            if chunk.isEmpty { break }
            rest += chunk
            // Whoever writes slowly sees each line taken when it is whole.
            while let end = rest.firstIndex(of: 0x0a) {
                let lines = rest[...end].split(separator: 0x0a, omittingEmptySubsequences: false).dropLast()
                for line in lines { try take(line: Array(line)) }
                rest.removeSubrange(...end)
            }
            guard rest.count <= CloudEventsReader.maximumLineBytes else {
                throw ToolError.usage(
                    "line \(tally.lines + 1) is longer than \(CloudEventsReader.maximumLineBytes) bytes")
            }
            try await flush()
        }
        if !rest.isEmpty { try take(line: rest) }
        try await flush()
    }

    private mutating func take(line: [UInt8]) throws {
        tally.lines += 1
        do throws(CloudEventsError) {
            if let request = try reader.request(line: line, number: tally.lines) {
                waiting.append((tally.lines, request))
            }
        } catch {
            reject(tally.lines, error.attribute.map { "\"\($0)\": \(error.reason)" } ?? error.reason)
        }
    }

    private mutating func flush() async throws {
        defer { waiting.removeAll(keepingCapacity: true) }
        guard let trail, !waiting.isEmpty else { return }
        let results = await trail.log.append(waiting.map(\.request))
        for ((line, _), result) in zip(waiting, results) {
            switch result {
            case .success(let receipt) where receipt.isReplay: tally.alreadyPresent += 1
            case .success(let receipt):
                tally.appended += UInt64(receipt.positions.count)
                let start = min(tally.positions?.lowerBound ?? .max, receipt.positions.lowerBound)
                tally.positions = start..<max(tally.positions?.upperBound ?? 0, receipt.positions.upperBound)
            case .failure(let error):
                // What is wrong with one line is its own; what is wrong with the log ends the command.
                guard let refusal = error as? AppendError, refusal.code != .clock else { throw error }
                reject(line, refusal.description)
            }
        }
    }

    private mutating func reject(_ line: UInt64, _ reason: String) {
        tally.rejected += 1
        if tally.rejections.count < 1_000 { tally.rejections.append(Rejection(line: line, reason: reason)) }
    }
}
