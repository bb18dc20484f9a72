import ArgumentParser
import Dealtrail

/// Up to when a question is answered, on both time axes; every bound is inclusive.
struct AsOfOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What was known: up to a position, or by an RFC 3339 time of recording.", valueName: "position|time"),
        transform: Parse.known)
    var asOf: AsOf.Known?

    @Option(help: ArgumentHelp("What had happened by this RFC 3339 time.", valueName: "time"), transform: Parse.time)
    var effective: Timestamp?

    /// The point; a position beyond the head of the trail is refused.
    func point(in trail: Trail) throws -> AsOf {
        if case .position(let position) = asOf {
            let size = try trail.head().size
            guard position < size else {
                let head = size == 0 ? "the trail is empty" : "the last one is \(size - 1)"
                throw ToolError(.notFound, "there is no position \(position); \(head)")
            }
        }
        return AsOf(known: asOf, effective: effective)
    }
}
