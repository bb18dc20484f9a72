import Foundation
import Testing

@testable import DealtrailCLI

/// A subject's erasure with the real tool, and with other processes at the trail.
@Suite struct ErasureTests {
    private let trail: SampleTrail
    private static let secret = "asks for eight percent, and his brother decides"

    init() async throws {
        trail = try await SampleTrail()
    }

    private func note(_ text: String = secret, by author: String = "rep:lin") async throws {
        let noted = try await trail.run("note", "--account", "acme", "--author", author, input: text + "\n")
        try #require(noted.status == 0, "\(noted.errors)")
    }

    private func erase(_ more: String..., subject: String = "rep:lin") async throws -> Tool.Run {
        try await Tool.run(
            ["erase", "--trail", trail.path, "--author", "ops:wu", "--subject", subject, "--reason", "request 17"]
                + more)
    }

    /// The files under a directory that hold these bytes.
    private func files(holding bytes: Data, under path: String) throws -> [String] {
        let found = try FileManager.default.subpathsOfDirectory(atPath: path)
        return found.filter { name in
            FileManager.default.contents(atPath: path + "/" + name)?.range(of: bytes) != nil
        }
    }

    /// The keys in the file of keys: 32 bytes at offset 72 of every slot of 128 behind the first.
    private func keys() throws -> [Data] {
        let file = try Data(contentsOf: URL(filePath: trail.path + "/keys/subjects.keys"))
        return stride(from: 128, to: file.count, by: 128).map { file[$0 + 72..<$0 + 104] }
    }

    @Test func `A policy that leaves notes to their author refuses everybody else, with rule and version`() async throws
    {
        try await note()
        let file = trail.scratch.path("own-notes.yaml")
        try "version: own-notes\nerasure: { private-notes: [author] }\n".write(
            toFile: file, atomically: true, encoding: .utf8)
        let published = try await Tool.run([
            "policy", "publish", file, "--trail", trail.path, "--activate", "--author", "ops:wu",
        ])
        #expect(published.status == 0, "\(published.errors)")
        let refused = try await erase()
        #expect(refused.status == ExitStatus.refused.rawValue)
        #expect(refused.errors.contains("erasure.private-notes") && refused.errors.contains("own-notes"))
        #expect(try await trail.run("notes", "--author", "rep:lin").output.contains(Self.secret))
        let own = try await Tool.run([
            "erase", "--trail", trail.path, "--author", "rep:lin", "--subject", "rep:lin", "--reason", "request 17",
        ])
        #expect(own.status == 0, "\(own.errors)")
    }

    @Test func `Neither key nor text is anywhere in the trail afterwards, whoever has it open`() async throws {
        try await note()
        try await note("likes jazz", by: "rep:chen")
        // Two processes that have the trail open all the time, and have read views and events of it.
        let watchers = try (0..<2).map { _ in try Watcher(["log", "--trail", trail.path, "--follow", "--json"]) }
        for watcher in watchers { _ = try watcher.firstLine() }
        #expect(try await trail.run("notes", "--author", "rep:lin").output.contains(Self.secret))
        let (key, other) = (try keys()[0], try keys()[1])
        #expect(try files(holding: key, under: trail.path) == ["keys/subjects.keys"])
        #expect(try files(holding: Data(Self.secret.utf8), under: trail.path) == [])

        let erased = try await erase("--json")
        #expect(erased.status == 0, "\(erased.errors)")
        #expect(try files(holding: key, under: trail.path) == [])
        #expect(try files(holding: Data(Self.secret.utf8), under: trail.path) == [])
        #expect(try files(holding: other, under: trail.path) == ["keys/subjects.keys"])
        for watcher in watchers { watcher.stop() }
        #expect(try files(holding: key, under: trail.path) == [])

        let notes = try await trail.run("notes", "--author", "rep:lin")
        #expect(notes.status == ExitStatus.erased.rawValue && notes.errors.contains("rep:lin was erased"))
        #expect(notes.output.contains("[erased") && !notes.output.contains(Self.secret))
        #expect(try await trail.run("notes", "--author", "rep:chen").output.contains("likes jazz"))
        #expect(try await trail.run("verify").status == 0)
    }

    @Test func `An erasure is told of once, and again`() async throws {
        try await note()
        let receipt = trail.scratch.path("17.json")
        let erased = try await erase("--receipt", receipt)
        #expect(erased.status == 0 && erased.output.contains("Erased"), "\(erased.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: trail.path + "/receipts").count == 1)
        let text = try String(contentsOfFile: receipt, encoding: .utf8)
        #expect(text.contains("\"subject\" : \"rep:lin\"") && text.contains("request 17"))
        let again = try await erase()
        #expect(again.status == 0 && again.output.contains("Erased already"), "\(again.errors)")
        let unknown = try await erase(subject: "contact:9")
        #expect(unknown.status == ExitStatus.refused.rawValue && unknown.errors.contains("subject.unknown"))
    }

    @Test func `A backup from before is restored without what was erased since`() async throws {
        try await note()
        let backup = trail.scratch.path("backup")
        #expect(try await trail.run("backup", backup).status == 0)
        #expect(try await erase().status == 0)
        let (restored, naive) = (trail.scratch.path("restored"), trail.scratch.path("naive"))
        let run = try await Tool.run(
            ["restore", "--trail", restored, "--author", "ops:wu", "--receipts", trail.path + "/receipts", backup])
        #expect(run.status == 0 && run.output.contains("recorded again"), "\(run.errors)")
        #expect(
            try await Tool.run(["notes", "--trail", restored, "--author", "rep:lin"]).status
                == ExitStatus.erased.rawValue)
        #expect(try await Tool.run(["verify", "--trail", restored]).status == 0)
        #expect(try await Tool.run(["restore", "--trail", naive, backup]).status == 0)
        let read = try await Tool.run(["notes", "--trail", naive, "--author", "rep:lin"])
        #expect(read.output.contains(Self.secret), "without the receipt nobody can know")
        let strange = try await Tool.run(
            ["restore", "--trail", trail.scratch.path("x"), "--receipts", Tool.fixture("cli/show.json"), backup])
        #expect(strange.status == ExitStatus.system.rawValue && strange.errors.contains("is no receipt"))
    }

    @Test func `Each thing that can be wrong with the keys has its message and code`() async throws {
        try await note()
        let file = trail.path + "/keys/subjects.keys"
        let notes = { try await trail.run("notes", "--author", "rep:lin") }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        #expect(try await notes().status == ExitStatus.keyExposed.rawValue)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        let sound = try Data(contentsOf: URL(filePath: file))
        for (offset, status) in [(40, ExitStatus.keyOfOther), (0, .damaged), (200, .damaged)] {
            var changed = sound
            changed[offset] ^= 1
            try changed.write(to: URL(filePath: file))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
            let run = try await notes()
            #expect(run.status == status.rawValue, "offset \(offset): \(run.errors)")
            let verified = try await trail.run("verify", "--json")
            #expect(verified.status == ExitStatus.found.rawValue && verified.output.contains("\"check\":\"keys\""))
        }
        try FileManager.default.removeItem(atPath: file)
        let missing = try await notes()
        #expect(missing.status == ExitStatus.keyMissing.rawValue && missing.errors.contains("its keys are not here"))
        let empty = try await trail.run("note", "--account", "acme", "--author", "rep:lin", input: " \n")
        #expect(empty.status == ExitStatus.usage.rawValue && empty.errors.contains("is empty"))
    }
}
