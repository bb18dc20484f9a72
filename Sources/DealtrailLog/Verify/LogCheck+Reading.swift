import DealtrailLMDB
import DealtrailModel
import DealtrailProof

/// How a check comes to the events.
extension LogCheck {
    /// Reads the log in short snapshots: pages that are as they have to be from the file, others as a reader does, who moves over
    /// the events, and back, and looks them up.
    ///
    /// - Parameter file: Knows the pages, and is handed those that a reader comes to.
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
            try translating {
                let read = try store.environment.read()
                var reached = try pages(from: position, of: size, &file, store, read)
                if reached == position {
                    reached = min(size, position + UInt64(LogScanner.snapshotRecords))
                    try check(position..<reached, of: size, &file, store, read)
                }
                position = reached
            }
            progress(position, size)
        }
        checkEnd(head)
        if tree.subtrees != storedSubtrees {
            findings.report("tree", nil, "there are \(storedSubtrees) stored subtrees, expected \(tree.subtrees)")
        }
    }

    /// Takes in events of pages of which nothing but their content is left to check; returns how far it has come.
    private mutating func pages(
        from start: UInt64, of size: UInt64, _ file: inout FileCheck, _ store: LogStore,
        _ read: borrowing ReadTransaction
    ) throws -> UInt64 {
        var position = start
        let stop = min(size, start + UInt64(LogScanner.snapshotRecords))
        while position < stop {
            let taken = try file.withPlainPage(of: position, in: read) { page in
                let events = min(page.first &+ UInt64(page.count), size) - position
                try take(page, from: Int(position - page.first), count: Int(events), store, read)
                return events
            }
            guard let taken else { break }
            position += taken
        }
        settle(store, read)
        if position > start { try checkBorder(at: position, of: size, store, read) }
        return position
    }

    /// Moves from the last of the events that were read from the file to the next, and back: that one may be LMDB's to read, or
    /// lie in a page behind the last which ought not to be there.
    private mutating func checkBorder(
        at position: UInt64, of size: UInt64, _ store: LogStore, _ read: borrowing ReadTransaction
    ) throws {
        var cursor = try read.cursor(store.events)
        guard try cursor.seek(exactly: position - 1) != nil else { return reportLookup(position - 1) }
        let next = try cursor.next()?.keyAsUInt64
        guard position < size else {
            if try next != nil || cursor.last()?.keyAsUInt64 != size - 1 { reportGap(size) }
            return
        }
        guard next == position else { return reportGap(position) }
        // A cursor that is on the page already would find the event there, and not search for it from the root.
        var back = try read.cursor(store.events)
        guard try back.seek(exactly: position) != nil else { return reportLookup(position) }
        if try back.previous()?.keyAsUInt64 != position - 1 {
            reportWayBack(position - 1)
        }
    }

    /// Takes in so many events of a page, two at a time as far as the checksums of both hold, which takes little longer to
    /// find out than of one.
    private mutating func take(
        _ page: borrowing PlainPage, from start: Int, count: Int, _ store: LogStore, _ read: borrowing ReadTransaction
    ) throws {
        var slot = start
        while slot < start + count {
            let position = page.first + UInt64(slot)
            let record = page.value(slot)
            let other = slot + 1 < start + count ? page.value(slot + 1) : nil
            if let other, EventView.areIntact(record, other) {
                try take(intact: EventView(position: position, whole: record), store, read)
                try take(intact: EventView(position: position + 1, whole: other), store, read)
                slot += 2
            } else {
                try take(record, at: position, store, read)
                slot += 1
            }
        }
    }

    private mutating func check(
        _ range: Range<UInt64>, of size: UInt64, _ file: inout FileCheck, _ store: LogStore,
        _ read: borrowing ReadTransaction
    ) throws {
        var reached = try forward(range, of: size, &file, store, read)
        // Behind a broken link each event is looked up.
        while reached < range.upperBound {
            try take(try read.value(forKey: reached, in: store.events), at: reached, store, read)
            reached += 1
        }
        settle(store, read)
    }

    /// Takes in the events of a range while it moves over them and to the one beyond; returns how far it has come.
    ///
    /// A search in a tree leads from a larger key never to an earlier page, so when the first and the last event of a
    /// page are found, all between them are: the move has shown that they ascend.
    private mutating func forward(
        _ range: Range<UInt64>, of size: UInt64, _ file: inout FileCheck, _ store: LogStore,
        _ read: borrowing ReadTransaction
    ) throws -> UInt64 {
        var cursor = try read.cursor(store.events)
        var back = try read.cursor(store.events)
        var next = try cursor.seek(atLeast: range.lowerBound)
        var position = range.lowerBound
        if let first = next { file.take(pageOf: first) }
        while position < range.upperBound {
            guard let entry = next, entry.keyAsUInt64 == position else {
                reportGap(position)
                return position
            }
            next = try cursor.next()
            // Two at a time, as far as the checksums of both hold, which takes little longer to find out than of one.
            if position + 1 < range.upperBound, let other = next, other.keyAsUInt64 == position + 1,
                EventView.areIntact(entry.value, other.value)
            {
                entry.prefetchBlockBehind()
                other.prefetchBlockBehind()
                try take(intact: EventView(position: position, whole: entry.value), store, read)
                try take(intact: EventView(position: position + 1, whole: other.value), store, read)
                next = try cursor.next()
                try findBorder(entry, other, at: position, isLast: false, &back, &file, store, read)
                let isLast = position + 2 == range.upperBound
                try findBorder(other, next, at: position + 1, isLast: isLast, &back, &file, store, read)
                position += 2
            } else {
                try take(entry.value, at: position, store, read)
                let isLast = position + 1 == range.upperBound
                try findBorder(entry, next, at: position, isLast: isLast, &back, &file, store, read)
                position += 1
            }
        }
        let beyond = next?.keyAsUInt64
        if beyond.map({ $0 != range.upperBound }) ?? (range.upperBound < size) {
            reportGap(range.upperBound)
        }
        return range.upperBound
    }

    /// Looks up an event and the one behind it, and moves back from that one to it, unless both lie in one page and there
    /// are more to come.
    ///
    /// Within a page a move forward and one back use the same places, so that only the links between pages are left.
    @inline(__always)
    private mutating func findBorder(
        _ entry: borrowing Entry, _ next: borrowing Entry?, at position: UInt64, isLast: Bool, _ back: inout Cursor,
        _ file: inout FileCheck, _ store: LogStore, _ read: borrowing ReadTransaction
    ) throws {
        if let following = copy next {
            if !isLast, following.isOnPage(of: entry) { return }
            file.take(pageOf: following)
        }
        guard let found = try read.value(forKey: position, in: store.events), found.isIdentical(to: entry.value) else {
            return reportLookup(position)
        }
        guard let following = copy next, following.keyAsUInt64 == position + 1 else { return }
        guard let found = try back.seek(exactly: position + 1), found.value.isIdentical(to: following.value) else {
            return reportLookup(position + 1)
        }
        guard let previous = try back.previous(), previous.keyAsUInt64 == position,
            previous.value.isIdentical(to: entry.value)
        else { return reportWayBack(position) }
    }

    private mutating func reportGap(_ position: UInt64) {
        findings.report("file", position, "a scan does not come from the event before to this one")
    }

    private mutating func reportWayBack(_ position: UInt64) {
        findings.report("file", position, "a scan backwards does not come to this event")
    }

    private mutating func reportLookup(_ position: UInt64) {
        findings.report("file", position, "looking it up does not find the event that a scan finds")
    }
}
