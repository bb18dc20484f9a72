import DealtrailLMDB

/// A move of a cursor.
enum Move: Sendable {
    case next, previous, first, last
    case atLeast(UInt64), atMost(UInt64)
    case atLeastBytes([UInt8]), atMostBytes([UInt8])
}

extension Cursor {
    /// The integer keys that a series of moves leads to.
    @_lifetime(self: copy self)
    mutating func keys(_ moves: Move...) throws(LMDBError) -> [UInt64?] {
        var keys: [UInt64?] = []
        for move in moves {
            switch move {
            case .next: keys.append(try next()?.keyAsUInt64)
            case .previous: keys.append(try previous()?.keyAsUInt64)
            case .first: keys.append(try first()?.keyAsUInt64)
            case .last: keys.append(try last()?.keyAsUInt64)
            case .atLeast(let key): keys.append(try seek(atLeast: key)?.keyAsUInt64)
            case .atMost(let key): keys.append(try seek(atMost: key)?.keyAsUInt64)
            case .atLeastBytes(let key): keys.append(try seek(atLeast: key.raw)?.keyAsUInt64)
            case .atMostBytes(let key): keys.append(try seek(atMost: key.raw)?.keyAsUInt64)
            }
        }
        return keys
    }
}
