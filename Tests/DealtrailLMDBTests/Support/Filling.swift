import DealtrailLMDB

extension Environment {
    /// Appends records 0..<count with values of the given length to the table "t".
    func fill(_ count: Int, valueLength: Int = 100, from start: Int = 0) throws(LMDBError) {
        try write { (transaction) throws(LMDBError) in
            let table = try transaction.openTable("t", create: true)
            for number in start..<start + count {
                let value = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: valueLength)
                try transaction.put(value, forKey: UInt64(number), in: table, mode: .append)
            }
        }
    }

    /// The records of the table "t".
    func count() throws(LMDBError) -> Int {
        let snapshot = try read()
        guard let table = try snapshot.tableIfPresent("t") else { return 0 }
        return try snapshot.statistics(of: table).entries
    }
}
