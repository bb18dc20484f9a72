extension Digest {
    /// Reads the hashes of a proof, as they come from a file or another program.
    ///
    /// - Parameter hashes: One run of bytes for each hash.
    /// - Returns: The hashes, in the same order.
    /// - Throws: ``ProofError`` with code ``ProofError/Code/hashLength`` when one of them is not 32 bytes long; the
    ///   message names the first that is not.
    /// - Complexity: O(*n*) in the number of hashes.
    public static func path(_ hashes: some Sequence<some Collection<UInt8>>) throws(ProofError) -> [Digest] {
        var path: [Digest] = []
        for bytes in hashes {
            guard let digest = Digest(bytes) else {
                throw ProofError(.hashLength, "hash \(path.count) of the path is \(bytes.count) bytes long, not 32")
            }
            path.append(digest)
        }
        return path
    }
}
