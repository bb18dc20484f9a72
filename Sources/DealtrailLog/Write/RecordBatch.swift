import DealtrailModel
import DealtrailProof

/// Records that were built for a commit: one behind the other, in one allocation.
struct RecordBatch: Sendable {
    /// The position of the first.
    let start: UInt64
    private let bytes: [UInt8]
    /// Where each record ends in the bytes.
    private let ends: [Int]

    /// Builds the records of some events of an append.
    ///
    /// - Throws: `AppendError` when one of them cannot be built.
    init(
        _ builder: RecordBuilder, _ events: Range<Int>, _ placements: [EventPlacement], at start: UInt64
    ) throws(AppendError) {
        self.start = start
        var ends: [Int] = []
        ends.reserveCapacity(events.count)
        let capacity = events.reduce(0) { $0 + builder.capacity(at: $1) }
        bytes = try [UInt8](capacity: capacity) { (span: inout OutputSpan<UInt8>) throws(AppendError) in
            for index in events {
                try builder.write(index: index, placements[index], to: &span)
                ends.append(span.count)
            }
        }
        self.ends = ends
    }

    var count: Int { ends.count }
    var end: UInt64 { start + UInt64(ends.count) }

    /// The record at an index of the batch.
    subscript(index: Int) -> RawSpan {
        @_lifetime(borrow self) get {
            bytes.rawSpan.extracting((index == 0 ? 0 : ends[index - 1])..<ends[index])
        }
    }

    /// The event at an index of the batch.
    @_lifetime(borrow self)
    func event(_ index: Int) -> EventView {
        EventView(position: start + UInt64(index), whole: self[index])
    }
}
