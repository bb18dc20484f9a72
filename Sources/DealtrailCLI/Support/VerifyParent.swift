import Dealtrail
import Foundation

/// The asking half of `verify`: starts this tool again to read the trail, and survives whatever happens to it.
struct VerifyParent {
    let directory: String
    /// What to check beside the trail itself, as the child is given it.
    let arguments: [String]

    /// Checks the trail.
    ///
    /// - Throws: ``ToolError`` when there is no trail to check, or when the child cannot be started.
    func run() throws -> VerifyOutcome {
        let child = Process()
        guard let executable = Bundle.main.executableURL else {
            throw ToolError(.system, "the path of this tool is not known, so it cannot start itself to read the trail")
        }
        child.executableURL = executable
        child.arguments = ["verify", "--in-this-process", "--trail", directory] + arguments
        var environment = ProcessInfo.processInfo.environment
        // A crash is told in one sentence; a trace of the store's code helps nobody here.
        environment["SWIFT_BACKTRACE"] = "enable=no"
        child.environment = environment
        let pipe = Pipe()
        child.standardInput = FileHandle.nullDevice
        child.standardOutput = pipe
        child.standardError = FileHandle.nullDevice
        do {
            try child.run()
        } catch {
            throw ToolError(.system, "cannot start \(executable.path()): \(error.localizedDescription)")
        }
        let heard = listen(to: pipe.fileHandleForReading)
        child.waitUntilExit()
        return try outcome(of: child, heard)
    }

    private struct Heard {
        var report: VerifyReport?
        var failure: (code: LogError.Code, description: String)?
        var checked: UInt64 = 0
    }

    private func listen(to handle: FileHandle) -> Heard {
        var heard = Heard()
        var rest = Data()
        let bar = ProgressBar("verify")
        while true {
            let chunk = handle.availableData
            if chunk.isEmpty { break }
            rest += chunk
            while let end = rest.firstIndex(of: 0x0a) {
                let line = rest[rest.startIndex..<end]
                rest = Data(rest[rest.index(after: end)...])
                switch try? JSONDecoder().decode(VerifyMessage.self, from: Data(line)) {
                case .progress(let done, let total):
                    heard.checked = done
                    bar.update(done, of: total, "events")
                case .report(let report): heard.report = report
                case .failure(let code, let description):
                    heard.failure = (LogError.Code(rawValue: code) ?? .system, description)
                case nil: break
                }
            }
        }
        bar.clear()
        return heard
    }

    /// Whether a failure is an answer; that there is no trail, or one of a newer version, makes it a wrong question.
    private func isDamage(_ code: LogError.Code) -> Bool {
        switch code {
        case .truncated, .corrupted, .indexMismatch: true
        // With a manifest it is a trail, which has lost its log.
        case .notFound, .notATrail: FileManager.default.fileExists(atPath: directory + "/manifest.json")
        default: false
        }
    }

    private func outcome(of child: Process, _ heard: Heard) throws -> VerifyOutcome {
        let now = TrailOptions.systemClock()
        if let report = heard.report { return VerifyOutcome(directory: directory, report: report, checkedAt: now) }
        if let (code, description) = heard.failure {
            guard isDamage(code) else { throw ToolError(LogError(code, ""), saying: description) }
            return VerifyOutcome(directory: directory, checkedAt: now, problem: description)
        }
        let how =
            child.terminationReason == .uncaughtSignal
            ? "was ended by signal \(child.terminationStatus)" : "ended with status \(child.terminationStatus)"
        return VerifyOutcome(
            directory: directory, checkedAt: now,
            problem: "the process that read the log \(how) behind \(heard.checked) events: the file is damaged beyond "
                + "reading; restore a backup")
    }
}

extension ToolError {
    /// The status of a failure, told in other words.
    init(_ error: LogError, saying message: String) {
        self.init(ToolError(error as any Error).status, message)
    }
}
