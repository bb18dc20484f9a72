public import DealtrailProof
import Foundation

/// The signed checkpoints of a trail: files in `checkpoints/`, outside the log's environment, named by their size.
public struct CheckpointStore: Sendable {
    let directory: String

    init(directory: String) {
        self.directory = directory
    }

    /// The sizes of all checkpoints, ascending.
    ///
    /// - Complexity: O(*n* log *n*) in their count.
    public func sizes() -> [UInt64] {
        ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [])
            .compactMap { Self.size(ofFile: $0) }.sorted()
    }

    /// The checkpoint of a size, or `nil` when none was signed there.
    ///
    /// - Throws: `FormatError` when the file is not a signed checkpoint of that size.
    public func checkpoint(at size: UInt64) throws(FormatError) -> SignedCheckpoint? {
        guard let data = FileManager.default.contents(atPath: path(size)) else { return nil }
        let signed = try SignedCheckpoint([UInt8](data))
        guard signed.checkpoint.size == size else {
            throw FormatError(
                .checkpoint, line: 2, "\(path(size)) holds a checkpoint of size \(signed.checkpoint.size)")
        }
        return signed
    }

    /// The checkpoint of the largest size.
    ///
    /// - Throws: `FormatError` when its file is not one.
    public func latest() throws(FormatError) -> SignedCheckpoint? {
        guard let size = sizes().last else { return nil }
        return try checkpoint(at: size)
    }

    /// Adds the signatures of a copy, such as a witness returns it, to the checkpoint that is kept.
    ///
    /// A copy brings signatures of witnesses, and none of the log: a forged one would make every check fail from then on.
    ///
    /// - Returns: The checkpoint with the signatures of both.
    /// - Throws: `TrustError`: `mismatch` when no checkpoint of that size is kept or it says something else,
    ///   `forgedSignature` for a line in the name of the log that is not here; `FormatError` when it were more signatures
    ///   than are read; ``LogError``.
    public func merge(_ copy: SignedCheckpoint) throws -> SignedCheckpoint {
        let lock = try HeldLock(lockPath)
        defer { lock.release() }
        guard let kept = try checkpoint(at: copy.checkpoint.size) else {
            throw TrustError(.mismatch, "no checkpoint of size \(copy.checkpoint.size) was signed here")
        }
        let merged = try kept.merging(copy)
        let signatures = merged.note.signatures
        let name = merged.checkpoint.origin
        guard
            !signatures.dropFirst(kept.note.signatures.count).contains(where: { $0.name.utf8.elementsEqual(name.utf8) })
        else {
            throw TrustError(.forgedSignature, "the copy has one of \(name) that was not made here")
        }
        guard signatures.count <= SignedNote.maximumSignatures else {
            throw FormatError(
                .note,
                "with the copy's it would have \(signatures.count) signatures, and "
                    + "\(SignedNote.maximumSignatures) are read")
        }
        try write(merged)
        return merged
    }

    func write(_ signed: SignedCheckpoint) throws(LogError) {
        try DurableFile.write(signed.bytes, to: path(signed.checkpoint.size), permissions: 0o644)
    }

    /// The map of stream heads that was kept for the next process; `nil` when there is none, or it is damaged.
    ///
    /// - Complexity: O(*n* log *n*) in the count of streams.
    func storedHeads() -> StoredStreamHeads? {
        FileManager.default.contents(atPath: headsPath).flatMap { StoredStreamHeads([UInt8]($0)) }
    }

    var headsPath: String { directory + "/stream-heads" }

    var lockPath: String { directory + "/sign.lock" }

    /// The file of a size: 20 digits, so that names sort like numbers.
    func path(_ size: UInt64) -> String {
        let digits = String(size)
        return "\(directory)/\(String(repeating: "0", count: 20 - digits.count))\(digits).checkpoint"
    }

    /// The size that a file name stands for.
    static func size(ofFile name: String) -> UInt64? {
        guard name.utf8.count == 31, name.hasSuffix(".checkpoint") else { return nil }
        let digits = name.utf8.prefix(20)
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return UInt64(String(Substring(digits)))
    }
}
