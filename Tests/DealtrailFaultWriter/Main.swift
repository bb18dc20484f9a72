import DealtrailLog
import DealtrailModel
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A process for tests to kill, starve and feed damaged files: it does one thing to a trail and tells of it by lines.
@main
enum Main {
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        // A limit of the file size shows as an error of the write, not as a signal.
        signal(SIGXFSZ, SIG_IGN)
        var arguments = Arguments(CommandLine.arguments)
        // Ends a child that a damaged file leads round in circles; no test waits for it otherwise.
        alarm(UInt32(arguments.number("deadline", or: 120)))
        do {
            if arguments.has("as-nobody") {
                guard setgid(65_534) == 0, setuid(65_534) == 0 else { throw LogError(.system, "setuid") }
            }
            switch arguments.verb {
            case "create":
                try await TrailLog.create(
                    at: arguments.trail, origin: "example.com/fault",
                    options: TrailOptions(mapSize: arguments.number("map", or: 1 << 28))
                ).close()
            case "append": try await Appending(&arguments).run()
            case "rebuild": try await Building(&arguments).rebuild()
            case "catch-up": try await Building(&arguments).catchUp()
            case "drop": try await Building(&arguments).drop()
            case "dump": try await Building(&arguments).dump()
            case "hold": try Holding(directory: arguments.trail).run()
            case "probe": await Probe(directory: arguments.trail).run()
            default: throw LogError(.system, "no such verb: \(arguments.verb)")
            }
            exit(0)
        } catch {
            Line.write("failed \(Line.code(error)) \(error)")
            exit(1)
        }
    }
}
