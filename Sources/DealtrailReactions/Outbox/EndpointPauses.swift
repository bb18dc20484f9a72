import Dealtrail

/// Which endpoints are left alone for a while, since they fail whatever they get.
struct EndpointPauses {
    private var failures: [EndpointName: (count: Int, next: Timestamp)] = [:]
    private var ends: [EndpointName: Timestamp] = [:]

    /// Until when an endpoint is left alone; `nil` when it is not.
    func end(of endpoint: EndpointName) -> Timestamp? { ends[endpoint] }

    func isOpen(_ endpoint: EndpointName, at now: Timestamp) -> Bool {
        ends[endpoint].map { $0 <= now } ?? true
    }

    /// It took something: whatever failed before was not its fault.
    mutating func succeed(_ endpoint: EndpointName) {
        failures[endpoint] = nil
        ends[endpoint] = nil
    }

    /// It failed, and what failed is tried again at `next`.
    mutating func fail(_ endpoint: EndpointName, until next: Timestamp, limit: Int, at now: Timestamp) {
        // A pause that is over begins a new count.
        if let end = ends[endpoint], end <= now {
            ends[endpoint] = nil
            failures[endpoint] = nil
        }
        let before = failures[endpoint]
        let earliest = min(before?.next ?? next, next)
        failures[endpoint] = ((before?.count ?? 0) + 1, earliest)
        if (before?.count ?? 0) + 1 >= limit { ends[endpoint] = earliest }
    }

    /// The receiver itself asked for a pause.
    mutating func pause(_ endpoint: EndpointName, until end: Timestamp) {
        ends[endpoint] = max(ends[endpoint] ?? end, end)
    }
}
