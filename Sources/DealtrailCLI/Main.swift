import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where the process begins: runs the command and ends with its status.
@main
enum Main {
    static func main() async {
        // A reader that has seen enough closes the pipe; that is told by the failing write, not by a signal.
        signal(SIGPIPE, SIG_IGN)
        // The child of `verify` ends by the signal, which its parent reports.
        if !CommandLine.arguments.contains("--in-this-process") { DamageSignals.watch() }
        exit(await Runner.run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }
}
