import DealtrailProof

/// Keys from fixed seeds, so that every run makes the same signatures.
enum Keys {
    static let origin = "example.com/sales"

    static func log(_ name: String = origin, seed: UInt8 = 1) throws -> SignerKey {
        try SignerKey(name: name, seed: Array(repeating: seed, count: 32))
    }

    static func witness(_ number: UInt8) throws -> SignerKey {
        try SignerKey(
            name: "witness\(number).example", algorithm: .cosignature, seed: Array(repeating: 100 + number, count: 32))
    }

    /// A signed checkpoint of the first leaves of a tree.
    static func checkpoint(_ tree: MemoryTree, _ size: UInt64? = nil, by key: SignerKey? = nil) throws
        -> SignedCheckpoint
    {
        let size = size ?? tree.size
        let key = try key ?? log()
        return try SignedCheckpoint(
            Checkpoint(origin: key.verifierKey.name, size: size, root: tree.root(at: size)), by: key)
    }
}
