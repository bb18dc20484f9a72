import DealtrailLMDB
import DealtrailModel
import DealtrailProof

/// How a check comes to the events.
extension LogCheck {
    /// Reads the log in short snapshots, forward and back, and looks events up where pages of the tree begin and end.
    ///
    /// - Parameter file: Is handed the pages that the check comes to.
    mutating func run(
        _ store: LogStore, _ file: inout FileCheck, progress: (UInt64, UInt64) -> Void
    ) throws {
        var storedSubtrees: UInt64 = 0
        let head = try translating {
            let read = try store.environment.read()
            let head = try store.head(read)
            // In the snapshot of the head, since others may append meanwhile.
            let events = UInt64(try read.statistics(of: store.events).entries)
            if events != head.frontier.size {
                findings.report("head", nil, "the head counts \(head.frontier.size) events, the table has \(events)")
            }
            storedSubtrees = UInt64(try read.statistics(of: store.tree).entries)
            return head
        }
        let size = head.frontier.size
        var position: UInt64 = 0
        while position < size {
            let stop = min(size, position + UInt64(LogScanner.snapshotRecords))
            try translating {
                let read = try store.environment.read()
                try check(position..<stop, of: size, &file, store, read)
            }
            position = stop
            progress(position, size)
        }
        checkEnd(head)
        if subtrees != storedSubtrees {
            findings.report("tree", nil, "there are \(storedSubtrees) stored subtrees, expected \(subtrees)")
        }
    }

    /// How many events are moved over before they are looked at: what they take fits the caches next to a core.
    private static let groupRecords: UInt64 = 512

    private mutating func check(
        _ range: Range<UInt64>, of size: UInt64, _ file: inout FileCheck, _ store: LogStore,
        _ read: borrowing ReadTransaction
    ) throws {
        var start = range.lowerBound
        while start < range.upperBound {
            let group = start..<min(range.upperBound, start + Self.groupRecords)
            try backward(group, &file, store, read)
            var reached = try forward(group, of: size, store, read)
            // Behind a broken link each event is looked up.
            while reached < group.upperBound {
                try take(try read.value(forKey: reached, in: store.events), at: reached, store, read)
                reached += 1
            }
            start = group.upperBound
        }
        settle(store, read)
    }

    /// Takes in the events of a range while it moves over them and to the one beyond; returns how far it has come.
    ///
    /// A search in a tree leads from a larger key never to an earlier page, so when the first and the last event of a
    /// page are found, all between them are: the move has shown that they ascend.
    private mutating func forward(
        _ range: Range<UInt64>, of size: UInt64, _ store: LogStore, _ read: borrowing ReadTransaction
    ) throws -> UInt64 {
        var cursor = try read.cursor(store.events)
        var next = try cursor.seek(atLeast: range.lowerBound)
        var position = range.lowerBound
        while position < range.upperBound {
            guard let entry = next, entry.keyAsUInt64 == position else {
                findings.report("file", position, "a scan does not come from the event before to this one")
                return position
            }
            next = try cursor.next()
            // Two at a time, as far as the checksums of both hold, which takes little longer to find out than of one.
            if position + 1 < range.upperBound, let other = next, other.keyAsUInt64 == position + 1,
                EventView.areIntact(entry.value, other.value)
            {
                try take(intact: EventView(position: position, whole: entry.value), store, read)
                try take(intact: EventView(position: position + 1, whole: other.value), store, read)
                next = try cursor.next()
                try findBorder(entry, other, at: position, isLast: false, store, read)
                try findBorder(other, next, at: position + 1, isLast: position + 2 == range.upperBound, store, read)
                position += 2
            } else {
                try take(entry.value, at: position, store, read)
                try findBorder(entry, next, at: position, isLast: position + 1 == range.upperBound, store, read)
                position += 1
            }
        }
        let beyond = next?.keyAsUInt64
        if beyond.map({ $0 != range.upperBound }) ?? (range.upperBound < size) {
            findings.report("file", range.upperBound, "a scan does not come from the event before to this one")
        }
        return range.upperBound
    }

    /// Looks up an event and the one behind it, unless both lie in one page and there are more to come.
    @inline(__always)
    private mutating func findBorder(
        _ entry: borrowing Entry, _ next: borrowing Entry?, at position: UInt64, isLast: Bool, _ store: LogStore,
        _ read: borrowing ReadTransaction
    ) throws {
        guard let following = copy next else { return try find(entry, at: position, store, read) }
        if !isLast, following.isOnPage(of: entry) { return }
        try find(entry, at: position, store, read)
        if following.keyAsUInt64 == position + 1 { try find(following, at: position + 1, store, read) }
    }

    /// Looks up an event that a move has come to.
    private mutating func find(
        _ entry: borrowing Entry, at position: UInt64, _ store: LogStore, _ read: borrowing ReadTransaction
    ) throws {
        guard let found = try read.value(forKey: position, in: store.events), found.isIdentical(to: entry.value)
        else { return findings.report("file", position, "looking it up does not find the event that a scan finds") }
    }

    /// Moves over the records of a range from behind: links that a move forward does not use.
    ///
    /// It also touches the pages that it comes to, whose bytes so are at hand when the moves need them and when they are
    /// looked at: loads that do not depend on each other wait for many at once.
    private mutating func backward(
        _ range: Range<UInt64>, _ file: inout FileCheck, _ store: LogStore, _ read: borrowing ReadTransaction
    ) throws {
        var cursor = try read.cursor(store.events)
        var previous = try cursor.seek(atLeast: range.upperBound - 1)
        var last = previous
        if let first = previous {
            touched &+= first.touchBlock()
            file.take(pageOf: first)
        }
        for position in range.reversed() {
            guard let entry = previous, entry.keyAsUInt64 == position else {
                return findings.report("file", position, "a scan backwards does not come to this event")
            }
            if let known = last, !entry.isOnPage(of: known) {
                touched &+= entry.touchBlock()
                file.take(pageOf: entry)
                last = entry
            }
            // A long record lies in pages of its own.
            if !entry.isValueInBlock { touched &+= entry.value.touch() }
            previous = try cursor.previous()
        }
    }
}
