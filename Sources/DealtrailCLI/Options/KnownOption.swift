import ArgumentParser
import Dealtrail

/// Up to where the log is read; inclusive.
struct KnownOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What was known: up to a position, or by an RFC 3339 time of recording.", valueName: "position|time"),
        transform: Moment.init)
    var asOf: Moment?

    /// What was known; a position beyond the head of the trail is refused.
    func known(in trail: Trail) throws -> AsOf.Known? {
        try asOf?.known(in: trail)
    }
}
