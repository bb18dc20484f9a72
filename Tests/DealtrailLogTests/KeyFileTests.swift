import DealtrailLog
import DealtrailProof
import Foundation
import Testing

@Suite("Key files")
struct KeyFileTests {
    let directory = TemporaryDirectory()
    let path: String
    let key: SignerKey

    init() throws {
        try FileManager.default.createDirectory(atPath: directory.path, withIntermediateDirectories: true)
        path = directory.path + "/log.key"
        key = try SignerKey.generate(name: "example.com/test")
    }

    private func code(_ path: String) -> KeyFileError.Code? {
        #expect(throws: KeyFileError.self) { try KeyFile.read(path) }?.code
    }

    @Test("A key is readable by its owner alone, and reads back")
    func roundTrip() throws {
        try KeyFile.create(key, at: path)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect((attributes[.posixPermissions] as? Int) == 0o600)
        #expect(try KeyFile.read(path).verifierKey == key.verifierKey)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["log.key"])
    }

    @Test("A key is never written over")
    func exists() throws {
        try KeyFile.create(key, at: path)
        let other = try SignerKey.generate(name: "example.com/test")
        #expect(#expect(throws: KeyFileError.self) { try KeyFile.create(other, at: path) }?.code == .exists)
        #expect(try KeyFile.read(path).verifierKey == key.verifierKey)
    }

    @Test("A key that others may read or write is refused", arguments: [0o640, 0o604, 0o620, 0o601, 0o644, 0o660])
    func exposed(mode: Int) throws {
        try KeyFile.create(key, at: path)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(code(path) == .exposed)
    }

    @Test("A missing file, a directory and a file that is no key each have their error")
    func others() throws {
        #expect(code(path) == .missing)
        #expect(code(directory.path) == .system)
        try KeyFile.create(key, at: path)
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.truncate(atOffset: 20)
        try handle.close()
        #expect(throws: FormatError.self) { try KeyFile.read(path) }
    }
}
