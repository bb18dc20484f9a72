import DealtrailModel

/// What a check keeps of the append that it is in: its events lie together, in their order, and all of them are there.
struct AppendCheck {
    /// The append that is being read; `nil` behind an event that does not read, which may have been any.
    private var current: Append?

    private struct Append {
        let start: UInt64
        let count: UInt64
        let commandHash: UInt64
        var next: UInt64 = 1

        var isWhole: Bool { next == count }
    }

    /// Begins in front of the first event.
    init() {
        current = Append(start: 0, count: 1, commandHash: 0)
    }

    /// Takes in the next event.
    @inline(__always)
    mutating func take(_ event: borrowing EventView, _ checked: EventView.Checked, _ findings: inout Findings) {
        if checked.index == 0, checked.count == 1, current?.isWhole ?? true {
            current = Append(start: event.position, count: 1, commandHash: event.commandHash)
        } else {
            takeOther(event, checked, &findings)
        }
    }

    /// Goes on behind an event that does not read.
    mutating func skip() { current = nil }

    /// Reports the last append when events of it are missing.
    mutating func finish(_ findings: inout Findings) {
        if let current, !current.isWhole { report(current, &findings) }
    }

    private mutating func takeOther(
        _ event: borrowing EventView, _ checked: EventView.Checked, _ findings: inout Findings
    ) {
        if checked.index == 0 {
            finish(&findings)
            current = Append(start: event.position, count: checked.count, commandHash: event.commandHash)
            return
        }
        guard var append = current else { return }
        guard checked.index == append.next, checked.count == append.count, event.commandHash == append.commandHash
        else {
            findings.report(
                "order", event.position,
                "it says that it is event \(checked.index) of \(checked.count) of its append, and the append in front of it "
                    + "begins at \(append.start) and has \(append.count)")
            return skip()
        }
        append.next += 1
        current = append
    }

    private func report(_ append: Append, _ findings: inout Findings) {
        findings.report(
            "order", append.start,
            "the append that begins here has \(append.count) events, and only \(append.next) follow one another")
    }
}
