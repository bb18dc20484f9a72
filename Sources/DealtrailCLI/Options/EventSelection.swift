import ArgumentParser
import Dealtrail

/// Which events are wanted; every condition that is given must hold.
struct EventSelection: ParsableArguments {
    @Option(help: "Events of this stream, such as quote:Q-17.", transform: Parse.name)
    var stream: StreamName?

    @Option(
        help: "Events with this tag, such as account:acme; given several times, with all of them.",
        transform: Parse.name)
    var tag: [Tag] = []

    @Option(help: "Events of this kind; given several times, of any of them.", transform: Parse.name)
    var kind: [EventKind] = []

    @Option(help: "Events by this author.", transform: Parse.name)
    var author: ActorID?

    @Option(help: "Events of this correlation.", transform: Parse.name)
    var correlation: CorrelationID?

    @Option(help: "Events of this command.", transform: Parse.name)
    var command: CommandID?

    @Option(help: "Recorded at or after this time.", transform: Parse.time)
    var from: Timestamp?

    @Option(help: "Recorded at or before this time.", transform: Parse.time)
    var to: Timestamp?

    /// The filter.
    var filter: EventFilter {
        EventFilter(
            query: Query(items: [Query.Item(kinds: Set(kind), tags: Set(tag))]), stream: stream, author: author,
            correlation: correlation, command: command, recordedFrom: from, recordedTo: to)
    }
}
