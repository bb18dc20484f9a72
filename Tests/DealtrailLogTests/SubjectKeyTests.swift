import DealtrailLog
import DealtrailModel
import Foundation
import Testing

/// The file with the keys that open sealed values.
@Suite("Keys of subjects")
struct SubjectKeyTests {
    private let directory = TemporaryDirectory()
    private let log: TrailLog
    private var path: String { directory.path + "/keys/subjects.keys" }

    init() throws {
        log = try TrailLog.create(at: directory.path, origin: "example.com/test", options: .testing())
    }

    private func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }
    private func write(_ bytes: [UInt8]) throws {
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data(bytes))
        try handle.close()
    }

    private func code(_ body: () throws -> Void) -> SubjectKeyError.Code? {
        #expect(throws: SubjectKeyError.self) { try body() }?.code
    }

    @Test func `A subject has one key, which is on disk before it is given out`() async throws {
        let first = try await log.subjectKeys.key(of: "contact:1")
        let again = try await log.subjectKeys.key(of: "contact:1")
        let other = try await log.subjectKeys.key(of: "contact:2")
        #expect(first.commitment == again.commitment && first.commitment != other.commitment)
        let stored = try bytes()
        #expect(stored.count == 3 * 128)
        let secret = first.withBytes { span in (0..<span.byteCount).map { span.unsafeLoadByte($0) } }
        #expect(Array(stored[128 + 72..<128 + 104]) == secret)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect((attributes[.posixPermissions] as? Int) == 0o600)
    }

    @Test func `A key is found by its commitment, for its subject alone`() async throws {
        let key = try await log.subjectKeys.key(of: "contact:1")
        guard case .live(let found) = try log.subjectKeys.key(of: "contact:1", committedTo: key.commitment) else {
            Issue.record("not found")
            return
        }
        #expect(found.commitment == key.commitment)
        guard case .missing = try log.subjectKeys.key(of: "contact:2", committedTo: key.commitment),
            case .missing = try log.subjectKeys.key(of: "contact:1", committedTo: ContentDigest(of: []))
        else {
            Issue.record("found")
            return
        }
    }

    @Test func `What is destroyed is nowhere in the file, and for every handle at once`() async throws {
        let key = try await log.subjectKeys.key(of: "contact:1")
        let kept = try await log.subjectKeys.key(of: "contact:2")
        let other = try TrailLog.open(at: directory.path, options: .testing())
        guard case .live = try other.subjectKeys.key(of: "contact:1", committedTo: key.commitment) else {
            Issue.record("not found")
            return
        }
        let secret = key.withBytes { span in (0..<span.byteCount).map { span.unsafeLoadByte($0) } }
        #expect(try contains(secret))
        #expect(
            code { try log.subjectKeys.destroy([key.commitment, ContentDigest(of: [])], of: "contact:1") }
                == .otherSubject)
        #expect(code { try log.subjectKeys.destroy([key.commitment], of: "contact:2") } == .otherSubject)
        #expect(try contains(secret))
        #expect(try log.subjectKeys.destroy([key.commitment], of: "contact:1") == 1)
        #expect(try !contains(secret))
        for handle in [log, other] {
            guard case .erased = try handle.subjectKeys.key(of: "contact:1", committedTo: key.commitment),
                case .live = try handle.subjectKeys.key(of: "contact:2", committedTo: kept.commitment)
            else {
                Issue.record("not erased, or too much")
                return
            }
        }
        #expect(try log.subjectKeys.destroy([key.commitment], of: "contact:1") == 0)
        #expect(try log.subjectKeys.alive(of: [key.commitment, kept.commitment]) == [kept.commitment])
        // What is sealed from here on has another key.
        let next = try await other.subjectKeys.key(of: "contact:1")
        #expect(next.commitment != key.commitment)
        #expect(try log.subjectKeys.commitments(of: "contact:1") == [key.commitment, next.commitment])
        try await other.close()
    }

    @Test func `Many who seal for one subject at once get one key`() async throws {
        let logs = try (0..<4).map { _ in try TrailLog.open(at: directory.path, options: .testing()) }
        let commitments = try await withThrowingTaskGroup(of: ContentDigest.self) { group in
            for number in 0..<32 {
                group.addTask { try await logs[number % 4].subjectKeys.key(of: "contact:1").commitment }
            }
            return try await group.reduce(into: Set<ContentDigest>()) { $0.insert($1) }
        }
        #expect(commitments.count == 1)
        #expect(try bytes().count == 2 * 128)
        for log in logs { try await log.close() }
    }

    @Test func `A slot that was cut off is written over, and one with a bit changed is damaged`() async throws {
        let key = try await log.subjectKeys.key(of: "contact:1")
        let whole = try bytes()
        try write(whole + [UInt8](repeating: 7, count: 100))
        let next = try await log.subjectKeys.key(of: "contact:2")
        guard case .live = try log.subjectKeys.key(of: "contact:2", committedTo: next.commitment) else {
            Issue.record("not found")
            return
        }
        #expect(try bytes().count == 3 * 128)
        for offset in [128, 128 + 72, 128 + 103, 128 + 127] {
            var changed = try bytes()
            changed[offset] ^= 1
            try write(changed)
            #expect(
                code { _ = try log.subjectKeys.key(of: "contact:1", committedTo: key.commitment) } == .damaged,
                "offset \(offset)")
            changed[offset] ^= 1
            try write(changed)
        }
        // A damaged slot is erased like any other.
        var changed = try bytes()
        changed[128 + 72] ^= 1
        try write(changed)
        #expect(try log.subjectKeys.destroy([key.commitment], of: "contact:1") == 1)
        guard case .erased = try log.subjectKeys.key(of: "contact:1", committedTo: key.commitment) else {
            Issue.record("not erased")
            return
        }
    }

    @Test func `Wrong permissions, another log's file, a newer one and one that is none each have their error`()
        async throws
    {
        let key = try await log.subjectKeys.key(of: "contact:1")
        let sound = try bytes()
        let read = { _ = try log.subjectKeys.key(of: "contact:1", committedTo: key.commitment) }
        for mode in [0o640, 0o604, 0o620, 0o602] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            #expect(code(read) == .exposed)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        for (offset, expected) in [(0, SubjectKeyError.Code.damaged), (16, .newerFormat), (32, .otherLog)] {
            var changed = sound
            changed[offset] = 255
            try write(changed)
            #expect(code(read) == expected, "offset \(offset)")
        }
        try write(Array(sound.prefix(60)))
        #expect(code(read) == .damaged)
        try write(sound)
        try read()
    }

    private func contains(_ secret: [UInt8]) throws -> Bool {
        Data(try bytes()).range(of: Data(secret)) != nil
    }
}

extension RawSpan {
    fileprivate func unsafeLoadByte(_ offset: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}
