import ArgumentParser
import Dealtrail

/// Up to when a question is answered, on both time axes; every bound is inclusive.
struct AsOfOptions: ParsableArguments {
    @OptionGroup var known: KnownOption

    @Option(
        help: ArgumentHelp(
            "What had happened by this RFC 3339 time, or by when the event at this position happened.",
            valueName: "position|time"), transform: Moment.init)
    var effective: Moment?

    /// Whether a point was named.
    var isGiven: Bool { known.asOf != nil || effective != nil }

    /// The point; a position beyond the head of the trail is refused.
    func point(in trail: Trail) throws -> AsOf {
        AsOf(known: try known.known(in: trail), effective: try effective?.happened(in: trail))
    }
}
