import Foundation
import Testing

/// A damaged file leads to a report and an exit code, never to the end of the tool by a signal.
@Suite struct VerifyTests {
    /// What happens to the file of the log.
    enum Damage: CaseIterable {
        case zeros
        case ones
        case flippedBits
        case swappedPages
    }

    @Test(arguments: Damage.allCases)
    func `Whatever is damaged is told`(_ damage: Damage) async throws {
        let trail = try await SampleTrail()
        let lines = (0..<200).map { SampleTrail.line("n-\($0)") }.joined()
        #expect(try await trail.run("append", input: lines).status == 0)
        let path = URL(filePath: trail.path + "/log/data.mdb")
        var bytes = [UInt8](try Data(contentsOf: path))
        // The first two pages are LMDB's own; the header is looked at before anything is mapped.
        let page = 4_096
        for start in stride(from: 2 * page, to: bytes.count, by: page) {
            switch damage {
            case .zeros: for index in start..<start + page { bytes[index] = 0 }
            case .ones: for index in start..<start + page { bytes[index] = 0xff }
            case .flippedBits: for index in stride(from: start + 64, to: start + page, by: 97) { bytes[index] ^= 0x10 }
            case .swappedPages:
                let other = bytes.count - page - (start - 2 * page)
                if other > start { for index in 0..<page { bytes.swapAt(start + index, other + index) } }
            }
        }
        try Data(bytes).write(to: path)
        let run = try await trail.run("verify", "--json")
        #expect(run.hasExited)
        #expect(run.status == 1, "\(run.errors)")
        let json = try run.json
        #expect(json["sound"] as? Bool == false)
        #expect((json["problems"] as? [Any])?.isEmpty == false)
        let text = try await trail.run("verify")
        #expect(text.status == 1 && text.output.hasPrefix("The trail is NOT sound"))
        // Whatever else reads it ends by itself too, and says what to do.
        for command in [["stat"], ["log", "--json"], ["funnel"], ["price-history", "--everything"], ["show", "20"]] {
            let read = try await Tool.run(command + ["--trail", trail.path])
            #expect(read.hasExited && read.status == 5, "\(command): \(read.status) \(read.errors)")
            #expect(read.errors.contains("run `dealtrail verify`, then restore a backup"), "\(command): \(read.errors)")
        }
        let copy = try await Tool.run(["restore", trail.path, "--trail", trail.scratch.path("copy.trail")])
        #expect(copy.hasExited && copy.status == 5, "\(copy.status) \(copy.errors)")
    }

    @Test(arguments: [SIGSEGV, SIGBUS, SIGABRT])
    func `A signal of the store is told with what to do`(_ number: Int32) async throws {
        let trail = try await SampleTrail()
        // It stands still until it is sent the signal that the store would end in.
        let script = """
            mkfifo "$2"; "$0" log --trail "$1" --follow --json > "$2" & child=$!
            read -r line < "$2"; kill -\(number) $child; wait $child; echo $?
            """
        let run = try await Tool.run(
            URL(filePath: "/bin/bash"), ["-c", script, Tool.executable.path(), trail.path, trail.scratch.path("out")])
        #expect(run.output == "5\n", "\(run.output) \(run.errors)")
        #expect(run.errors.contains("the files of the trail are damaged"))
    }

    @Test func `A backup is a trail, and a restored one has the same root`() async throws {
        let trail = try await SampleTrail()
        let backup = trail.scratch.path("backup.trail")
        let restored = trail.scratch.path("restored.trail")
        let kept = try await trail.run("backup", backup, "--json").json
        let made = try await Tool.run(["restore", "--trail", restored, backup, "--json"]).json
        let root = try await trail.run("verify", "--json").json["root"] as? String
        #expect((kept["facts"] as? [String: String])?["root"] == root)
        #expect((made["facts"] as? [String: String])?["root"] == root)
        let verified = try await Tool.run(["verify", "--trail", restored, "--json"]).json
        #expect(verified["sound"] as? Bool == true && verified["root"] as? String == root)
    }
}
