import Synchronization

/// What a rebuild has last told whoever asks from outside how far it is.
///
/// A small batch takes a millisecond, and telling each view's lock is a call of the system: that is done for every 65,536th
/// event or so.
final class PublishedProgress: Sendable {
    private static let step: UInt64 = 1 << 16
    private let last = Mutex<RebuildProgress?>(nil)

    /// Whether it is another phase, or so much more is done than was last said; it counts as said then.
    func isWorthSaying(_ now: RebuildProgress) -> Bool {
        last.withLock { last in
            if let last, last.phase == now.phase, now.done >= last.done, now.done - last.done < Self.step,
                now.done < now.total
            {
                return false
            }
            last = now
            return true
        }
    }
}
