import DealtrailLMDB

extension Array where Element == UInt8 {
    /// The bytes as the store takes them.
    var raw: RawSpan {
        @_lifetime(borrow self)
        get { unsafe span.bytes }
    }
}

/// The bytes of a text.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// The text of bytes.
func text(_ span: RawSpan) -> String {
    String(decoding: span.copy(), as: UTF8.self)
}

extension ReadTransaction {
    /// A value as text; `nil` when the key is not there.
    func text(_ key: UInt64, _ table: Table) throws(LMDBError) -> String? {
        guard let value = try value(forKey: key, in: table) else { return nil }
        return DealtrailLMDBTests.text(value)
    }

    /// A value as text; `nil` when the key is not there.
    func text(_ key: [UInt8], _ table: Table) throws(LMDBError) -> String? {
        guard let value = try value(forKey: key.raw, in: table) else { return nil }
        return DealtrailLMDBTests.text(value)
    }
}

extension WriteTransaction {
    /// A value as text; `nil` when the key is not there.
    func text(_ key: UInt64, _ table: Table) throws(LMDBError) -> String? {
        guard let value = try value(forKey: key, in: table) else { return nil }
        return DealtrailLMDBTests.text(value)
    }

    /// A value as text; `nil` when the key is not there.
    func text(_ key: [UInt8], _ table: Table) throws(LMDBError) -> String? {
        guard let value = try value(forKey: key.raw, in: table) else { return nil }
        return DealtrailLMDBTests.text(value)
    }
}

/// The code of the error that a body throws; `nil` when it throws none.
func code(_ body: () throws(LMDBError) -> Void) -> LMDBError.Code? {
    do throws(LMDBError) {
        try body()
        return nil
    } catch {
        return error.code
    }
}

extension WriteTransaction {
    /// Puts an array under an array.
    mutating func put(
        _ value: [UInt8], forKey key: [UInt8], in table: Table, mode: WriteMode = .upsert
    ) throws(LMDBError) {
        try put(value.raw, forKey: key.raw, in: table, mode: mode)
    }

    /// Puts an array under an integer.
    mutating func put(
        _ value: [UInt8], forKey key: UInt64, in table: Table, mode: WriteMode = .upsert
    ) throws(LMDBError) {
        try put(value.raw, forKey: key, in: table, mode: mode)
    }
}
