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
        let arguments = Array(CommandLine.arguments.dropFirst())
        if !arguments.contains(VerifyParent.childFlag) { CrashNotice.install() }
        exit(await Runner.run(arguments).rawValue)
    }
}
