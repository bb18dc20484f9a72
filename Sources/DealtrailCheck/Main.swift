import ArgumentParser
import DealtrailAudit
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The tool for auditors: checks proof files offline, without a trail and without the code that stores one.
@main
struct CheckTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dealtrail-check",
        abstract: "Checks a proof of who changed a price, offline, with the file and a key alone.",
        discussion: """
            Proof files come from `dealtrail prove`. The verifier key comes from somebody you trust. Exit codes: docs/cli.md.
            """,
        version: "0.1.0")

    @OptionGroup var options: CheckOptions

    static func main() {
        do {
            let command = try parse()
            try FileHandle.standardOutput.write(contentsOf: Data(try command.options.run().utf8))
        } catch  where exitCode(for: error) == .success {
            print(fullMessage(for: error))
        } catch {
            let status = status(of: error)
            let text = exitCode(for: error) == .validationFailure ? message(for: error) : "\(error)"
            let line = "dealtrail-check: \(SafeText.text(text.split(separator: "\n").joined(separator: " ")))\n"
            try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
            Foundation.exit(status.rawValue)
        }
    }

    private static func status(of error: any Error) -> AuditStatus {
        let status = AuditStatus(error)
        // What the parser of the command line has to say is no defect.
        return status == .internal && exitCode(for: error) == .validationFailure ? .unreadable : status
    }
}
