import DealtrailModel

/// A single field of an event, by the coding key that wrote it.
extension EventView {
    func integer(_ key: some RawRepresentable<Int>) throws -> Int64? { try fields.integer(UInt64(key.rawValue)) }
    func money(_ key: some RawRepresentable<Int>) throws -> Money? { try fields.money(UInt64(key.rawValue)) }
}
