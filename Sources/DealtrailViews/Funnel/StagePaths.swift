import DealtrailModel
import DealtrailSales
import Synchronization

/// The stage paths that were read last: nearly all opportunities of a trail have the same few.
///
/// A state shares the array with all others of its path, which saves the reading and, with half a million opportunities,
/// as many copies. What is shared is a function of the bytes alone, so no result depends on it.
enum StagePaths {
    private struct Known {
        let item: [UInt8]
        let path: [StageName]
    }

    private static let capacity = 16
    private static let known = Mutex<[Known]>([])

    /// The path in a CBOR item, read by `read` when it is not one of the last.
    static func shared(
        _ item: RawSpan, _ read: (RawSpan) throws(CBORError) -> [StageName]
    ) throws(CBORError) -> [StageName] {
        let found = known.withLock { known in
            known.first { $0.item.rawSpan.elementsEqual(item) }?.path
        }
        if let found { return found }
        let path = try read(item)
        let entry = Known(item: item.array(), path: path)
        known.withLock { known in
            if known.count == capacity { known.removeFirst() }
            known.append(entry)
        }
        return path
    }
}
