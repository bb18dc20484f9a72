import DealtrailModel

extension EventSamples {
    /// The events that belong to the engine, whatever the domain; they have no optional fields.
    static let engine: [any Event] = [
        StreamHeadsCommitted(events: 1_200, streams: 17, root: digest),
        SubjectErased(subject: "rep:lin", keys: [digest], reason: "request 17"),
        ViewEventSkipped(
            view: "funnel", codeVersion: 3, position: 1_199, event: EventID(high: 1, low: 2),
            eventKind: "opportunity.won", error: "field 2 is missing", reason: "written by a service of the past"),
    ]

    /// One event of every kind that there is.
    static let all = full + engine
}
