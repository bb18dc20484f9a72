import Foundation
import Testing

/// `make demo` and `make test` begin with `make setup`, on a machine where everything that it calls is a stub.
@Suite("make setup")
struct SetupTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "dealtrail-setup-\(UUID())")

    /// Makes programs of one line each, and runs `make setup` with nothing else to call.
    private func setup(_ programs: [String: String]) throws -> (status: Int32, output: String) {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, line) in programs {
            let file = folder.appending(path: name)
            try "#!/bin/sh\n\(line)\n".write(to: file, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
        let make = try #require(["/usr/bin/make", "/bin/make"].first(where: FileManager.default.isExecutableFile))
        let process = Process()
        process.executableURL = URL(filePath: make)
        process.arguments = ["-C", Pages.root.path, "--no-print-directory", "setup"]
        process.environment = ["PATH": folder.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    @Test("Where liblmdb is, nothing is installed and nothing is said")
    func present() throws {
        let run = try setup(["swift": "exit 0", "pkg-config": "exit 0", "apt-get": "echo installed; exit 1"])
        #expect(run.status == 0 && run.output == "", "\(run.output)")
    }

    @Test("Where it is missing it is installed, by the administrator or through sudo", arguments: [0, 1_000])
    func missing(user: Int) throws {
        let run = try setup([
            "swift": "exit 0", "pkg-config": "exit 1", "id": "echo \(user)",
            "sudo": "echo through sudo: \"$@\"; \"$@\"",
            "apt-get": "echo apt-get \"$@\" >&2",
        ])
        #expect(run.status == 0, "\(run.output)")
        #expect(run.output.contains("installing liblmdb-dev"))
        #expect(run.output.contains("apt-get install -y -qq liblmdb-dev pkg-config"))
        #expect(run.output.contains("through sudo") == (user != 0))
    }

    @Test("Where it may not be installed, that is said with what an administrator has to do")
    func refused() throws {
        let nobody = try setup(["swift": "exit 0", "pkg-config": "exit 1", "id": "echo 1000"])
        #expect(nobody.status != 0)
        #expect(
            nobody.output.contains(
                "liblmdb-dev is missing and this user may not install it: ask an administrator to run "
                    + "'apt-get install liblmdb-dev pkg-config'"), "\(nobody.output)")
        let failed = try setup([
            "swift": "exit 0", "pkg-config": "exit 1", "id": "echo 0", "apt-get": "echo no network >&2; exit 100",
        ])
        #expect(failed.status != 0)
        #expect(failed.output.contains("no network") && failed.output.contains("liblmdb-dev could not be installed"))
    }

    @Test("Without Swift that is said first")
    func swift() throws {
        let run = try setup(["pkg-config": "exit 1"])
        #expect(run.status != 0 && run.output.contains("dealtrail needs Swift 6.3 or newer"), "\(run.output)")
    }
}
