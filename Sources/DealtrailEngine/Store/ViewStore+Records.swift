import DealtrailLMDB
import DealtrailModel

extension ViewStore {
    /// Calls `body` with each key of a live view and its record as stored, in the order of keys.
    ///
    /// For tests, which compare views byte by byte.
    ///
    /// - Throws: `LMDBError`, ``EngineError`` (`damagedView`), what `body` throws.
    package func forEachRecord(of identity: ViewIdentity, _ body: ([UInt8], [UInt8]) throws -> Void) throws {
        try ViewSnapshot.take(identity, .live, in: self).forEachRecord(from: "") { key, value in
            try body(key.array(), value.array())
            return true
        }
    }
}
