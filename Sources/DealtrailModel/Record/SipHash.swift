/// SipHash with a chosen number of rounds (Aumasson and Bernstein, 2012), over borrowed bytes.
///
/// Records use SipHash-1-3: names are hashed under a key that each trail draws for itself, so that nobody can choose
/// names that collide; checksums use the key zero, since they guard against accidents and the hash tree against people.
public struct SipHash: Hashable, Sendable {
    /// The two halves of the key.
    public let key: (low: UInt64, high: UInt64)

    /// The key zero.
    public static let unkeyed = SipHash(low: 0, high: 0)

    /// Creates a hash function with a key.
    public init(low: UInt64, high: UInt64) {
        key = (low, high)
    }

    /// Equality of keys.
    public static func == (left: SipHash, right: SipHash) -> Bool { left.key == right.key }

    /// Hashes the key.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(key.low)
        hasher.combine(key.high)
    }

    /// SipHash-1-3 of `bytes`.
    ///
    /// - Complexity: O(bytes), about one nanosecond for eight bytes.
    @inlinable
    public func hash(_ bytes: RawSpan) -> UInt64 {
        hash(bytes, compressionRounds: 1, finalRounds: 3)
    }

    /// SipHash-1-3 of 16 bytes, given as two little-endian words.
    func hash(_ first: UInt64, _ second: UInt64) -> UInt64 {
        var state = State(key)
        state.compress(first, rounds: 1)
        state.compress(second, rounds: 1)
        state.compress(16 << 56, rounds: 1)
        return state.finish(rounds: 3)
    }

    /// SipHash of `bytes` with chosen rounds; 2 and 4 are those of the published test vectors.
    ///
    /// Inlined, so that the loops over rounds vanish: every event of a scan is hashed, headers and bodies.
    @inlinable @inline(__always)
    func hash(_ bytes: RawSpan, compressionRounds: Int, finalRounds: Int) -> UInt64 {
        var state = State(key)
        let count = bytes.byteCount
        let whole = count & ~7
        // The bounds are those of the loop; checking each load would cost as much as the mixing.
        var offset = 0
        while offset < whole {
            state.compress(unsafe bytes.word(atUnchecked: offset), rounds: compressionRounds)
            offset &+= 8
        }
        var last = UInt64(truncatingIfNeeded: count) << 56
        if whole < count {
            if count >= 8 {
                // The last eight bytes, without those that were mixed in already.
                last |=
                    unsafe bytes.word(atUnchecked: count &- 8) &>> UInt64(truncatingIfNeeded: 64 &- 8 &* (count & 7))
            } else {
                var shift: UInt64 = 0
                while offset < count {
                    last |= UInt64(bytes.byte(at: offset)) &<< shift
                    shift &+= 8
                    offset &+= 1
                }
            }
        }
        state.compress(last, rounds: compressionRounds)
        return state.finish(rounds: finalRounds)
    }

    /// SipHash-1-3 of two sequences of one length at once.
    ///
    /// Each step waits for the one before it, so a processor has room for a second hash beside the first.
    ///
    /// - Precondition: both have the same number of bytes, and at least eight.
    @inlinable @inline(__always)
    func hash(_ first: RawSpan, and second: RawSpan) -> (UInt64, UInt64) {
        precondition(
            first.byteCount == second.byteCount && first.byteCount >= 8, "two of one length are hashed at once")
        var left = State(key)
        var right = State(key)
        let count = first.byteCount
        let whole = count & ~7
        var offset = 0
        while offset < whole {
            left.compress(unsafe first.word(atUnchecked: offset), rounds: 1)
            right.compress(unsafe second.word(atUnchecked: offset), rounds: 1)
            offset &+= 8
        }
        let length = UInt64(truncatingIfNeeded: count) << 56
        var ends = (length, length)
        if whole < count {
            let shift = UInt64(truncatingIfNeeded: 64 &- 8 &* (count & 7))
            ends.0 |= unsafe first.word(atUnchecked: count &- 8) &>> shift
            ends.1 |= unsafe second.word(atUnchecked: count &- 8) &>> shift
        }
        left.compress(ends.0, rounds: 1)
        right.compress(ends.1, rounds: 1)
        return (left.finish(rounds: 3), right.finish(rounds: 3))
    }

    /// SipHash-1-3 of two sequences at once, as far as the shorter one goes.
    ///
    /// Less than eight bytes of either are hashed one after the other.
    func hash(_ first: RawSpan, beside second: RawSpan) -> (UInt64, UInt64) {
        guard first.byteCount >= 8, second.byteCount >= 8 else { return (hash(first), hash(second)) }
        var left = State(key)
        var right = State(key)
        let shared = min(first.byteCount, second.byteCount) & ~7
        var offset = 0
        // The bounds are those of the shorter one.
        while offset < shared {
            left.compress(unsafe first.word(atUnchecked: offset), rounds: 1)
            right.compress(unsafe second.word(atUnchecked: offset), rounds: 1)
            offset &+= 8
        }
        return (left.finish(first, from: offset), right.finish(second, from: offset))
    }

    /// The four words that SipHash mixes.
    @usableFromInline
    struct State: Sendable {
        @usableFromInline var v0: UInt64
        @usableFromInline var v1: UInt64
        @usableFromInline var v2: UInt64
        @usableFromInline var v3: UInt64

        @inlinable @inline(__always)
        init(_ key: (low: UInt64, high: UInt64)) {
            v0 = key.low ^ 0x736f_6d65_7073_6575
            v1 = key.high ^ 0x646f_7261_6e64_6f6d
            v2 = key.low ^ 0x6c79_6765_6e65_7261
            v3 = key.high ^ 0x7465_6462_7974_6573
        }

        @inlinable @inline(__always)
        mutating func compress(_ word: UInt64, rounds: Int) {
            v3 ^= word
            for _ in 0..<rounds { round() }
            v0 ^= word
        }

        /// Mixes in what is left of at least eight bytes, behind whole words.
        @inline(__always)
        mutating func finish(_ bytes: RawSpan, from start: Int) -> UInt64 {
            let count = bytes.byteCount
            let whole = count & ~7
            var offset = start
            while offset < whole {
                compress(unsafe bytes.word(atUnchecked: offset), rounds: 1)
                offset &+= 8
            }
            var last = UInt64(truncatingIfNeeded: count) << 56
            if whole < count {
                last |=
                    unsafe bytes.word(atUnchecked: count &- 8) &>> UInt64(truncatingIfNeeded: 64 &- 8 &* (count & 7))
            }
            compress(last, rounds: 1)
            return finish(rounds: 3)
        }

        @inlinable @inline(__always)
        mutating func finish(rounds: Int) -> UInt64 {
            v2 ^= 0xff
            for _ in 0..<rounds { round() }
            return v0 ^ v1 ^ v2 ^ v3
        }

        @inlinable @inline(__always)
        mutating func round() {
            v0 &+= v1
            v1 = v1 &<< 13 | v1 &>> 51
            v1 ^= v0
            v0 = v0 &<< 32 | v0 &>> 32
            v2 &+= v3
            v3 = v3 &<< 16 | v3 &>> 48
            v3 ^= v2
            v0 &+= v3
            v3 = v3 &<< 21 | v3 &>> 43
            v3 ^= v0
            v2 &+= v1
            v1 = v1 &<< 17 | v1 &>> 47
            v1 ^= v2
            v2 = v2 &<< 32 | v2 &>> 32
        }
    }
}
